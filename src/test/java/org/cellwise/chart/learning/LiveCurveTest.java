package org.cellwise.chart.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.Approved;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class LiveCurveTest {
    @Test
    void trainingIsSolidAndValidationDashed() {
        Svg svg = svg(LiveCurve.of(falling(20), falling(20)));
        List<Element> lines = svg.all("polyline");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).getAttribute("stroke")).isEqualTo(Theme.TRAINING);
        assertThat(lines.get(0).hasAttribute("stroke-dasharray")).isFalse();
        assertThat(lines.get(1).getAttribute("stroke")).isEqualTo(Theme.VALIDATION);
        assertThat(lines.get(1).hasAttribute("stroke-dasharray")).isTrue();
        assertThat(svg.texts()).contains("training", "validation", "loss", "epoch", "best loss: epoch 20");
    }

    @Test
    void withoutValidationThereIsOneLineAndNoWordOfIt() {
        Svg svg = svg(LiveCurve.of(falling(5), new double[] {Double.NaN, Double.NaN}));
        assertThat(svg.all("polyline")).hasSize(1);
        assertThat(svg.texts()).doesNotContain("validation");
    }

    @Test
    void aMetricStandsBesideTheLossWithAxesOfItsOwn() {
        double[] accuracy = {0.5, 0.75, 0.7};
        Svg svg = svg(
                LiveCurve.of(falling(3), falling(3)).metric("accuracy <1>", accuracy, new double[] {0.4, 0.5, 0.6}));
        assertThat(svg.all("polyline")).hasSize(4);
        assertThat(svg.texts()).contains("accuracy <1>", "0.7", "loss");
        List<double[]> loss = Svg.points(svg.all("polyline").get(0));
        List<double[]> metric = Svg.points(svg.all("polyline").get(2));
        assertThat(loss.get(2)[0]).isLessThan(320);
        assertThat(metric.get(0)[0]).isGreaterThan(320);
        assertThat(metric.get(1)[1]).isLessThan(metric.get(0)[1]);
    }

    @Test
    void itIsTheApprovedOne() {
        double[] better = {0.5, 0.75, 0.7, 0.9};
        Approved.svg(
                "live-curve",
                LiveCurve.of(falling(4), falling(4))
                        .metric("accuracy", better, better)
                        .picture());
    }

    @Test
    void theBestEpochIsRinged() {
        LiveCurve curve = LiveCurve.of(falling(5), new double[] {0.9, 0.5, 0.4, 0.6, 0.7});
        List<Element> rings = svg(curve).all("circle").stream()
                .filter(circle -> circle.getAttribute("fill").equals("none"))
                .toList();
        List<double[]> validation = Svg.points(svg(curve).all("polyline").get(1));
        assertThat(rings).hasSize(2); // one in the legend
        assertThat(Double.parseDouble(rings.get(1).getAttribute("cx")))
                .isEqualTo(validation.get(2)[0]);
        assertThat(Double.parseDouble(rings.get(1).getAttribute("cy")))
                .isEqualTo(validation.get(2)[1]);
        assertThat(svg(curve).texts()).contains("best loss: epoch 3");
        assertThat(svg(LiveCurve.of(falling(1), new double[0])).texts()).noneMatch(text -> text.startsWith("best"));
    }

    @Test
    void theDotOfASingleEpochIsOffTheAxes() {
        Svg svg = svg(LiveCurve.of(new double[] {0.7}, new double[0]));
        Element axis = svg.all("line").stream()
                .filter(line -> line.getAttribute("stroke").equals(Theme.FAINT))
                .findFirst()
                .orElseThrow();
        double dot = Double.parseDouble(svg.all("circle").get(0).getAttribute("cx"));
        assertThat(dot - Double.parseDouble(axis.getAttribute("x1"))).isGreaterThan(50);
        assertThat(Double.parseDouble(axis.getAttribute("x2")) - dot).isGreaterThan(50);
    }

    @Test
    void theCurveFallsWhereTheLossFalls() {
        List<double[]> points = Svg.points(
                svg(LiveCurve.of(falling(9), new double[0])).all("polyline").get(0));
        assertThat(points).hasSize(9);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i)[0]).isGreaterThan(points.get(i - 1)[0]);
            assertThat(points.get(i)[1]).isGreaterThan(points.get(i - 1)[1]); // y grows downwards
        }
    }

    @Test
    void theBarIsAsLongAsTheWorkDone() {
        List<Element> bars = svg(LiveCurve.of(falling(5), new double[0])
                        .until(20)
                        .done(0.25))
                .all("rect");
        assertThat(bars.get(bars.size() - 1).getAttribute("width")).isEqualTo("160");
    }

    @Test
    void theLossUnderWayIsTheEndOfTheCurve() {
        LiveCurve curve = LiveCurve.of(falling(3), new double[0]).until(8);
        double without = last(svg(curve))[0];
        double[] with = last(svg(curve.now(3.5, 0.1)));
        assertThat(with[0]).isGreaterThan(without);
        assertThat(svg(LiveCurve.of(new double[0], new double[0]).until(8).now(0.5, 0.7))
                        .all("circle"))
                .isNotEmpty();
    }

    @Test
    void whatIsNotFiniteLeavesAGap() {
        double[] loss = {1, 0.9, Double.NaN, 0.7, 0.6, Double.POSITIVE_INFINITY, 0.4};
        Picture picture = LiveCurve.of(loss, new double[0]).picture();
        Svg svg = new Svg(picture.svg());
        assertThat(svg.all("polyline")).hasSize(2);
        assertThat(svg.all("circle")).isNotEmpty(); // the last one, alone
        assertThat(picture.description()).contains("not finite in 2 epochs");
    }

    @Test
    void aHundredEpochsAreSmallAndAHundredThousandHaveNoMorePointsThanPixels() {
        assertThat(LiveCurve.of(noisy(100), new double[0]).picture().svg()).hasSizeLessThan(4_000);
        Picture many = LiveCurve.of(noisy(100_000), noisy(100_000)).picture();
        assertThat(many.svg()).hasSizeLessThan(24_000);
        for (Element line : new Svg(many.svg()).all("polyline")) {
            assertThat(Svg.points(line)).hasSizeLessThanOrEqualTo(Theme.WIDTH);
        }
    }

    @Test
    void thinningKeepsTheHighestAndTheLowest() {
        double[] loss = new double[50_000];
        Arrays.fill(loss, 0.5);
        loss[31_415] = 3;
        loss[27_182] = -2;
        List<double[]> points = Svg.points(
                svg(LiveCurve.of(loss, new double[0])).all("polyline").get(0));
        double highest = points.stream().mapToDouble(point -> point[1]).min().orElseThrow();
        double lowest = points.stream().mapToDouble(point -> point[1]).max().orElseThrow();
        double level = points.get(0)[1];
        assertThat((lowest - level) / (level - highest)).isBetween(0.98, 1.02);
    }

    static List<LiveCurve> oddOnes() {
        double[] none = {};
        return List.of(
                LiveCurve.of(none, none),
                LiveCurve.of(none, none).until(1000).done(0),
                LiveCurve.of(new double[] {0.5}, new double[] {0.6}),
                LiveCurve.of(new double[] {Double.NaN}, new double[] {Double.NEGATIVE_INFINITY}),
                LiveCurve.of(new double[] {0, 0, 0}, none),
                LiveCurve.of(new double[] {-1e-9, -2e-9}, none),
                LiveCurve.of(new double[] {1e300, -1e300}, none),
                LiveCurve.of(new double[] {123456.789, 123456.788}, none),
                LiveCurve.of(noisy(99_999), none).until(100_000).done(0.999),
                LiveCurve.of(falling(7), falling(7)).until(9).done(7).now(7.5, Double.NaN),
                LiveCurve.of(falling(7), falling(7)).metric("m".repeat(200), falling(7), none),
                LiveCurve.of(noisy(99_999), none)
                        .metric("x", noisy(99_999), none)
                        .until(100_000));
    }

    @ParameterizedTest
    @MethodSource("oddOnes")
    void nothingIsCroppedAndNoTwoLabelsOverlap(LiveCurve curve) {
        Svg svg = svg(curve);
        assertThat(svg.all("text")).allSatisfy(text -> {
            assertThat(left(text)).isGreaterThanOrEqualTo(0);
            assertThat(left(text) + width(text)).isLessThanOrEqualTo(Theme.WIDTH);
        });
        List<Element> below = svg.all("text").stream()
                .filter(text -> text.getAttribute("text-anchor").equals("middle"))
                .toList();
        for (int i = 1; i < below.size(); i++) {
            if (below.get(i).getTextContent().equals("0")) {
                continue; // another panel begins
            }
            assertThat(left(below.get(i))).isGreaterThan(left(below.get(i - 1)) + width(below.get(i - 1)));
        }
        double word = Double.parseDouble(
                svg.all("text").get(svg.texts().indexOf("epoch")).getAttribute("y"));
        assertThat(below).allMatch(text -> word - Double.parseDouble(text.getAttribute("y")) > Theme.TEXT);
        for (Element line : svg.all("polyline")) {
            assertThat(Svg.points(line)).allMatch(point -> point[0] >= 0 && point[0] <= 640 && point[1] <= 196.05);
        }
    }

    @ParameterizedTest
    @MethodSource("oddOnes")
    void itSaysWhatItIs(LiveCurve curve) {
        Svg svg = svg(curve);
        assertThat(svg.root().getAttribute("role")).isEqualTo("img");
        assertThat(svg.all("title").get(0).getTextContent())
                .isIn("Loss by epoch", "Loss and x by epoch", "Loss and " + "m".repeat(200) + " by epoch");
        assertThat(svg.all("desc").get(0).getTextContent()).startsWith("Training loss");
        assertThat(svg.texts()).noneMatch(text -> text.contains("NaN"));
    }

    private static Svg svg(LiveCurve curve) {
        return new Svg(curve.picture().svg());
    }

    private static double[] last(Svg svg) {
        List<double[]> points = Svg.points(svg.all("polyline").get(0));
        return points.get(points.size() - 1);
    }

    private static double left(Element text) {
        double x = Double.parseDouble(text.getAttribute("x"));
        return switch (text.getAttribute("text-anchor")) {
            case "middle" -> x - width(text) / 2;
            case "end" -> x - width(text);
            default -> x;
        };
    }

    private static double width(Element text) {
        return Labels.width(text.getTextContent(), Theme.TEXT);
    }

    private static double[] falling(int epochs) {
        double[] loss = new double[epochs];
        Arrays.setAll(loss, i -> 1.0 / (i + 1));
        return loss;
    }

    private static double[] noisy(int epochs) {
        double[] loss = new double[epochs];
        Arrays.setAll(loss, i -> Math.exp(-3.0 * i / epochs) + 0.05 * Math.sin(i * 12.9898));
        return loss;
    }
}
