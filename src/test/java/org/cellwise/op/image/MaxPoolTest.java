package org.cellwise.op.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which number of a window wins, also where windows of two have a way of their own. */
class MaxPoolTest {
    private final Tape tape =
            new Tape(Tape.Mode.TRAIN, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(0));

    private float most;

    /** The gradient of an image of one window, whose output is kept in {@code most}. */
    private float[] gradient(int side, float... image) {
        float[] gradient = new float[image.length];
        tape.rewind();
        Tensor x = tape.input(Shape.of(1, 1, side, side), image, gradient);
        Tensor y = tape.apply(Ops.maxPool(side, side, 0), x);
        most = y.single();
        tape.backward(y);
        return gradient;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void eachPlaceCanWin(int side) {
        for (int winner = 0; winner < side * side; winner++) {
            float[] image = new float[side * side];
            Arrays.fill(image, -3);
            image[winner] = -1;
            float[] expected = new float[side * side];
            expected[winner] = 1;
            assertThat(gradient(side, image)).containsExactly(expected);
            assertThat(most).isEqualTo(-1);
        }
    }

    @Test
    void ofEqualNumbersTheFirstGetsTheGradient() {
        assertThat(gradient(2, 1, 2, 2, 2)).containsExactly(0, 1, 0, 0);
        assertThat(gradient(2, 0, 0, 0, 0)).containsExactly(1, 0, 0, 0);
        assertThat(gradient(2, 1, 0, 2, 2)).containsExactly(0, 0, 1, 0);
        assertThat(gradient(3, 0, 5, 0, 5, 0, 5, 0, 0, 0)).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void notANumberStaysSo(int side) {
        for (int odd = 0; odd < side * side; odd++) {
            float[] image = new float[side * side];
            image[odd] = Float.NaN;
            gradient(side, image);
            assertThat(most).isNaN();
        }
    }
}
