package org.cellwise.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses of rows and their weighted sums, which do not depend on how rows are cut into batches. */
class RowLossesTest {
    private static final int ROWS = 23;
    private static final int WIDTH = 3;

    record Named(String name, BinaryOperator<Tensor> loss) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> losses() {
        return Stream.of(
                new Named("squared error", RowLosses::squaredError),
                new Named("absolute error", RowLosses::absoluteError),
                new Named("huber", RowLosses.huber(0.5)),
                new Named("binary cross-entropy", RowLosses.binaryCrossEntropy(0.1, 1, 2)),
                new Named("cross-entropy", RowLosses.crossEntropy(0.1)),
                new Named("Euclidean distance", RowLosses::euclideanDistance),
                new Named("cosine distance", RowLosses::cosineDistance));
    }

    private final Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(0));
    private final float[] predictions = random(1, ROWS * WIDTH);
    private final float[] targets = random(2, ROWS * WIDTH);
    private final float[] weights = random(3, ROWS);

    private static float[] random(long seed, int size) {
        SeededRandom random = new SeededRandom(seed);
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = random.nextFloat() + 0.1f;
        }
        return numbers;
    }

    /** Weighted sum of some rows, whose gradient is added. */
    private double sum(BinaryOperator<Tensor> loss, int from, int to, float[] gradient) {
        tape.rewind();
        Shape shape = Shape.of(to - from, WIDTH);
        float[] part = new float[shape.elements()];
        Tensor p = tape.input(shape, Arrays.copyOfRange(predictions, from * WIDTH, to * WIDTH), part);
        Tensor t = tape.input(shape, Arrays.copyOfRange(targets, from * WIDTH, to * WIDTH));
        Tensor losses = loss.apply(p, t);
        tape.backward(losses, Arrays.copyOfRange(weights, from, to));
        System.arraycopy(part, 0, gradient, from * WIDTH, part.length);
        double[] each = losses.values();
        double sum = 0;
        for (int i = 0; i < each.length; i++) {
            sum += weights[from + i] == 0 ? 0 : weights[from + i] * each[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void sumsOfBatchesAddUp(Named named) {
        weights[4] = 0;
        float[] whole = new float[ROWS * WIDTH];
        double expected = sum(named.loss, 0, ROWS, whole);
        for (int size : new int[] {1, 5, 8, 22}) {
            float[] gradient = new float[whole.length];
            double sum = 0;
            for (int from = 0; from < ROWS; from += size) {
                sum += sum(named.loss, from, Math.min(ROWS, from + size), gradient);
            }
            assertThat(sum).isCloseTo(expected, within(1e-5 * expected));
            assertThat(gradient).containsExactly(whole, within(1e-7f));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aRowThatWeighsNothingDoesNotCount(Named named) {
        weights[7] = 0;
        float[] gradient = new float[ROWS * WIDTH];
        double expected = sum(named.loss, 0, ROWS, gradient);
        float[] before = gradient.clone();
        Arrays.fill(predictions, 7 * WIDTH, 8 * WIDTH, Float.NaN);
        assertThat(sum(named.loss, 0, ROWS, gradient)).isEqualTo(expected);
        assertThat(gradient).containsExactly(before);
        assertThat(Arrays.copyOfRange(gradient, 7 * WIDTH, 8 * WIDTH)).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void positionsOfSequencesHaveOneLossEach(Named named) {
        Tensor p = tape.input(Shape.of(5, 4, WIDTH), predictions, new float[ROWS * WIDTH]);
        Tensor t = tape.input(Shape.of(5, 4, WIDTH), targets);
        Tensor losses = named.loss.apply(p, t);
        assertThat(losses.shape()).isEqualTo(Shape.of(5, 4));
        double[] values = losses.values();
        tape.rewind();
        p = tape.input(Shape.of(20, WIDTH), predictions, new float[ROWS * WIDTH]);
        t = tape.input(Shape.of(20, WIDTH), targets);
        assertThat(named.loss.apply(p, t).values()).containsExactly(values);
    }

    /** loss = Σ w[c] (log Σ eˣ - x[c]), and what counts is Σ w[c], worked out by hand. */
    @Test
    void classWeightsCountOnceInTheLossAndOnceInTheCounts() {
        Tensor x = tape.input(Shape.of(3, 2), new float[] {0, 0, 1, 1, 2, 2}, new float[6]);
        Tensor classes = tape.input(Shape.of(3), new float[] {0, 1, 1});
        Tensor each = tape.input(Shape.of(2), new float[] {3, 0.5f});
        double half = Math.log(2);
        assertThat(RowLosses.weightedCrossEntropy(0).apply(x, classes, each).values())
                .containsExactly(new double[] {3 * half, 0.5 * half, 0.5 * half}, within(1e-6));
        assertThat(RowLosses.classWeights(x, classes, each).values()).containsExactly(3, 0.5, 0.5);
        Tensor probabilities = tape.input(Shape.of(3, 2), new float[] {1, 0, 0, 1, 0, 1});
        assertThat(RowLosses.classWeights(x, probabilities, each).values()).containsExactly(1, 1, 1);
    }

    @Test
    void tripletsCountWhereABatchHasThem() {
        Tensor classes = tape.input(Shape.of(5), new float[] {0, 1, 0, 2, 0});
        assertThat(RowLosses.tripletCounts(classes).values()).containsExactly(1, 0, 1, 0, 1);
        assertThat(RowLosses.tripletCounts(tape.input(Shape.of(2), new float[] {3, 3}))
                        .values())
                .containsOnly(0);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        Tensor logits = tape.input(Shape.of(2, 3, 4), new float[24], new float[24]);
        BinaryOperator<Tensor> loss = RowLosses.crossEntropy(0);
        assertThatThrownBy(() -> loss.apply(logits, tape.input(Shape.of(3, 2), new float[6])))
                .hasMessageContaining("but got logits 2 x 3 x 4 and targets 3 x 2");
        assertThatThrownBy(() -> RowLosses.squaredError(logits, tape.input(Shape.of(2, 3), new float[6])))
                .hasMessageContaining("squared error expects predictions and targets of the same shape");
    }

    @Test
    void nothingLearnsThroughClassIndices() {
        Tensor logits = tape.input(Shape.of(2, 3), new float[6], new float[6]);
        Tensor indices = tape.input(Shape.of(2), new float[2], new float[2]);
        Tensor losses = RowLosses.crossEntropy(0).apply(logits, indices);
        assertThatThrownBy(() -> tape.backward(losses, null)).hasMessageContaining("whole numbers");
    }
}
