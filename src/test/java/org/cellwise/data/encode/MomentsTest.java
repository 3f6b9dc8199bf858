package org.cellwise.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static double[] numbers(int count) {
        Random random = new Random(1);
        return DoubleStream.generate(() -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20))
                .limit(count)
                .toArray();
    }

    @Test
    void sumsAreExact() {
        double[] values = numbers(1000);
        BigDecimal sum = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(BigDecimal.valueOf(values.length), new MathContext(200));
        BigDecimal variance = Arrays.stream(values)
                .mapToObj(v -> new BigDecimal(v).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.length), new MathContext(200));
        Moments moments = Moments.of(values);
        assertThat(moments.mean()).isCloseTo(mean.doubleValue(), within(Math.ulp(mean.doubleValue())));
        assertThat(moments.variance()).isCloseTo(variance.doubleValue(), within(2 * Math.ulp(variance.doubleValue())));
        assertThat(Moments.of(1e100, 1, -1e100).mean()).isEqualTo(1 / 3.0);
        assertThat(Moments.of(Double.MIN_VALUE, -3, 3, -Double.MIN_VALUE).mean())
                .isZero();
        assertThat(Moments.of(-2.5, -2.5).variance()).isZero();
        assertThat(Moments.of(-1.5, 2.5).mean()).isEqualTo(0.5);
        assertThat(Moments.of(1e9 + 1, 1e9 + 2, 1e9 + 3).variance()).isEqualTo(2 / 3.0);
    }

    @Test
    void neitherOrderNorPartsMatter() {
        double[] values = numbers(500);
        List<Double> mixed = new ArrayList<>(Arrays.stream(values).boxed().toList());
        Collections.shuffle(mixed, new Random(2));
        Moments parts = new Moments();
        for (int from = 0; from < values.length; from += 100) {
            Moments part = Moments.of(
                    mixed.subList(from, from + 100).stream().mapToDouble(v -> v).toArray());
            parts.merge(Moments.ofLongs(part.toLongs()));
        }
        assertThat(parts.toLongs()).isEqualTo(Moments.of(values).toLongs());
        assertThat(parts.mean()).isEqualTo(Moments.of(values).mean());
        assertThat(parts.count()).isEqualTo(500);
        assertThat(parts.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    }
}
