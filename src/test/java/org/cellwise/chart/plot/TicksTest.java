package org.cellwise.chart.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.learning.LossChart;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;

class TicksTest {
    private static final double[][] EVEN = {
        {0, 0.16, 0.32, 0.48},
        {-0.88, 0.44},
        {1, 2},
        {0.1, 0.1, 0.1},
        {-3, -2.13, -1.26},
        {1e-5, 2.3e-5},
        {7, 1234, 2461}
    };

    @Test
    void ticksAreOneTwoOrFiveTimesAPowerOfTenApart() {
        for (double[] data : EVEN) {
            for (int steps = 2; steps <= 8; steps++) {
                assertRound(Ticks.around(steps, data).values());
                double low = Arrays.stream(data).min().orElseThrow();
                double high = Arrays.stream(data).max().orElseThrow();
                if (high > low) {
                    assertRound(Ticks.within(steps, low, high).values());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6})
    void evenDataLeavesTheAxesOfXChartRound(int which) {
        double[] data = EVEN[which];
        XYChart chart = XCharts.chart(Theme.WIDTH, 360, "", "x", "y");
        Ticks ticks = Ticks.around(5, data);
        XCharts.range(chart, ticks, ticks);
        XCharts.line(chart, "even", data, data, Theme.POSITIVE, Dash.SOLID);
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        chart.getStyler().setXAxisTickLabelsFormattingFunction(value -> note(across, value));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> note(up, value));
        paint(chart);
        assertRound(distinct(across));
        assertRound(distinct(up));
        assertThat(chart.getSeriesCollection()).hasSize(1); // as before
    }

    @Test
    void twoEpochsOfLossAreWrittenAtRoundNumbers() {
        XYChart chart = LossChart.of(new double[] {0.88, 0.32}, new double[] {0.91, 0.5})
                .chart();
        List<Double> written = new ArrayList<>();
        chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> note(written, value));
        paint(chart);
        assertThat(written).doesNotContain(0.88, 0.32).contains(0.4, 0.8);
    }

    private static double[] distinct(List<Double> written) {
        assertThat(written).isNotEmpty();
        double[] sorted =
                written.stream().mapToDouble(v -> v).sorted().distinct().toArray();
        return Arrays.copyOf(sorted, Math.min(2, sorted.length));
    }

    private static String note(List<Double> written, double value) {
        written.add(value);
        return Ticks.text(value);
    }

    private static void paint(XYChart chart) {
        Graphics2D graphics = new BufferedImage(Theme.WIDTH, 360, BufferedImage.TYPE_INT_RGB).createGraphics();
        chart.paint(graphics, Theme.WIDTH, 360);
        graphics.dispose();
    }

    private static void assertRound(double... ticks) {
        for (int i = 1; i < ticks.length; i++) {
            double step = ticks[i] - ticks[i - 1];
            double digit = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
            assertThat(Math.min(Math.min(Math.abs(digit - 1), Math.abs(digit - 2)), Math.abs(digit - 5)))
                    .as("step " + step)
                    .isLessThan(1e-6);
        }
    }
}
