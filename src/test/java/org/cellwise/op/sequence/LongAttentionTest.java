package org.cellwise.op.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Around what tiles hold, with keys that do not count, and with fewer queries than keys, as where a text goes on. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, true",
        "1, 65, true",
        "2, 64, true",
        "63, 63, true",
        "64, 64, true",
        "65, 65, true",
        "64, 130, true",
        "129, 129, true",
        "100, 256, true",
        "257, 257, true",
        "1, 300, true",
        "70, 257, true",
        "129, 65, false",
        "257, 300, false",
        "3, 257, false"
    })
    void tilesAreAsTheWhole(int queries, int keys, boolean causal) {
        float[] counts = new float[2 * keys];
        SeededRandom random = new SeededRandom(3);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = i % keys == 0 || random.nextInt(3) > 0 ? 1 : 0; // the first is seen by all
        }
        float[] hidden = new float[2 * queries * keys];
        for (int i = 0; i < hidden.length; i++) {
            int key = i % keys;
            int query = i / keys % queries;
            boolean later = causal && key > keys - queries + query;
            hidden[i] = later || counts[i / keys / queries * keys + key] == 0 ? -1e9f : 0;
        }
        Op op = Ops.attention(1, 1, causal, true, true, 0);
        float[][] tiled = crossed(queries, keys, (q, kv) -> {
            Tape tape = q.tape();
            return tape.apply(op, q, kv, tape.input(Shape.of(2, keys), counts));
        });
        float[][] whole = crossed(queries, keys, (q, kv) -> {
            Tensor k = Ops.slice(kv, -1, 0, DEPTH);
            Tensor v = Ops.slice(kv, -1, DEPTH, 2 * DEPTH);
            Tensor scores = Ops.scale(Ops.matmulTransposed(q, k), 1 / Math.sqrt(DEPTH));
            Tensor seen = Ops.add(scores, q.tape().input(Shape.of(2, queries, keys), hidden));
            return Ops.matmul(Ops.softmax(seen), v);
        });
        for (int i = 0; i < 3; i++) {
            assertThat(tiled[i]).containsExactly(whole[i], within(2e-5f));
        }
    }

    /** What comes of queries, keys and values, and the slopes by both. */
    private static float[][] crossed(int queries, int keys, BinaryOperator<Tensor> function) {
        Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(1));
        float[] q = numbers(2 * queries * DEPTH);
        float[] kv = numbers(2 * keys * 2 * DEPTH);
        float[] dq = new float[q.length];
        float[] dkv = new float[kv.length];
        Tensor y = function.apply(
                tape.input(Shape.of(2, queries, DEPTH), q, dq), tape.input(Shape.of(2, keys, 2 * DEPTH), kv, dkv));
        tape.backward(y, numbers(y.size()));
        return new float[][] {Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size()), dq, dkv};
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
