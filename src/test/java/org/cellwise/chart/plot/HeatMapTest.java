package org.cellwise.chart.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.network.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeatMapTest {
    private static final String LONG_NAME = "a name of two hundred letters ".repeat(7);

    @Test
    void theFirstRowIsOnTop() {
        BufferedImage image = image(HeatMap.of("two rows", new double[][] {{1}, {-1}}));
        // the colour scale has its blue above and its orange below as well, but the cells are far larger
        assertThat(Pixels.meanRow(image, Theme.POSITIVE)).isLessThan(Pixels.meanRow(image, Theme.NEGATIVE) - 0.2);
    }

    @Test
    void limitsAreEqualOnBothSidesAlsoWhereAllNumbersAreNegative() {
        var series =
                HeatMap.of("negative", new double[][] {{-1, -2}, {-3.01, -0.5}}).chart();
        assertThat(series.getStyler().getMin()).isEqualTo(-3.1);
        assertThat(series.getStyler().getMax()).isEqualTo(3.1);
    }

    @Test
    void aWeightHasTheColourOfItsSignAndSize() {
        BufferedImage image = image(HeatMap.of("w", new double[][] {{1, -0.5}}));
        assertThat(Pixels.count(image, Theme.POSITIVE)).isGreaterThan(5_000);
        // halfway between white and orange; XChart cuts off what we would round
        assertThat(Pixels.count(image, "#eaae7f")).isGreaterThan(5_000);
    }

    @Test
    void zerosAreWhiteCellsWithLinesBetween() {
        BufferedImage image = image(HeatMap.of("zeros", new double[3][3]));
        assertThat(Pixels.count(image, "#ffffff")).isGreaterThan(50_000);
        assertThat(Pixels.count(image, Theme.GRID)).isGreaterThan(1_000);
    }

    @Test
    void whatIsNotFiniteIsGreyAndSaidInWords() {
        double[][] values = {{Double.NaN, 1, 2}, {Double.POSITIVE_INFINITY, -1, Double.NEGATIVE_INFINITY}};
        Picture picture = HeatMap.of("bad", values).picture();
        assertThat(Pixels.count(picture.image(2), Theme.NOT_FINITE)).isGreaterThan(10_000);
        assertThat(picture.description()).isEqualTo("2 x 3, from -1 to 2, 3 numbers are not finite");
    }

    @Test
    void smallMatricesHaveNumbersAndLargeOnesHaveNone() {
        long small = Pixels.count(image(HeatMap.of("", new double[4][4])), Theme.INK);
        long large = Pixels.count(image(HeatMap.of("", new double[60][60])), Theme.INK);
        // 16 numbers and 8 names against some names alone
        assertThat(small).isGreaterThan(16 * 100);
        assertThat(large).isLessThan(60 * 60 * 10);
    }

    @Test
    void aMatrixWithAsManyCellsAsPixelsSaysWhatACellStandsFor() {
        double[][] values = new double[784][256];
        values[100][100] = 5;
        Picture picture = HeatMap.of("784 x 256", values).picture();
        assertThat(picture.description()).contains("784 x 256").contains("the largest in size of 2 x 1 numbers");
        assertThat(Pixels.count(picture.image(2), Theme.POSITIVE)).isGreaterThan(1);
    }

    @Test
    void weightsBringTheirNames() {
        Matrix weights = new Matrix("dense_1", List.of("x", "y"), List.of("m₁"), new double[][] {{0.25}, {-0.5}});
        Picture picture = HeatMap.of(weights).picture();
        assertThat(picture.title()).isEqualTo("dense_1 weights");
        var series = HeatMap.of(weights).chart().getHeatMapSeries();
        assertThat(series.getYData()).asString().isEqualTo("[y, x]"); // XChart counts from below
        assertThat(series.getXData()).asString().isEqualTo("[m₁]");
        assertThat(series.getHeatData().get(0)).containsExactly(0, 1, 0.25);
    }

    static Stream<HeatMap> oddOnes() {
        List<String> longNames = List.of(LONG_NAME, "W".repeat(40), "<script>alert('x')</script>", "\"quoted\" & שלום");
        return Stream.of(
                HeatMap.of("one", new double[][] {{-0.3}}),
                HeatMap.of(LONG_NAME, random(4, 4))
                        .rows(longNames)
                        .columns(longNames)
                        .axes("input", "unit"),
                HeatMap.of("", random(2, 3)).axes(LONG_NAME.substring(0, 12), "unit"),
                HeatMap.of("300 x 2", random(300, 2)).columns(List.of("Adelie", "Chinstrap")),
                HeatMap.of("2 x 300", random(2, 300)).rows(longNames.subList(0, 2)),
                HeatMap.of("60 long names", random(60, 60))
                        .rows(Collections.nCopies(60, LONG_NAME))
                        .columns(Collections.nCopies(60, LONG_NAME)),
                HeatMap.of("784 x 256", random(784, 256)),
                HeatMap.of("blank names", random(2, 2)).rows(List.of("", " ")).columns(List.of("", "\n")),
                HeatMap.of("dollars", random(2, 2))
                        .rows(List.of("$x$", "$\\frac$"))
                        .columns(List.of("$", "$$")),
                HeatMap.of("tiny", new double[][] {{1e-300, -4.9e-324}}),
                HeatMap.of("huge", new double[][] {{Double.MAX_VALUE, -1e300}, {1e6, 12345}}),
                HeatMap.of("nothing finite", new double[][] {{Double.NaN, Double.NEGATIVE_INFINITY}}));
    }

    @ParameterizedTest
    @MethodSource("oddOnes")
    void nothingIsCropped(HeatMap map) {
        Picture picture = map.picture();
        assertThat(picture.width()).isLessThanOrEqualTo(Theme.WIDTH);
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
    }

    @Test
    void namesMustBeAsManyAsTheRows() {
        assertThatThrownBy(() -> HeatMap.of("w", new double[2][3]).rows(List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rows")
                .hasMessageContaining("got 1: [a]");
    }

    @Test
    void rowsMustBeEquallyLong() {
        assertThatThrownBy(() -> HeatMap.of("w", new double[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 has 1");
        assertThatThrownBy(() -> HeatMap.of("w", new double[0][0])).hasMessageContaining("at least one row");
    }

    private static BufferedImage image(HeatMap map) {
        return map.picture().image(2);
    }

    private static double[][] random(int rows, int columns) {
        Random random = new Random(7);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return values;
    }
}
