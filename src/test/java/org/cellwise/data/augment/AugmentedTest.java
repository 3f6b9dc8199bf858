package org.cellwise.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentedTest {
    private static final Augmentation SHIFT = new Augmentation.Shift(2);
    private static final Augmentation FLIP = new Augmentation.Flip();
    private static final Augmentation ROTATE = new Augmentation.Rotate(30);
    private static final Augmentation CROP = new Augmentation.Crop(0.6);
    private static final Augmentation NOISE = new Augmentation.Noise(0.1);
    private static final Augmentation MIX = new Augmentation.MixUp(0.4);

    /** Images of 2 channels, 6 rows and 5 columns, one bright pixel each. */
    private static Dataset images(int count) {
        double[][] rows = new double[count][60];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i][i % 30] = 1;
            rows[i][30 + i % 30] = 0.5;
            classes[i] = i % 3;
        }
        return Dataset.ofClasses(rows, classes).reshape(2, 6, 5);
    }

    static Augmentation[] all() {
        return new Augmentation[] {SHIFT, FLIP, ROTATE, CROP, NOISE, MIX};
    }

    private static float[] pass(Source source, long seed, int batchSize, int threads) {
        Source.Pass pass = source.pass();
        pass.shuffle(new SeededRandom(seed));
        int rows = (int) source.rowCount();
        int width = source.schema().inputShape().elements();
        float[] all = new float[rows * (width + 1)];
        Batch batch = new Batch(source.schema(), batchSize);
        Compute compute = Compute.of(threads);
        for (int from = 0; from < rows; from += batchSize) {
            int count = Math.min(batchSize, rows - from);
            pass.fill(batch, from, count, compute);
            System.arraycopy(batch.features(), 0, all, from * width, count * width);
            System.arraycopy(batch.targets(), 0, all, rows * width + from, count);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("all")
    void isTheSameForAnyBatchAndThreads(Augmentation step) {
        Augmented source = Augmented.of(images(2001), step);
        float[] expected = pass(source, 3, 64, 1);
        assertThat(pass(source, 3, 1000, 2)).isEqualTo(expected);
        assertThat(pass(source, 3, 7, 3)).isEqualTo(expected);
        assertThat(pass(source, 4, 64, 1)).isNotEqualTo(expected);
        assertThat(expected).isNotEqualTo(pass(images(2001), 3, 64, 1));
    }

    @Test
    void shiftMovesWholePixels() {
        Dataset data = images(15);
        Dataset moved = Augmented.of(data, SHIFT).variants(12, 200, new Seed(1));
        boolean[] seen = new boolean[30];
        for (int v = 1; v <= 200; v++) {
            double[] image = moved.features(v);
            int[] bright = IntStream.range(0, 30).filter(i -> image[i] == 1).toArray();
            assertThat(bright).hasSize(1); // from the middle it leaves no edge
            assertThat(image[30 + bright[0]]).isEqualTo(0.5);
            seen[bright[0]] = true;
        }
        // row 2, column 2 gets to all of 5 x 5 places
        assertThat(IntStream.range(0, 30).filter(i -> seen[i]).count()).isEqualTo(25);
        assertThat(moved.features(0)).isEqualTo(data.features(12));
        assertThat(moved.label(9)).isEqualTo(data.label(12));
    }

    @Test
    void flipSwapsLeftAndRightInHalfOfTheCases() {
        Dataset flipped = Augmented.of(images(15), FLIP).variants(6, 400, new Seed(1));
        long swapped = IntStream.rangeClosed(1, 400)
                .filter(v -> flipped.features(v)[8] == 1)
                .count();
        long kept = IntStream.rangeClosed(1, 400)
                .filter(v -> flipped.features(v)[6] == 1)
                .count();
        assertThat(swapped + kept).isEqualTo(400);
        assertThat(swapped).isBetween(150L, 250L);
    }

    @Test
    void rotateTurnsAroundTheMiddle() {
        double[][] bar = new double[2][49];
        for (int y = 0; y < 7; y++) {
            bar[0][y * 7 + 3] = 1; // upright
        }
        Dataset data = Dataset.ofClasses(bar, new int[] {0, 1}).reshape(1, 7, 7);
        Dataset turned = Augmented.of(data, new Augmentation.Rotate(180)).variants(0, 100, new Seed(2));
        for (int v = 1; v <= 100; v++) {
            double[] image = turned.features(v);
            assertThat(image[24]).as("the middle stays").isEqualTo(1, within(1e-6));
            for (int i = 0; i < 49; i++) {
                assertThat(image[48 - i]).as("and so does what lies opposite").isEqualTo(image[i], within(1e-5));
            }
        }
        assertThat(IntStream.rangeClosed(1, 100)
                        .filter(v -> turned.features(v)[22] > 0.5)
                        .count())
                .as("some lie")
                .isGreaterThan(5);
    }

    @Test
    void cropEnlargesAPart() {
        double[][] ramp = new double[2][81];
        for (int i = 0; i < 81; i++) {
            ramp[0][i] = i % 9;
        }
        Dataset data = Dataset.ofClasses(ramp, new int[] {0, 1}).reshape(1, 9, 9);
        Dataset cropped = Augmented.of(data, new Augmentation.Crop(0.5)).variants(0, 100, new Seed(2));
        for (int v = 1; v <= 100; v++) {
            double[] image = cropped.features(v);
            double step = image[5] - image[4];
            assertThat(step).isBetween(0.49, 1.0);
            assertThat(image[0]).isGreaterThanOrEqualTo(0);
            assertThat(image[8]).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void noiseHasItsDeviation() {
        Dataset noisy = Augmented.of(images(300), NOISE).head(300);
        Dataset plain = images(300);
        double[] differences = IntStream.range(0, 300)
                .boxed()
                .flatMapToDouble(
                        r -> IntStream.range(0, 60).mapToDouble(i -> noisy.features(r)[i] - plain.features(r)[i]))
                .toArray();
        assertThat(Arrays.stream(differences).average().orElseThrow()).isEqualTo(0, within(0.004));
        double squares = Arrays.stream(differences).map(d -> d * d).average().orElseThrow();
        assertThat(Math.sqrt(squares)).isEqualTo(0.1, within(0.004));
    }

    @Test
    void mixUpMixesNeighboursAndTheirTargets() {
        double[][] rows =
                IntStream.range(0, 1000).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
        Dataset numbers = Dataset.of(
                rows, IntStream.range(0, 1000).mapToDouble(i -> 2 * i).toArray());
        Dataset mixed = Augmented.of(numbers, MIX).head(1000);
        int far = 0;
        for (int i = 0; i < 1000; i++) {
            double value = mixed.features(i)[0];
            assertThat(value).isBetween(i - i % 2 - 0.001, i - i % 2 + 1.001);
            assertThat(mixed.target(i)[0]).isEqualTo(2 * value, within(1e-3));
            far += Math.abs(value - i) > 0.5 ? 1 : 0;
        }
        assertThat(far).isBetween(430, 570);
        // a class is the target as often as its share says
        double[][] bits =
                IntStream.range(0, 20_000).mapToObj(i -> new double[] {i % 2}).toArray(double[][]::new);
        Dataset classes = Dataset.ofClasses(
                bits, IntStream.range(0, 20_000).map(i -> i % 2).toArray());
        Dataset drawn = Augmented.of(classes, MIX).head(20_000);
        int[] middle = IntStream.range(0, 20_000)
                .filter(i -> Math.abs(drawn.features(i)[0] - 0.7) < 0.1)
                .toArray();
        double ones = Arrays.stream(middle).map(drawn::classIndex).average().orElseThrow();
        assertThat(middle.length).isGreaterThan(1000);
        assertThat(ones).isEqualTo(0.7, within(0.05));
    }

    @Test
    void refusesWhatItCannotChange() {
        Dataset flat = Dataset.of(new double[][] {{1, 2}, {3, 4}}, new double[] {1, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmented.of(flat, NOISE, FLIP))
                .withMessageContaining("Flip[] expects images of shape channels x height x width")
                .withMessageContaining("reshape(1, height, width)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmented.of(flat))
                .withMessageContaining("1 way or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Augmentation.Crop(80))
                .withMessageContaining("such as crop(0.8), but got 80.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmented.of(flat, NOISE).variants(2, 1, new Seed(1)))
                .withMessageContaining("a row from 0 to 1");
    }

    @Test
    void weightsOfRowsStay() {
        Dataset weighted = images(4).weights(1, 2, 3, 0);
        Batch batch = new Batch(weighted.schema(), 3);
        Augmented.of(weighted, MIX, SHIFT).pass().fill(batch, 1, 3, Compute.of(1));
        assertThat(Arrays.copyOf(batch.weights(), 3)).containsExactly(2, 3, 0);
    }
}
