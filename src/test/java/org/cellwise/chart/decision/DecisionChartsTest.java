package org.cellwise.chart.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.Approved;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.insight.Components;
import org.cellwise.insight.Mistakes;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.metric.Calibration;
import org.cellwise.train.metric.ClassScores;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Element;

/** What the pictures of decisions say, on data and weights known by hand. */
class DecisionChartsTest {
    private static final Dataset SIDES = Dataset.ofClasses(
            new double[][] {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}, {-0.5, 0}},
            new int[] {0, 0, 1, 1, 1},
            "left",
            "<right>");
    private static final Network NET = Nets.split(2, 9);
    private static final Dataset LINE = Dataset.of(new double[][] {{0}, {1}, {2}}, new double[][] {{0}, {3}, {4}});

    @Test
    void confusionCountsWithRightInBlueAndWrongInOrange() {
        Picture picture = Confusion.of(NET, SIDES).picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).containsSubsequence("left", "2", "0", "<right>", "1", "2");
        assertThat(svg.texts()).contains("Confusion matrix: 4 of 5 right, 80 %", "right class", "taken for");
        assertThat(cell(svg, 0)).isEqualTo(Theme.POSITIVE);
        assertThat(cell(svg, 1)).isEqualTo(Theme.GROUND);
        assertThat(Integer.parseInt(cell(svg, 2).substring(1, 3), 16)).isGreaterThan(0xd0); // some orange
        assertThat(picture.description()).contains("<right> is taken for left, 1 time");
        assertInside(svg, picture.width());
    }

    @Test
    void theseAreTheApprovedOnes() {
        Approved.svg("confusion", Confusion.of(NET, SIDES).picture());
        Approved.svg("calibration", CalibrationChart.of(NET, SIDES).picture());
    }

    private static String cell(Svg svg, int index) {
        return svg.all("rect").get(1 + index).getAttribute("fill");
    }

    @Test
    void ofAThousandClassesThoseWithMistakesAreShown() {
        int[][] counts = new int[1000][1000];
        List<String> names =
                IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
        for (int i = 0; i < 1000; i++) {
            counts[i][i] = 2;
        }
        counts[700][3] = 5;
        Picture picture = Confusion.of(names, counts).picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).contains("class 700", "class 3", "985 others", "1970", "5");
        assertThat(svg.texts()).contains("Confusion matrix: 2000 of 2005 right, 99.8 %");
        assertThat(picture.svg().length()).isLessThan(60_000);
        assertInside(svg, picture.width());
    }

    @Test
    void longNamesStayInTheirPlace() {
        List<String> names = List.of("a".repeat(200), "🐧".repeat(50), "שלום עולם");
        Picture picture = Confusion.of(names, new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 0}})
                .picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).contains("שלום עולם").noneMatch(text -> text.length() > 60);
        assertInside(svg, picture.width());
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
    }

    @Test
    void rocSaysTheAreaOfEachClass() {
        ClassScores scores = new ClassScores(List.of("a", "b", "c"), new int[] {0, 1, 2, 0}, new double[][] {
            {0.8, 0.1, 0.1}, {0.1, 0.8, 0.1}, {0.5, 0.2, 0.3}, {0.4, 0.3, 0.3}
        });
        XYChart chart = ClassCurves.roc(scores).chart();
        assertThat(chart.getSeries("a: area 0.750").getLineColor()).isEqualTo(Color.decode(Theme.classColor(0)));
        assertThat(chart.getSeries("b: area 1.000").getLineColor()).isEqualTo(Color.decode(Theme.classColor(1)));
        assertThat(chart.getSeries("guessing: area 0.5").getLineStyle().getDashArray())
                .isNotNull();
        assertThat(ClassCurves.precisionRecall(scores).picture().description()).contains("b 1.000");
        assertThat(ClassCurves.roc(NET, SIDES).picture().title()).startsWith("ROC curve of <right>, area ");
    }

    @Test
    void ofManyClassesTheCurvesWithLeastAreaAreDrawn() {
        int classes = 1000;
        int[] truth = IntStream.range(0, 2000).map(i -> i % classes).toArray();
        double[][] p = new double[2000][classes];
        for (int i = 0; i < p.length; i++) {
            p[i][truth[i] < 5 ? 999 : truth[i]] = 1;
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        Picture picture = ClassCurves.roc(new ClassScores(names, truth, p)).picture();
        assertThat(picture.description())
                .contains(", the lowest 32 of 1000; area below: 0 0.500, ")
                .contains("4 0.500");
        assertThat(picture.title()).startsWith("ROC curves, the lowest 32 of 1000, one against the rest");
        assertThat(picture.png().length).isLessThan(100_000);
    }

    @Test
    void mistakesSayTheirOrderAndShowCategoriesAsOneColumn() {
        List<ColumnEncoder> columns = new ArrayList<>();
        columns.add(new NumericEncoder("x", Scaler.NONE));
        columns.add(new OneHotEncoder("island", List.of("Biscoe", "Dream", "Torgersen")));
        for (int i = 0; i < 8; i++) {
            columns.add(new NumericEncoder("n" + i, Scaler.NONE));
        }
        float[] features = new float[12 * 12];
        for (int i = 0; i < 12; i++) {
            features[12 * i] = i - 6;
            features[12 * i + 1 + i % 3] = 1;
        }
        float[] targets = new float[12]; // all of the first class, though the second is likely where x is large
        Dataset data = Dataset.encoded(new RowEncoder(columns, List.of()), features, targets, List.of("a", "b"), true);
        Mistakes mistakes = Mistakes.of(Nets.split(12, 1), data);
        assertThat(mistakes.title()).isEqualTo("5 mistakes among 12 rows, the right class least likely first");
        assertThat(mistakes.header())
                .startsWith(
                        "row", "right class", "its probability", "taken for", "its probability", "x", "island", "n0")
                .endsWith("n5");
        assertThat(mistakes.leftOut()).isEqualTo("the first 8 of 10 features");
        assertThat(mistakes.cells().get(0)).startsWith("11", "a", "0.007", "b", "0.993", "5", "Torgersen", "0");
        List<String> probabilities =
                mistakes.cells().stream().map(row -> row.get(2)).toList();
        assertThat(probabilities).isSorted();
        String html = Renderer.render(mistakes).orElseThrow().data().get("text/html");
        assertThat(html).contains("least likely first; the first 8 of 10 features");
    }

    @Test
    void whatIsNotFiniteIsSaid() {
        assertThatThrownBy(() -> Residuals.of(Nets.sum(1, Double.NaN), LINE))
                .hasMessageContaining("residuals expects finite outputs, but none is");
        assertThatThrownBy(() -> FittedCurve.of(Nets.sum(1, Double.NaN), LINE))
                .hasMessageContaining("fitted expects finite outputs, but none is");
        Residuals some = Residuals.of("y", new double[] {1, 2, 3}, new double[] {1, Double.NaN, 2});
        assertThat(some.picture().description()).contains("; 1 row is not finite");
        double[][] points = {{1, 2, 3}, {Double.NaN, 1, 2}, {3, 1, 0}, {1, Double.POSITIVE_INFINITY, 0}};
        EmbeddingChart embedding = EmbeddingChart.of("dense_1", List.of("a", "b"), new int[] {0, 1, 1, 0}, points);
        assertThat(embedding.picture().description())
                .startsWith("2 rows as points")
                .contains("; 2 more not finite");
        double[][] none = {{Double.NaN, 0}};
        assertThatThrownBy(() -> EmbeddingChart.of("dense_1", List.of("a"), new int[] {0}, none))
                .hasMessageContaining("embedding expects rows that are finite at dense_1");
        assertThat(Boundary.of(Nets.split(2, Double.NaN), SIDES).picture().description())
                .contains("all grey: no output is finite");
        assertThat(UnitBoundaries.of(Nets.split(2, Double.NaN), SIDES).picture().description())
                .contains("all grey: no output is finite");
    }

    @Test
    void classesWithoutRowsAreSaidToHaveNoCurve() {
        double[][] p = {{0.8, 0.1, 0.1, 0}, {0.1, 0.8, 0.1, 0}, {0.5, 0.5, 0, 0}};
        ClassScores scores = new ClassScores(List.of("a", "b", "c", "d"), new int[] {0, 1, 0}, p);
        assertThat(ClassCurves.roc(scores).picture().description()).endsWith("; none for 2 classes without rows");
    }

    @Test
    void twelveClassesHaveTwelveCurvesThatAreToldApart() {
        int classes = 12;
        int[] truth = IntStream.range(0, 240).map(i -> i % classes).toArray();
        double[][] p = new double[240][classes];
        for (int i = 0; i < p.length; i++) {
            p[i][(truth[i] + (i % 5 == 0 ? 1 : 0)) % classes] = 1;
        }
        List<String> names = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
        ClassScores scores = new ClassScores(names, truth, p);
        for (ClassCurves curves : List.of(ClassCurves.roc(scores), ClassCurves.precisionRecall(scores))) {
            var series = curves.chart().getSeriesCollection().stream()
                    .filter(line -> line.getName().startsWith("c"))
                    .toList();
            assertThat(series).hasSize(classes);
            assertThat(series.stream()
                            .map(line -> line.getLineColor()
                                    + Arrays.toString(line.getLineStyle().getDashArray()))
                            .distinct())
                    .hasSize(classes);
            assertThat(curves.picture().description()).contains("c0 ", "c11 ").doesNotContain("lowest");
        }
    }

    @Test
    void aCurveNeedsTwoClasses() {
        Dataset one = SIDES.rows(0, 1);
        assertThatThrownBy(() -> ClassCurves.roc(NET, one))
                .hasMessage("roc expects rows of 2 classes or more, but all 2 are of class \"left\"");
        assertThatThrownBy(() -> ClassCurves.roc(Nets.sum(1, 1), LINE)).hasMessageContaining("residuals(net, data)");
        assertThatThrownBy(() -> ClassCurves.roc(Nets.split(2, Double.NaN), SIDES))
                .hasMessageContaining("roc expects finite outputs");
        assertThatThrownBy(() -> Confusion.of(Nets.split(2, Double.NaN), SIDES))
                .hasMessageContaining("confusion expects finite outputs");
    }

    @Test
    void calibrationBarsAreAsHighAsTheAccuracy() {
        double none = Double.NaN;
        Calibration half = new Calibration(
                new double[] {none, 0.4, 0.6, 0.9}, new double[] {none, 1, 0.5, 0.5}, new int[] {0, 1, 2, 10});
        Picture picture = CalibrationChart.of(half).picture();
        Svg svg = new Svg(picture.svg());
        String blue = Theme.tint(Theme.POSITIVE, 0.7);
        double[] heights = svg.all("rect").stream()
                .filter(bar -> bar.getAttribute("fill").equals(blue))
                .mapToDouble(bar -> Double.parseDouble(bar.getAttribute("height")))
                .toArray();
        assertThat(heights[0]).isCloseTo(2 * heights[1], within(0.2));
        assertThat(picture.description()).contains("too sure").contains("over 13 rows");
        assertThat(svg.texts()).contains("10", "accuracy", "mean confidence");
        assertInside(svg, picture.width());
    }

    @Test
    void residualsSayHowFarOff() {
        Picture picture = Residuals.of("mass <g>", new double[] {0, 3, 4}, new double[] {0, 2, 6})
                .picture();
        assertThat(picture.title()).isEqualTo("mass <g>: R² 0.423, mean error 1");
        assertThat(picture.description()).contains("over 3 rows, from -1 to 2");
        assertThat(Residuals.of(Nets.sum(1, 2), LINE).picture().description()).contains("from -1 to 0");
        Residuals.of("odd", new double[] {7, 7}, new double[] {7, Double.NaN})
                .picture()
                .image(1);
        assertThatThrownBy(() -> Residuals.of(NET, SIDES)).hasMessageContaining("confusion(net, data)");
        assertThatThrownBy(() -> Residuals.of(Nets.sum(1, 1), LINE.outputs("mass"), "mas"))
                .hasMessageContaining("did you mean \"mass\"?");
    }

    @Test
    void aFittedCurveFollowsTheNetwork() {
        XYChart chart = FittedCurve.of(Nets.sum(1, 2), LINE).chart();
        double[] x = chart.getSeries("network").getXData();
        double[] y = chart.getSeries("network").getYData();
        assertThat(x[0]).isZero();
        assertThat(x[x.length - 1]).isEqualTo(2);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isCloseTo(2 * x[i], within(1e-5));
        }
        assertThat(chart.getSeries("rows").getYData()).containsExactly(0, 3, 4);
        Dataset two = Dataset.of(new double[][] {{0, 4}, {1, 6}}, new double[][] {{0}, {1.5}})
                .inputs("a", "b");
        assertThatThrownBy(() -> FittedCurve.of(Nets.sum(2, 1), two)).hasMessageContaining("fitted(…, \"a\")");
        assertThatThrownBy(() -> FittedCurve.of(Nets.sum(2, 1), two, "c")).hasMessageContaining("There are: a, b");
        double[] fixed = FittedCurve.of(Nets.sum(2, 1), two, "a")
                .chart()
                .getSeries("network")
                .getYData();
        assertThat(fixed[0]).isCloseTo(5, within(1e-5)); // b at its mean
    }

    @Test
    void componentsAreTheDirectionsOfMostSpread() {
        double[][] points = new double[60][3];
        for (int i = 0; i < points.length; i++) {
            double along = Math.sin(i * 1.7);
            double across = 0.3 * Math.cos(i * 2.9);
            points[i] = new double[] {3 * along + 1, 4 * along - 2, 5 * across};
        }
        Components found = Components.of(points);
        double ratio = (found.points()[3][0] - found.points()[7][0]) / (Math.sin(5.1) - Math.sin(11.9));
        assertThat(ratio).isCloseTo(5, within(0.2)); // √(3² + 4²), and its sign
        assertThat(found.shares()[0]).isBetween(0.85, 0.98);
        assertThat(found.shares()[0] + found.shares()[1]).isCloseTo(1, within(1e-6));
        double[][] same = {{1, 2, 3}, {1, 2, 3}};
        assertThat(Components.of(same).points()).isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
    }

    @Test
    void anEmbeddingHasThePointsOfEachClassInItsColour() {
        Network deep = Nets.of(2, Nets.dense(5), Nets.tanh(), Nets.dense(2));
        EmbeddingChart embedding = EmbeddingChart.of(deep, SIDES);
        XYChart chart = embedding.chart();
        assertThat(chart.getSeries("left").getXData()).hasSize(2);
        assertThat(chart.getSeries("<right>").getMarkerColor()).isEqualTo(Color.decode(Theme.classColor(1)));
        assertThat(embedding.picture().title()).isEqualTo("Rows at tanh_1, by its two principal components");
        assertThat(EmbeddingChart.of(NET, SIDES).picture().title()).isEqualTo("Rows at the inputs");
        double[][] many = new double[2000][3];
        int[] classes = IntStream.range(0, 2000).map(i -> i % 1000).toArray();
        Arrays.setAll(many, i -> new double[] {i % 7, i % 11, i % 13});
        List<String> names = IntStream.range(0, 1000).mapToObj(String::valueOf).toList();
        Picture picture = EmbeddingChart.of("dense_1", names, classes, many).picture();
        assertThat(picture.description()).contains("and 984 more in grey");
        assertThat(picture.png().length).isLessThan(200_000);
    }

    @Test
    void unitsAreDrawnFromInputsToOutput() {
        Network net = Nets.of(2, Nets.dense(3), Nets.tanh(), Nets.dense(2));
        net.setWeights("dense_1", new double[][] {{4, 0, -2}, {0, 0, 2}});
        UnitBoundaries units = UnitBoundaries.of(net, SIDES);
        Svg svg = new Svg(units.picture().svg());
        assertThat(svg.all("image")).hasSize(2 + 3 + 1);
        assertThat(svg.texts()).contains("inputs", "tanh_1", "output", "x1", "x2", "±1");
        List<Element> lines = svg.all("path");
        assertThat(lines.get(0).getAttribute("stroke")).isEqualTo(Theme.POSITIVE);
        assertThat(lines.get(0).getAttribute("stroke-width")).isEqualTo("3.4"); // the largest
        assertThat(lines.get(1).getAttribute("stroke")).isEqualTo(Theme.NEGATIVE);
        assertThat(lines.get(1).getAttribute("stroke-width")).isEqualTo("1.9");
        assertThat(units.picture().description()).contains("tanh_1 with 3 units");
        assertInside(svg, Theme.WIDTH);
    }

    @Test
    void ofManyUnitsAndLayersTheFirstAreDrawn() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            layers.add(Nets.dense(64));
            layers.add(Nets.tanh());
        }
        layers.add(Nets.dense(2));
        Picture picture = UnitBoundaries.of(Nets.of(2, layers.toArray(Layer[]::new)), SIDES)
                .picture();
        assertThat(picture.description())
                .contains("tanh_1 with 64 units, the first 8 drawn")
                .contains("3 more layers");
        assertThat(picture.svg().length()).isLessThan(220_000);
        assertInside(new Svg(picture.svg()), Theme.WIDTH);
    }

    @Test
    void mistakesAreATableOrImages() {
        Mistakes mistakes = Mistakes.of(NET, SIDES);
        assertThat(mistakes.cells()).hasSize(1);
        assertThat(mistakes.cells().get(0))
                .startsWith("4", "<right>")
                .contains("left")
                .endsWith("-0.5", "0");
        assertThat(mistakes.title()).isEqualTo("1 mistake among 5 rows");
        assertThat(Mistakes.of(NET, SIDES.rows(0, 1)).title()).isEqualTo("No mistakes among 2 rows");
        Picture images = MistakeImages.of(mistakes.images(1, 2)).picture();
        Svg svg = new Svg(images.svg());
        assertThat(svg.all("image")).hasSize(1);
        assertThat(svg.all("image").get(0).getAttribute("style")).contains("pixelated");
        assertThat(svg.texts())
                .contains("1 mistake among 5 rows", "<right>")
                .anyMatch(text -> text.startsWith("not left 0.9"));
        assertThatThrownBy(() -> mistakes.images(2, 2)).hasMessageContaining("2 numbers in a row, but 2 x 2 is 4");
    }

    private static void assertInside(Svg svg, double width) {
        for (Element text : svg.all("text")) {
            double size =
                    text.hasAttribute("font-size") ? Double.parseDouble(text.getAttribute("font-size")) : Theme.TEXT;
            double length = text.hasAttribute("transform") ? 0 : Labels.width(text.getTextContent(), size);
            double x = Double.parseDouble(text.getAttribute("x"));
            double left = switch (text.getAttribute("text-anchor")) {
                case "middle" -> x - length / 2;
                case "end" -> x - length;
                default -> x;
            };
            assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
            assertThat(left + length).as(text.getTextContent()).isLessThanOrEqualTo(width);
        }
    }
}
