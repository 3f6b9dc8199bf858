package org.cellwise.chart.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.importance;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.integratedGradients;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.partialDependence;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.saliency;
import static org.cellwise.Cellwise.shap;
import static org.cellwise.Cellwise.tanh;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.Dataset;
import org.cellwise.insight.explain.Contributions;
import org.cellwise.insight.explain.Importance;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Pictures of what a network goes by, with many columns, many classes, and names that fight back. */
class ExplainChartsTest {
    private static final int COLUMNS = 30;
    private static final int CLASSES = 12;
    private static final String LONG = "a very long name of a column that says much <b>, number ";
    private static final Dataset WIDE = wide();
    private static final Network NET = network(
            inputs(WIDE.inputNames().toArray(String[]::new)),
            dense(8),
            relu(),
            dense(outputs(WIDE.outputNames().toArray(String[]::new))));

    private static Dataset wide() {
        double[][] rows = new double[60][COLUMNS];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < COLUMNS; k++) {
                rows[i][k] = Math.sin(i * (k + 1.3)) * 3;
            }
            labels[i] = i % CLASSES;
        }
        return dataset(
                        rows,
                        labels,
                        IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toArray(String[]::new))
                .inputs(IntStream.range(0, COLUMNS).mapToObj(k -> LONG + k).toArray(String[]::new));
    }

    private static Svg whole(Picture picture) {
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
        assertThat(picture.width()).isEqualTo(Theme.WIDTH);
        assertThat(picture.svg()).doesNotContain("<b>", "NaN");
        return new Svg(picture.svg());
    }

    @Test
    void ofManyColumnsTheMostImportantAreDrawn() {
        ImportanceChart chart = ImportanceChart.of(importance(NET, WIDE));
        Svg svg = whole(chart.picture());
        assertThat(chart.picture().title()).endsWith(", the first 24 of 30");
        assertThat(svg.texts()).anyMatch(text -> text.matches("a very .*….*number \\d+"));
        assertThat(chart.toString()).contains("accuracy ", " over 60 rows; it falls by ");
    }

    @Test
    void spreadIsWrittenToAsManyDecimalsAsTheMean() {
        assertThat(Importance.words(new Importance.Column("a", List.of(0.301, 0.312, 0.287), false)))
                .isEqualTo("0.300 ± 0.013");
        assertThat(Importance.words(new Importance.Column("a", List.of(1e-17, -2e-17, 0.0), false)))
                .isEqualTo("0 ± 0");
        assertThat(Importance.words(new Importance.Column("a", List.of(120.0, 90.0), false)))
                .isEqualTo("105 ± 21");
        assertThat(Importance.words(new Importance.Column("a", List.of(0.25), false)))
                .isEqualTo("0.25");
        assertThat(Importance.words(new Importance.Column("a", List.of(0.0, 0.0), false)))
                .isEqualTo("0 ± 0");
    }

    @Test
    void ofManyClassesThoseThatChangeMostAreDrawn() {
        DependenceChart all = DependenceChart.of(partialDependence(NET, WIDE, LONG + 3));
        whole(all.picture());
        assertThat(all.picture().title()).endsWith(", the 8 of 12 that it changes most");
        Picture one = DependenceChart.of(partialDependence(NET, WIDE, LONG + 3, "class 4"))
                .picture();
        assertThat(whole(one).texts()).contains("mean", "single rows", "probability");
        assertThat(one.description()).startsWith("Mean over 60 rows: class 4 ");
    }

    @Test
    void partsThatAreNotDrawnAreAddedUp() {
        Contributions shap = shap(NET, WIDE, WIDE.features(7));
        Svg svg = whole(ContributionChart.of(shap).picture());
        assertThat(svg.texts()).contains("17 other columns", "others", "this row");
        assertThat(svg.texts()).anyMatch(text -> text.matches("a very .*….* = -?[0-9.]+"));
        assertThat(shap.toString()).contains("number 5 = ");
        assertThat(whole(ContributionChart.of(integratedGradients(NET, WIDE, WIDE.features(7)))
                                .picture())
                        .texts())
                .contains("the baseline", "this row");
    }

    @Test
    void pixelsStandBesideTheirImage() {
        double[][] rows = IntStream.range(0, 8)
                .mapToObj(i -> IntStream.range(0, 3 * 5 * 4)
                        .mapToDouble(k -> Math.cos(i + k))
                        .toArray())
                .toArray(double[][]::new);
        Dataset colour =
                dataset(rows, new int[] {0, 1, 0, 1, 0, 1, 0, 1}, "a", "b").reshape(3, 5, 4);
        Network net = network(inputs(3, 5, 4), org.cellwise.Cellwise.flatten(), dense(4), tanh(), dense(2));
        Svg slopes =
                whole(PixelChart.of(saliency(net, colour, colour.features(2))).picture());
        assertThat(slopes.all("image")).hasSize(2);
        assertThat(slopes.texts()).contains("the image", "slope by each pixel", "blue: more of it, orange: less");
        Contributions parts = integratedGradients(net, colour, colour.features(2));
        assertThat(parts.image()).isEqualTo(Shape.of(3, 5, 4));
        assertThat(whole(PixelChart.of(parts).picture()).texts()).contains("what each pixel adds");
        Dataset flat = colour.reshape(60);
        Network dense = network(inputs(60), dense(2));
        assertThat(whole(PixelChart.of(integratedGradients(dense, flat, flat.features(0))
                                        .image(6, 10))
                                .picture())
                        .all("image"))
                .hasSize(2);
        assertThat(PixelChart.of(saliency(dense, flat, 6, 10, flat.features(0)))
                        .picture()
                        .svg())
                .contains("<image");
    }
}
