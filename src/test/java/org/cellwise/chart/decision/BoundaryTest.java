package org.cellwise.chart.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.learning.WhatIf;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Plane;
import org.cellwise.network.Network;
import org.cellwise.train.Examples;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.ClassScores;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class BoundaryTest {
    /** Two of each side of x = 0, and one on the wrong side. */
    private static final double[][] POINTS = {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}, {-0.5, 0}};

    private static final Dataset SIDES = Dataset.ofClasses(POINTS, new int[] {0, 0, 1, 1, 1}, "left", "right");

    @Test
    void theTitleSaysWhichOfSeveralAnswersIsDrawn() {
        double[][] answers = {{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 1}};
        Dataset data = Dataset.of(POINTS, answers).outputs("right", "up");
        Network network = Nets.of(2, Examples.dense(2));
        new Trainer(network, Losses.binaryCrossEntropy(), new Sgd(0.1)).fit(data, 1);
        assertThat(Boundary.of(network, data).picture().title())
                .isEqualTo("Decision boundary of right, the first of 2 answers, over x1 and x2");
        assertThat(Boundary.of(Nets.split(2, 50), SIDES).picture().title())
                .isEqualTo("Decision boundary over x1 and x2");
    }

    @Test
    void eachSideHasTheColourOfItsClassAndThePointsTheirs() {
        Boundary boundary = Boundary.of(Nets.split(2, 50), SIDES);
        Svg svg = new Svg(boundary.picture().svg());
        List<Element> points = svg.all("circle");
        assertThat(points.stream().map(point -> point.getAttribute("fill")).limit(5))
                .containsExactly(
                        Theme.classColor(0),
                        Theme.classColor(0),
                        Theme.classColor(1),
                        Theme.classColor(1),
                        Theme.classColor(1));
        BufferedImage image = boundary.picture().image(1);
        Element box = svg.all("image").get(0);
        int middle = (int) (number(box, "y") + number(box, "height") / 2);
        int left = (int) number(box, "x");
        int width = (int) number(box, "width");
        assertThat(new Color(image.getRGB(left + width / 4, middle + 30)))
                .isEqualTo(Color.decode(Theme.tint(Theme.classColor(0), 0.5)));
        assertThat(new Color(image.getRGB(left + width * 3 / 4, middle + 30)))
                .isEqualTo(Color.decode(Theme.tint(Theme.classColor(1), 0.5)));
    }

    @Test
    void onlyThePointToldWrongIsRinged() {
        Picture picture = Boundary.of(Nets.split(2, 50), SIDES).picture();
        List<Element> points = new Svg(picture.svg()).all("circle").subList(0, 5);
        assertThat(points.stream().map(point -> point.getAttribute("stroke")))
                .containsExactly(Theme.GROUND, Theme.GROUND, Theme.GROUND, Theme.GROUND, Theme.INK);
        assertThat(picture.description())
                .contains("4 of 5 points classified correctly")
                .contains("left, right");
        assertThat(new Svg(picture.svg()).texts()).contains("left", "right", "misclassified", "x1", "x2");
    }

    @Test
    void whereTheNetworkIsLessSureTheGroundIsPaler() {
        Plane plane = Plane.of("boundary", SIDES);
        Network gentle = Nets.split(2, 2);
        Shade shade = new ClassShade(gentle.meaning().orClasses(), ClassScores.of("boundary", gentle, SIDES));
        Raster ground = Boundary.ground(gentle, plane, shade, 9);
        assertThat(brightness(ground.colors()[4])).isGreaterThan(brightness(ground.colors()[2]));
        assertThat(brightness(ground.colors()[2])).isGreaterThan(brightness(ground.colors()[0]));
    }

    @Test
    void theAxesAreInTheUnitOfTheTableAndTakeInAllPoints() {
        Plane plane = Plane.of("boundary", SIDES);
        assertThat(plane.low(0)).isBetween(-1.2, -1.05);
        assertThat(plane.high(1)).isBetween(1.05, 1.2);
        assertThat(new Svg(Boundary.of(Nets.split(2, 1), SIDES).picture().svg()).texts())
                .contains("-1", "0", "1");
    }

    @Test
    void aNumberIsShadedAroundZero() {
        Dataset plus = Dataset.of(POINTS, new double[][] {{-2}, {0}, {2}, {0}, {-0.5}});
        Picture picture = Boundary.of(Nets.sum(2, 1), plus).picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.all("circle").stream()
                        .map(point -> point.getAttribute("fill"))
                        .limit(3))
                .containsExactly(Theme.NEGATIVE, Theme.GROUND, Theme.POSITIVE);
        assertThat(svg.texts()).contains("-2", "0", "2", "y1");
        assertThat(picture.description())
                .isEqualTo("Orange is -2 of y1, white 0, blue 2; points in the colours of their targets");
    }

    @Test
    void numbersWithoutZeroAreShadedAroundTheirMean() {
        Dataset heavy = Dataset.of(POINTS, new double[][] {{3000}, {4000}, {5000}, {4000}, {4000}});
        assertThat(Boundary.of(Nets.sum(2, 1), heavy).picture().description())
                .contains("white 4000, the mean")
                .contains("blue 5000");
    }

    @Test
    void twoOfManyFeaturesAreDrawnWithTheOthersAtTheirMeans() {
        double[][] wide = {{0, 0, 5, 1}, {1, 1, 7, 3}};
        Dataset data = Dataset.ofClasses(wide, new int[] {0, 1}).inputs("a", "b", "c", "d");
        Plane plane = Plane.of("boundary", data, "c", "b");
        plane.sweep(2, 2, (from, count, features) -> {
            assertThat(count).isEqualTo(4);
            assertThat(features[0]).isEqualTo(0.5f);
            assertThat(features[3]).isEqualTo(2f);
            assertThat(features[2]).isBetween(5f, 6f); // left
            assertThat(features[1]).isBetween(0.5f, 1f); // top
        });
        assertThat(Boundary.of(Nets.split(4, 1), data, "c", "b").picture().description())
                .contains("the other 2 features at their means");
    }

    @Test
    void mistakesSayWhatToDo() {
        Dataset four = Dataset.ofClasses(new double[][] {{0, 0, 0, 0}, {1, 1, 1, 1}}, new int[] {0, 1})
                .inputs("mass", "length", "depth", "year");
        Network net = Nets.split(4, 1);
        assertThatThrownBy(() -> Boundary.of(net, four))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the network reads 4 (mass, length, depth, year)")
                .hasMessageContaining("choose two, boundary(…, \"mass\", \"length\")");
        assertThatThrownBy(() -> Boundary.of(net, four, "mass", "lenght"))
                .hasMessageContaining("did you mean \"length\"?");
        assertThatThrownBy(() -> Boundary.of(net, four, "mass", "mass")).hasMessageContaining("\"mass\" twice");
        assertThatThrownBy(() -> Boundary.of(Nets.split(2, 1), four))
                .hasMessageContaining("expects rows of shape 2")
                .hasMessageContaining("shape 4");
        Dataset one = Dataset.of(new double[][] {{0}, {1}}, new double[][] {{0.5}, {3}});
        assertThatThrownBy(() -> Boundary.of(Nets.sum(1, 1), one)).hasMessageContaining("fitted(net, data)");
        assertThatThrownBy(() -> Boundary.of(Nets.sum(2, 1), Dataset.ofClasses(POINTS, new int[] {0, 1, 2, 0, 1})))
                .hasMessageContaining("3 classes")
                .hasMessageContaining("dense(3)");
    }

    @Test
    void namesFromDataAreEscapedAndFit() {
        String evil = "<script>alert('\"x\"')</script>";
        String rightToLeft = "אורך כנף";
        Dataset data = Dataset.ofClasses(POINTS, new int[] {0, 0, 1, 1, 1}, evil, "🐧".repeat(100))
                .inputs(rightToLeft, "y".repeat(200));
        Picture picture = Boundary.of(Nets.split(2, 1), data).picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.all("script")).isEmpty();
        assertThat(svg.texts()).contains(rightToLeft).anyMatch(text -> text.startsWith("<script>"));
        for (Element text : svg.all("text")) {
            if (text.getAttribute("text-anchor").isEmpty()) {
                double size = text.hasAttribute("font-size") ? number(text, "font-size") : Theme.TEXT;
                assertThat(number(text, "x") + Labels.width(text.getTextContent(), size))
                        .isLessThanOrEqualTo(Theme.WIDTH);
            }
        }
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
    }

    @Test
    void oddDataIsDrawnAllTheSame() {
        Dataset one = Dataset.ofClasses(new double[][] {{3, 3}}, new int[] {0}, "only", "none");
        assertThat(new Svg(Boundary.of(Nets.split(2, 1), one).picture().svg()).all("image"))
                .hasSize(1);
        Network diverged = Nets.split(2, Double.NaN);
        Raster ground = Boundary.ground(
                diverged,
                Plane.of("boundary", SIDES),
                new ClassShade(diverged.meaning().orClasses(), ClassScores.of("boundary", diverged, SIDES)),
                5);
        assertThat(ground.colors()).containsOnly(Theme.rgb(Theme.NOT_FINITE));
        Dataset same = Dataset.of(POINTS, new double[][] {{7}, {7}, {7}, {7}, {7}});
        assertThat(Boundary.of(Nets.sum(2, 0), same).picture().svg()).doesNotContain("NaN");
    }

    @Test
    void aThousandClassesAndManyPointsStaySmallAndReadable() {
        int classes = 1000;
        double[][] points = new double[5000][2];
        int[] labels = IntStream.range(0, points.length).map(i -> i % classes).toArray();
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {i % 71, i % 73};
        }
        Dataset data = Dataset.ofClasses(points, labels);
        Picture picture = Boundary.of(Nets.of(2, Nets.dense(classes)), data).picture();
        assertThat(picture.svg().length()).isLessThan(220_000);
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).contains("0", "15", "and 984 more");
        assertThat(picture.description()).contains("1000 of 5000 drawn, chosen by chance");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7, 10, 16})
    void ofManyRowsInTurnEveryClassKeepsItsShare(int classes) {
        Dataset data = inTurn(classes, 9_000);
        Network net = Nets.of(2, Nets.dense(classes));
        Picture picture = Boundary.of(net, data).picture();
        assertThat(picture.description()).containsPattern(", [0-9]+ of 9000 drawn, chosen by chance");
        Svg svg = new Svg(picture.svg());
        for (int c = 0; c < Math.min(8, classes); c++) { // further ones have other shapes
            String color = Theme.classColor(c);
            long points = svg.all("circle").stream()
                    .filter(circle -> circle.getAttribute("fill").equals(color))
                    .filter(circle -> !circle.getAttribute("r").equals("5"))
                    .count();
            assertThat(points).as("class " + c).isBetween(1000L / classes - 1, 1000L / classes + 1);
        }
        Svg units = new Svg(UnitBoundaries.of(net, data).picture().svg());
        Trainer trainer = new Trainer(net, Losses.crossEntropy(), new Sgd(0.1));
        Svg whatIf = new Svg(WhatIf.of(trainer, data, "dense_1", 0, 0, new Range(-1, 1))
                .picture()
                .svg());
        for (int c = 0; c < Math.min(8, classes); c++) {
            String color = Theme.classColor(c);
            assertThat(units.all("circle"))
                    .anyMatch(dot -> dot.getAttribute("fill").equals(color));
            assertThat(whatIf.all("circle").stream()
                            .filter(dot -> dot.getAttribute("r").equals("1.6")
                                    || dot.getAttribute("r").equals("2.3")))
                    .anyMatch(dot -> dot.getAttribute("fill").equals(color));
        }
    }

    private static Dataset inTurn(int classes, int rows) {
        double[][] points = new double[rows][];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % classes;
            points[i] = new double[] {labels[i], i % 17};
        }
        return Dataset.ofClasses(points, labels);
    }

    @Test
    void aPictureShowsTheWeightsOfItsMoment() {
        Network net = Nets.split(2, 50);
        Boundary boundary = Boundary.of(net, SIDES);
        String before = boundary.picture().svg();
        net.setWeights("dense_1", new double[][] {{0, -9}, {0, 3}});
        assertThat(boundary.picture().svg()).isEqualTo(before);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static int brightness(int color) {
        return Arrays.stream(new int[] {color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff})
                .sum();
    }
}
