package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cellwise.math.Distances.Neighbor;
import org.junit.jupiter.api.Test;

class DistancesTest {
    private static final double ROUNDING = 1e-12;

    private final double[] a = {1, 2, 3};
    private final double[] b = {4, -2, 3};

    @Test
    void distancesByHand() {
        assertThat(Distances.squaredEuclidean(a, b)).isEqualTo(25);
        assertThat(Distances.euclidean(a, b)).isEqualTo(5);
        assertThat(Distances.manhattan(a, b)).isEqualTo(7);
        assertThat(Distances.dotProduct(a, b)).isEqualTo(9);
        assertThat(Distances.cosine(a, b)).isCloseTo(1 - 9 / Math.sqrt(14 * 29), within(ROUNDING));
        assertThat(a).containsExactly(1, 2, 3);
    }

    @Test
    void cosineSeesDirectionsAlone() {
        assertThat(Distances.cosine(a, new double[] {10, 20, 30})).isCloseTo(0, within(ROUNDING));
        assertThat(Distances.cosine(a, new double[] {-1, -2, -3})).isCloseTo(2, within(ROUNDING));
        assertThat(Distances.cosine(new double[] {1, 0}, new double[] {0, 7})).isEqualTo(1);
        assertThat(Distances.cosine(new double[] {1e-200, 0}, new double[] {1e200, 0}))
                .isZero();
        assertThat(Distances.cosine(new double[] {0.1, 0.3}, new double[] {0.1, 0.3}))
                .isNotNegative();
    }

    @Test
    void aZeroVectorHasNoDirection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.cosine(a, new double[3]))
                .withMessage(
                        "cosine expects vectors with a direction, but the second one is all zeros: leave it out, or"
                                + " use another distance, such as Euclidean");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.cosine(new double[3], a))
                .withMessageContaining("first one");
    }

    @Test
    void lengthsThatDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.manhattan(a, new double[2]))
                .withMessage("A distance expects two vectors of the same length, but got 3 numbers and 2");
    }

    @Test
    void nearestRowsFirst() {
        double[][] rows = {{0, 0}, {3, 4}, {1, 1}, {-1, 0}};
        double[] origin = {0, 0};
        assertThat(Distances.nearest(origin, rows, 2)).containsExactly(new Neighbor(0, 0), new Neighbor(3, 1));
        assertThat(Distances.nearest(origin, rows, 9)).extracting(Neighbor::row).containsExactly(0, 3, 2, 1);
        assertThat(Distances.nearest(new double[] {2, 0}, rows, 1, (p, q) -> -Distances.dotProduct(p, q)))
                .isEqualTo(List.of(new Neighbor(1, -6)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.nearest(origin, rows, 0))
                .withMessageContaining("at least 1 neighbour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.nearest(a, rows, 1))
                .withMessageContaining("3 numbers and 2");
    }

    @Test
    void nothingIsNearestByADistanceThatIsNoNumber() {
        double[][] rows = {{1, 1}, {Double.NaN, 0}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.nearest(new double[] {1, 1}, rows, 1))
                .withMessageContaining("row 1")
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distances.nearest(new double[] {0, Double.NaN}, rows, 1))
                .withMessageContaining("row 0");
    }
}
