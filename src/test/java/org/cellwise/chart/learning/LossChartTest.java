package org.cellwise.chart.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class LossChartTest {
    private static final double[] NONE = {};

    @Test
    void trainingIsSolidAndValidationDashed() {
        XYChart chart = LossChart.of(new double[] {1, 0.5, 0.25}, new double[] {1.1, 0.6, 0.4})
                .chart();
        XYSeries training = chart.getSeries("training");
        XYSeries validation = chart.getSeries("validation");
        assertThat(training.getYData()).containsExactly(1, 0.5, 0.25);
        assertThat(training.getXData()).containsExactly(1, 2, 3);
        assertThat(training.getLineColor()).isEqualTo(Color.decode(Theme.TRAINING));
        assertThat(training.getLineStyle().getDashArray()).isNull();
        assertThat(validation.getLineColor()).isEqualTo(Color.decode(Theme.VALIDATION));
        assertThat(validation.getLineStyle().getDashArray()).isNotNull();
    }

    @Test
    void axesTakeInAllRunsWithEpochsAsWholeNumbers() {
        XYChart chart = LossChart.of("a", new History())
                .and("b", new double[] {3, 2}, NONE)
                .and("c", new double[] {0.5, 0.4, 0.3, 0.1}, NONE)
                .chart();
        assertThat(chart.getStyler().getXAxisMin()).isBetween(0.0, 1.0);
        assertThat(chart.getStyler().getXAxisMax()).isBetween(4.0, 5.0);
        assertThat(chart.getStyler().getYAxisMin()).isLessThanOrEqualTo(0.1);
        assertThat(chart.getStyler().getYAxisMax()).isGreaterThanOrEqualTo(3);
        var label = chart.getStyler().getXAxisTickLabelsFormattingFunction();
        assertThat(label.apply(2.0)).isEqualTo("2");
        assertThat(label.apply(2.5)).isBlank();
        assertThat(label.apply(0.0)).isBlank();
    }

    @Test
    void runsHaveColoursAndNamesOfTheirOwnAlsoWhereTheNamesAreEqual() {
        XYChart chart = LossChart.of(new double[] {1, 2}, new double[] {1, 2})
                .and("adam", new double[] {1, 2}, NONE)
                .and("adam", new double[] {2, 1}, NONE)
                .chart();
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName))
                .containsExactly("run 1 training", "run 1 validation", "adam training", "adam training (2)");
        assertThat(chart.getSeries("run 1 training").getLineColor())
                .isEqualTo(chart.getSeries("run 1 validation").getLineColor())
                .isNotEqualTo(chart.getSeries("adam training").getLineColor());
    }

    @Test
    void theWordsSayWhereItBeganAndEndedAndWhatWasBest() {
        Picture picture = LossChart.of(new double[] {1, 0.25, 0.5}, new double[] {Double.NaN, 2, 1})
                .picture();
        assertThat(picture.toString())
                .isEqualTo("Loss by epoch: training loss from 1 to 0.5 over 3 epochs, lowest 0.25 at epoch 2; "
                        + "validation loss from 2 to 1 over 3 epochs, lowest 1 at epoch 3, not finite in 1 epoch");
    }

    static Stream<LossChart> oddOnes() {
        double inf = Double.POSITIVE_INFINITY;
        double[] many = new double[10_000];
        Arrays.setAll(many, i -> 1.0 / (i + 1));
        String name = "a very long name of a run ".repeat(8);
        return Stream.of(
                LossChart.of(NONE, NONE),
                LossChart.of(new History()),
                LossChart.of(new double[] {0.5}, NONE),
                LossChart.of(new double[] {0.5}, new double[] {0.7}),
                LossChart.of(new double[] {Double.NaN, inf, -inf}, new double[] {Double.NaN}),
                LossChart.of(new double[] {1, Double.NaN, inf, 0.5}, NONE),
                LossChart.of(new double[] {0, 0, 0}, new double[] {0, 0, 0}),
                LossChart.of(new double[] {-1, -2, -3}, NONE),
                LossChart.of(new double[] {0.25, 0.25}, NONE),
                LossChart.of(new double[] {1e-300, 1e-301}, NONE),
                LossChart.of(new double[] {1e300, -1e300}, NONE),
                LossChart.of(new double[] {1e9 + 0.1, 1e9 + 0.2}, NONE),
                LossChart.of(many, many),
                LossChart.of(many, many)
                        .and(name, many, many)
                        .and("<script>", many, many)
                        .and("🐧 שלום", many, NONE));
    }

    @ParameterizedTest
    @MethodSource("oddOnes")
    void nothingIsCroppedAndNothingThrows(LossChart chart) {
        Pixels.assertNothingTouchesTheEdge(chart.picture().image(1));
    }

    @Test
    void bothLinesAreOnThePicture() {
        var image = LossChart.of(new double[] {1, 0.5, 0.25}, new double[] {1.1, 0.6, 0.4})
                .picture()
                .image(2);
        assertThat(List.of(Pixels.count(image, Theme.TRAINING), Pixels.count(image, Theme.VALIDATION)))
                .allMatch(count -> count > 1_000);
    }

    @Test
    void thePictureIsSmallEnoughForANotebook() {
        byte[] png = LossChart.of(new double[] {1, 0.5, 0.25}, new double[] {1.1, 0.6, 0.4})
                .picture()
                .png();
        assertThat(png.length).isLessThan(60_000);
    }
}
