package org.cellwise.chart.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.Nets;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.metric.ClassScores;
import org.junit.jupiter.api.Test;

/** Curves of many rows, and of classes whose names are none. */
class ClassCurvesTest {
    private static final Dataset SIDES = Dataset.ofClasses(
            new double[][] {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}, {-0.5, 0}}, new int[] {0, 0, 1, 1, 1});

    @Test
    void curvesOfManyRowsHaveNoMorePointsThanCanBeSeen() {
        int rows = 50_000;
        int[] truth =
                IntStream.range(0, rows).map(row -> row * 7 % 5 < 2 ? 1 : 0).toArray();
        double[][] p = IntStream.range(0, rows)
                .mapToObj(row -> new double[] {1 - row / (double) rows, row / (double) rows})
                .toArray(double[][]::new);
        ClassScores scores = new ClassScores(List.of("no", "yes"), truth, p);
        for (ClassCurves curves : List.of(ClassCurves.roc(scores), ClassCurves.precisionRecall(scores))) {
            curves.chart().getSeriesCollection().forEach(line -> {
                double[] x = line.getXData();
                assertThat(x).hasSizeLessThan(6_000);
                assertThat(x[0]).isZero();
                assertThat(x[x.length - 1]).isEqualTo(1);
            });
        }
    }

    @Test
    void namesThatAreShortOrLong() {
        Dataset data = SIDES.outputs("-", "x".repeat(300));
        Network network = Nets.split(2, 9);
        Renderer.render(EmbeddingChart.of(network, data))
                .ifPresent(bundle -> assertThat(bundle.plain()).doesNotContain("could not be drawn"));
        assertThat(EmbeddingChart.of(network, data).chart().getSeriesCollection())
                .hasSize(2);
        assertThat(ClassCurves.roc(network, data).picture().description()).hasSizeLessThan(200);
    }
}
