package org.cellwise.op.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences of which training keeps no weights, since they would be too many. */
class LongAttentionTest {
    private static final int LENGTH = 300;
    private static final int DEPTH = 6;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void worksTheWeightsOutAnewAsIfTheyHadBeenKept(boolean causal) {
        float[] x = numbers(2 * LENGTH * 3 * DEPTH);
        Op op = Ops.attention(1, causal);
        float[][] whole = run(x, t -> t.tape().apply(op, t));
        float[][] steps = run(x, t -> composed(t, causal));
        for (int i = 0; i < 2; i++) {
            assertThat(whole[i]).containsExactly(steps[i], within(2e-5f));
        }
    }

    private static Tensor composed(Tensor x, boolean causal) {
        Tensor q = Ops.slice(x, -1, 0, DEPTH);
        Tensor k = Ops.slice(x, -1, DEPTH, 2 * DEPTH);
        Tensor v = Ops.slice(x, -1, 2 * DEPTH, 3 * DEPTH);
        Tensor scores = Ops.scale(Ops.matmulTransposed(q, k), 1 / Math.sqrt(DEPTH));
        float[] hidden = new float[LENGTH * LENGTH];
        for (int i = 0; causal && i < LENGTH; i++) {
            for (int j = i + 1; j < LENGTH; j++) {
                hidden[i * LENGTH + j] = -1e9f;
            }
        }
        Tensor seen = Ops.add(scores, x.tape().input(Shape.of(LENGTH, LENGTH), hidden));
        return Ops.matmul(Ops.softmax(seen), v);
    }

    private static float[][] run(float[] x, UnaryOperator<Tensor> function) {
        Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(1));
        float[] dx = new float[x.length];
        Tensor y = function.apply(tape.input(Shape.of(2, LENGTH, 3 * DEPTH), x, dx));
        float[] upstream = numbers(y.size());
        tape.backward(y, upstream);
        float[] values = new float[y.size()];
        System.arraycopy(y.data(), y.offset(), values, 0, values.length);
        return new float[][] {values, dx};
    }

    private static float[] numbers(int count) {
        SeededRandom random = new SeededRandom(5);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
