package org.cellwise.op.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Window;
import org.cellwise.math.Workers;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every small window on every small image, forward and back, against the definition. */
class PoolingTest {
    private final Tape tape =
            new Tape(Tape.Mode.TRAIN, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(0));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesWithTheDefinition(boolean max) {
        for (int size = 1; size <= 5; size++) {
            for (int stride = 1; stride <= 4; stride++) {
                for (int padding = 0; padding <= size / 2; padding++) {
                    Window window = new Window(size, stride, padding);
                    for (int height = 1; height <= 7; height++) {
                        for (int width = 1; width <= 7; width++) {
                            if (window.places(height) > 0 && window.places(width) > 0) {
                                check(max, window, height, width);
                            }
                        }
                    }
                }
            }
        }
    }

    private void check(boolean max, Window window, int height, int width) {
        SeededRandom random = new SeededRandom(height * 10 + width);
        int planes = 2;
        float[] x = new float[planes * height * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        float[] gradient = new float[x.length];
        tape.rewind();
        Tensor in = tape.input(Shape.of(1, planes, height, width), x, gradient);
        Tensor y = max
                ? Ops.maxPool(in, window.size(), window.stride(), window.padding())
                : Ops.averagePool(in, window.size(), window.stride(), window.padding());
        float[] upstream = new float[y.size()];
        double[] expected = new double[y.size()];
        double[] slopes = new double[x.length];
        for (int out = 0; out < upstream.length; out++) {
            upstream[out] = (float) random.nextGaussian();
            expected[out] = define(max, window, height, width, x, out, upstream[out], slopes);
        }
        tape.backward(y, upstream);
        String name = (max ? "max" : "average") + " " + window + " on " + height + " x " + width;
        assertThat(y.values()).as(name).containsExactly(expected, within(1e-5));
        for (int i = 0; i < x.length; i++) {
            assertThat((double) gradient[i]).as(name).isCloseTo(slopes[i], within(1e-5));
        }
    }

    /** One place: its value; adds its slopes. */
    private static double define(
            boolean max, Window window, int height, int width, float[] x, int out, float upstream, double[] slopes) {
        int across = window.places(width);
        int down = window.places(height);
        int top = out / across % down * window.stride() - window.padding();
        int left = out % across * window.stride() - window.padding();
        int plane = out / across / down * height * width;
        double sum = 0;
        int winner = -1;
        for (int i = Math.max(0, top); i < Math.min(height, top + window.size()); i++) {
            for (int j = Math.max(0, left); j < Math.min(width, left + window.size()); j++) {
                int at = plane + i * width + j;
                sum += x[at];
                winner = winner < 0 || x[at] > x[winner] ? at : winner;
                slopes[at] += max ? 0 : (double) upstream / window.area();
            }
        }
        if (max) {
            slopes[winner] += upstream;
        }
        return max ? x[winner] : sum / window.area();
    }
}
