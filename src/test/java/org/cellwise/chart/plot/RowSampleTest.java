package org.cellwise.chart.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSampleTest {
    @Test
    void fewRowsAreAllDrawn() {
        assertThat(RowSample.of(new int[] {0, 1, 0}, 3)).containsExactly(0, 1, 2);
        assertThat(RowSample.of(5, 9)).containsExactly(0, 1, 2, 3, 4);
        assertThat(RowSample.of(0, 9)).isEmpty();
        assertThat(RowSample.words(5, 5)).isEmpty();
    }

    @Test
    void eachClassKeepsItsShareWhateverTheOrder() {
        for (int period : new int[] {2, 3, 4, 10, 100}) {
            int[] classes = IntStream.range(0, 10_000).map(i -> i % period).toArray();
            assertShares(classes, 1000);
            Arrays.sort(classes);
            assertShares(classes, 1000);
        }
    }

    private static void assertShares(int[] classes, int most) {
        int[] rows = RowSample.of(classes, most);
        assertThat(rows).hasSizeBetween(most - 100, most + 100).isSorted().doesNotHaveDuplicates();
        int number = Arrays.stream(classes).max().orElseThrow() + 1;
        for (int c = 0; c < number; c++) {
            int of = c;
            long drawn = Arrays.stream(rows).filter(row -> classes[row] == of).count();
            assertThat(drawn).isEqualTo(Math.round((double) most / number));
        }
    }

    @Test
    void aRareClassHasARow() {
        int[] classes = new int[100_000];
        classes[77_777] = 2;
        assertThat(RowSample.of(classes, 100)).contains(77_777).hasSize(101);
    }

    @Test
    void rowsOfNumbersAreSpreadOverAllOfThem() {
        int[] rows = RowSample.of(10_000, 1000);
        assertThat(rows).hasSize(1000).isEqualTo(RowSample.of(10_000, 1000));
        long even = Arrays.stream(rows).filter(row -> row % 2 == 0).count();
        assertThat(even).isBetween(430L, 570L);
        long late = Arrays.stream(rows).filter(row -> row >= 5000).count();
        assertThat(late).isBetween(430L, 570L);
    }
}
