package org.cellwise.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Values of ops by hand, and what they refuse. */
class OpsTest {
    private final Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(0));
    private final Tensor x = tape.input(Shape.of(2, 3), new float[] {1, -2, 3, 4, 0, -6});

    private Tensor row(float... numbers) {
        return tape.input(Shape.of(numbers.length), numbers);
    }

    @Test
    void anAxisIsAnIndex() {
        assertThat(Ops.sum(x, 0).values()).containsExactly(5, -2, -3);
        assertThat(Ops.sum(x, -2).values()).containsExactly(5, -2, -3);
        assertThat(Ops.sum(x, 1).values()).containsExactly(2, -2);
        assertThat(Ops.mean(x, 0).values()).containsExactly(2.5, -1, -1.5);
        assertThat(Ops.max(x, 0).values()).containsExactly(4, 0, 3);
        assertThat(Ops.max(x, -1).values()).containsExactly(3, 4);
        assertThat(Ops.sum(x).values()).containsExactly(0);
        Tensor cube = tape.input(Shape.of(2, 2, 2), new float[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(Ops.sum(cube, 1).values()).containsExactly(4, 6, 12, 14);
        assertThat(tape.apply(Ops.meanOfLast(2), cube).values()).containsExactly(2.5, 6.5);
        assertThatThrownBy(() -> Ops.sum(x, 2)).hasMessageContaining("sum along axis 2 does not fit shape 2 x 3");
        assertThatThrownBy(() -> Ops.max(x, -3)).hasMessageContaining("max along axis -3");
    }

    @Test
    void maxMinAndClip() {
        assertThat(Ops.max(x, row(0, 1, 2)).values()).containsExactly(1, 1, 3, 4, 1, 2);
        assertThat(Ops.min(x, row(0, 1, 2)).values()).containsExactly(0, -2, 2, 0, 0, -6);
        assertThat(Ops.clip(x, -2.5, 3).values()).containsExactly(1, -2, 3, 3, 0, -2.5);
        Tensor odd = row(Float.NaN, 1);
        Tensor even = row(2, Float.NaN);
        assertThat(Ops.max(odd, even).values()).containsOnly(Double.NaN);
        assertThat(Ops.min(odd, even).values()).containsOnly(Double.NaN);
        assertThat(Ops.max(odd, 0).values()).containsOnly(Double.NaN);
        assertThat(Ops.clip(odd, -1, 0).values()).containsExactly(Double.NaN, 0);
    }

    @Test
    void ofEqualNumbersEachGetsHalfAndAlongAnAxisTheFirstAll() {
        float[] a = new float[2];
        float[] b = new float[2];
        Tensor both =
                Ops.max(tape.input(Shape.of(2), new float[] {1, 2}, a), tape.input(Shape.of(2), new float[] {1, 3}, b));
        tape.backward(both, null);
        assertThat(a).containsExactly(0.5f, 0);
        assertThat(b).containsExactly(0.5f, 1);
        float[] along = new float[3];
        tape.backward(Ops.max(tape.input(Shape.of(3), new float[] {1, 4, 4}, along), 0), null);
        assertThat(along).containsExactly(0, 1, 0);
    }

    @Test
    void activationsAsFunctionsAreTheOpsOfLayers() {
        assertThat(Ops.relu(x).values()).containsExactly(1, 0, 3, 4, 0, 0);
        assertThat(Ops.leakyRelu(x, 0.5).values()).containsExactly(1, -1, 3, 4, 0, -3);
        assertThat(Ops.sigmoid(x).values())
                .containsExactly(tape.apply(Ops.sigmoid(), x).values());
        assertThat(Ops.tanh(x).values())
                .containsExactly(tape.apply(Ops.tanh(), x).values());
        assertThat(Ops.elu(x, 2).values())
                .containsExactly(tape.apply(Ops.elu(2), x).values());
        assertThat(Ops.selu(x).values())
                .containsExactly(tape.apply(Ops.selu(), x).values());
        assertThat(Ops.gelu(x).values())
                .containsExactly(tape.apply(Ops.gelu(), x).values());
        assertThat(Ops.silu(x).values())
                .containsExactly(tape.apply(Ops.silu(), x).values());
        assertThat(Ops.softplus(x).values())
                .containsExactly(tape.apply(Ops.softplus(), x).values());
        assertThat(Ops.softmax(x).values())
                .containsExactly(tape.apply(Ops.softmax(), x).values());
        assertThat(Ops.logSoftmax(x).values())
                .containsExactly(tape.apply(Ops.logSoftmax(), x).values());
    }

    @Test
    void dropoutLeavesPredictionsAlone() {
        Tape predicts = new Tape(Tape.Mode.PREDICT, Compute.of(1), new SeededRandom(0));
        Tensor y = Ops.dropout(predicts.input(Shape.of(4), new float[] {1, 2, 3, 4}), 0.5);
        assertThat(y.values()).containsExactly(1, 2, 3, 4);
    }

    /** Predictions are cut into tiles, and agree with training whatever the length. */
    @Test
    void attentionPredictsWhatItTrains() {
        for (int length : new int[] {1, 7, 255, 256, 257, 700}) {
            for (boolean causal : new boolean[] {false, true}) {
                SeededRandom random = new SeededRandom(length);
                float[] numbers =
                        OpCases.normal(random, Shape.of(3, length, 3 * 4)).data();
                Tape predicts = new Tape(Tape.Mode.PREDICT, Compute.of(2), new SeededRandom(0));
                tape.rewind();
                Tensor trained = Ops.attention(tape.input(Shape.of(3, length, 12), numbers), 2, causal);
                Tensor predicted = Ops.attention(predicts.input(Shape.of(3, length, 12), numbers), 2, causal);
                assertThat(predicted.values()).containsExactly(trained.values());
            }
        }
    }

    @Test
    void settingsAreChecked() {
        refuses(() -> Ops.maxPool(2, 2, 2), "maxPool expects a padding of at most half its window");
        refuses(() -> Ops.maxPool(3, 1, 2), "but got a window of 3 and padding 2");
        refuses(() -> Ops.averagePool(2, 2, 2), "averagePool expects a padding");
        refuses(() -> Ops.maxPool(0, 2, 0), "size and stride of at least 1");
        refuses(() -> Ops.conv2d(Shape.of(1, 5, 5), 3, 0, 0), "size and stride of at least 1");
        refuses(() -> Ops.conv2d(Shape.of(5, 5), 3, 1, 0), "conv2d expects images");
        refuses(() -> Ops.conv2d(Shape.of(1, 5, 5), 3, 1, Integer.MAX_VALUE), "too large");
        refuses(() -> Ops.dropout(1), "dropout expects a rate from 0 and below 1");
        refuses(() -> Ops.layerNorm(0), "epsilon above 0");
        refuses(() -> Ops.batchNorm(0, 1e-5, false), "momentum above 0");
        refuses(() -> Ops.batchNorm(0.1, -1, false), "epsilon above 0");
        refuses(() -> Ops.attention(0, false), "at least 1 head");
        refuses(() -> Ops.relu(Double.NaN), "relu expects a finite number");
        refuses(() -> Ops.leakyRelu(1e39), "leakyRelu expects a finite number");
        refuses(() -> Ops.elu(Double.POSITIVE_INFINITY), "elu expects a finite number");
        refuses(() -> Ops.step(Double.NaN), "step expects a finite number");
        refuses(() -> Ops.clip(x, 2, 1), "clip expects a range from low to high");
        refuses(() -> RowLosses.huber(0), "huber expects a δ above 0");
        refuses(() -> RowLosses.crossEntropy(1), "smoothing from 0 to below 1");
        refuses(() -> RowLosses.binaryCrossEntropy(0, -1, 1), "weights of 0 or more");
        refuses(() -> RowLosses.triplet(-1), "margin above 0");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
