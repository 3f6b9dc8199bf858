package org.cellwise.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScalerTest {
    @Test
    void standardizesToMeanZeroAndDeviationOne() {
        StandardScaler scaler = StandardScaler.fit(new double[] {2, 4, 4, 4, 5, 5, 7, 9}); // mean 5, deviation 2
        assertThat(scaler).isEqualTo(new StandardScaler(5, 2));
        assertThat(scaler.scale(9)).isEqualTo(2);
        assertThat(scaler.unscale(-1.5)).isEqualTo(2);
    }

    @Test
    void bringsValuesIntoZeroToOne() {
        MinMaxScaler scaler = MinMaxScaler.fit(new double[] {10, 30, 20});
        assertThat(scaler.scale(10)).isZero();
        assertThat(scaler.scale(30)).isEqualTo(1);
        assertThat(scaler.scale(40)).isEqualTo(1.5);
        assertThat(scaler.unscale(0.5)).isEqualTo(20);
    }

    @Test
    void doesNotDivideByZero() {
        double[] constant = {0.1, 0.1, 0.1};
        for (Scaler scaler : new Scaler[] {StandardScaler.fit(constant), MinMaxScaler.fit(constant)}) {
            assertThat(scaler.scale(0.1)).isZero();
            assertThat(scaler.scale(0.2)).isCloseTo(0.1, within(1e-15));
            assertThat(scaler.unscale(0)).isEqualTo(0.1);
        }
        StandardScaler tiny = StandardScaler.fit(new double[] {0, 1e-200}); // its variance is 0 in double precision
        assertThat(tiny.scale(1e-200)).isFinite();
    }

    @Test
    void keepsPrecisionFarFromZero() {
        StandardScaler scaler = StandardScaler.fit(new double[] {1.7e12, 1.7e12 + 2});
        assertThat(scaler).isEqualTo(new StandardScaler(1.7e12 + 1, 1));
    }

    @Test
    void quantilesLieBetweenNumbersWhoseDifferenceIsInfinite() {
        double[] far = {-Double.MAX_VALUE, Double.MAX_VALUE};
        assertThat(Scalers.quantile(far, 0)).isEqualTo(-Double.MAX_VALUE);
        assertThat(Scalers.quantile(far, 0.5)).isZero();
        assertThat(Scalers.quantile(far, 1)).isEqualTo(Double.MAX_VALUE);
        assertThat(QuantileScaler.fit(far).scale(Double.MAX_VALUE)).isEqualTo(1);
    }
}
