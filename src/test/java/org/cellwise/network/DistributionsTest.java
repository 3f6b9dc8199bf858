package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionsTest {
    /** ln p / (1 - p) as the definition has it. */
    private static double plain(int i, double... x) {
        double sum = IntStream.range(0, x.length)
                .filter(j -> j != i)
                .mapToDouble(j -> Math.exp(x[j]))
                .sum();
        return x[i] - Math.log(sum);
    }

    @Test
    void logOddsAreThoseOfTheDefinition() {
        for (double[] x : new double[][] {{1, 2}, {0, 0, 0}, {3, -1, 2, 3}, {-5, 4, 4, -20, 1}, {9, -30, -31}}) {
            double[] odds = Distributions.logOdds(x);
            for (int i = 0; i < x.length; i++) {
                assertThat(odds[i]).as("%d", i).isCloseTo(plain(i, x), within(1e-12));
            }
        }
    }

    @Test
    void logOddsDifferWhereProbabilitiesAreRoundedTo0And1() {
        assertThat(Distributions.logOdds(900, 0, -100)).containsExactly(900, -900, -1000);
        assertThat(Distributions.logOdds(40, 41, -900)).doesNotHaveDuplicates();
        assertThat(Distributions.logOdds(1e30, 0, 5)[0]).isEqualTo(1e30);
    }

    @Test
    void manyClassesTakeTheirNumberNotItsSquare() {
        double[] x = IntStream.range(0, 300_000).mapToDouble(i -> i % 7).toArray();
        assertThat(Distributions.logOdds(x)).hasSize(x.length); // by its square it would take minutes
    }
}
