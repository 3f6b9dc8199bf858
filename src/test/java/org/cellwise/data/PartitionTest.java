package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTest {
    private static final Seed SEED = new Seed(7);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 0.7, 0.8, 0.99})
    void keepsEveryRowOnceAndClassesInProportion(double share) {
        int[] classes = IntStream.range(0, 500)
                .map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2)
                .toArray();
        int[][] parts = Partition.of(classes, SEED, share);

        assertThat(IntStream.concat(Arrays.stream(parts[0]), Arrays.stream(parts[1]))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        int[] perClass = {300, 150, 50};
        for (int c = 0; c < 3; c++) {
            assertThat((double) count(classes, parts[0], c))
                    .isBetween(perClass[c] * share - 1, perClass[c] * share + 1);
        }
        assertThat((double) parts[0].length).isBetween(500 * share - 2, 500 * share + 2);
    }

    @Test
    void dealsWholeRowsExactly() {
        int[][] parts = Partition.of(new int[10], SEED, 0.6, 0.2);
        assertThat(parts[0]).hasSize(6);
        assertThat(parts[1]).hasSize(2);
        assertThat(parts[2]).hasSize(2);
    }

    @Test
    void evensOutRoundingOverClasses() {
        int[] classes = IntStream.range(0, 100).map(i -> i / 5).toArray(); // 20 classes of 5: half is 2.5
        assertThat(Partition.of(classes, SEED, 0.5)[0]).hasSize(50);
    }

    @Test
    void putsSmallClassesInEveryPart() {
        int[] classes = new int[100];
        Arrays.fill(classes, 90, 98, 1);
        classes[98] = 2;
        classes[99] = 2;
        int[][] parts = Partition.of(classes, SEED, 0.9);
        for (int c = 0; c < 3; c++) {
            assertThat(count(classes, parts[0], c)).isPositive();
            assertThat(count(classes, parts[1], c)).isPositive();
        }
    }

    @Test
    void putsASingleRowOfAClassInTraining() {
        int[] classes = new int[50];
        classes[17] = 1;
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Partition.of(classes, new Seed(seed), 0.1)[0]).contains(17);
        }
    }

    @Test
    void dependsOnTheSeedAlone() {
        int[][] once = Partition.of(new int[40], SEED, 0.5);
        assertThat(Partition.of(new int[40], SEED, 0.5)).isDeepEqualTo(once);
        assertThat(Partition.of(new int[40], new Seed(8), 0.5)[0]).isNotEqualTo(once[0]);
    }

    @Test
    void shufflesWithinParts() {
        int[] first = Partition.of(new int[40], SEED, 0.5)[0];
        assertThat(first).isNotEqualTo(Arrays.stream(first).sorted().toArray());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1, 1.5, Double.NaN, 80})
    void refusesSharesOutsideZeroToOne(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Partition.of(new int[10], SEED, share))
                .withMessageContaining("split expects shares above 0")
                .withMessageContaining("but got [" + share + "]");
    }

    @Test
    void refusesToFewRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Partition.of(new int[1], SEED, 0.5))
                .withMessageContaining("Too few rows to split: 1 rows of 1 classes leave part 2 of 2 empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Partition.of(new int[] {0, 1, 2}, SEED, 0.5))
                .withMessageContaining("3 rows of 3 classes");
        assertThatIllegalArgumentException().isThrownBy(() -> Partition.of(new int[10], SEED, 0.6, 0.4));
    }

    private static long count(int[] classes, int[] rows, int wanted) {
        return Arrays.stream(rows).filter(row -> classes[row] == wanted).count();
    }
}
