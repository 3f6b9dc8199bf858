package org.cellwise.chart.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Picture;
import org.cellwise.layer.Layer;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Where texts and lines are in drawings of small networks, which carry the name and value of every weight. */
class NetworkGeometryTest {
    private static final double TOUCH = 0.2; // coordinates have one decimal

    static Stream<Network> small() {
        Stream<Network> known = Stream.of(
                Nets.textbook(),
                network(inputs("x", "y", "z"), dense(4), sigmoid(), dense(4), sigmoid(), dense(2)),
                network(inputs(2), dense(6), tanh(), dense(2)),
                network(inputs(6), dense(3), dense(6)),
                network(inputs(4), dense(5), relu(), dense(4)),
                network(inputs(5), dropout(0.1), dense(4), batchNorm(), relu(), dense(1)),
                network(inputs(2), dense(3), dense(3), dense(3), dense(3), dense(2)),
                network(inputs(1), dense(1), dense(1), dense(1), dense(1), dense(1), dense(1), dense(1), dense(1)),
                network(
                        inputs("a very long name of an input", "b"),
                        dense(3),
                        dense(outputs("an output", "another one"))));
        return Stream.concat(known, IntStream.range(0, 120).mapToObj(NetworkGeometryTest::random));
    }

    private static Network random(int seed) {
        SeededRandom random = new SeededRandom(seed);
        List<Layer> layers = new ArrayList<>();
        int depth = 1 + random.nextInt(6);
        for (int i = 0; i < depth; i++) {
            if (random.nextInt(5) == 0) {
                layers.add(dropout(0.5));
            }
            var dense = dense(1 + random.nextInt(6));
            layers.add(random.nextInt(3) == 0 ? dense.noBias() : dense);
            if (random.nextInt(2) == 0) {
                layers.add(tanh());
            }
            if (random.nextInt(6) == 0) {
                layers.add(batchNorm());
            }
        }
        int inputs = 1 + random.nextInt(6);
        String[] names = IntStream.range(0, inputs)
                .mapToObj(i -> random.nextInt(4) == 0 ? "a name of several words " + i : "v" + i)
                .toArray(String[]::new);
        Network net = network(seed(seed), Inputs.named(List.of(names)), layers.toArray(Layer[]::new));
        double scale = new double[] {1, 1, 30, 1e-3, 1e5}[random.nextInt(5)];
        float[] values = net.parameters().values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return net;
    }

    @ParameterizedTest
    @MethodSource("small")
    void noTwoTextsTouchAndNoneIsOutside(Network net) {
        check(draw(net));
        check(activations(net, new double[net.inputShape().elements()]));
        check(NetworkDrawing.of(net).widest(2 * NetworkDrawing.of(net).limit()).picture());
    }

    private static void check(Picture picture) {
        List<Element> texts = new Svg(picture.svg()).all("text");
        for (int i = 0; i < texts.size(); i++) {
            double[] a = Svg.box(texts.get(i));
            String name = texts.get(i).getTextContent();
            assertThat(a[0]).as(name).isGreaterThanOrEqualTo(0);
            assertThat(a[1]).as(name).isGreaterThanOrEqualTo(0);
            assertThat(a[2]).as(name).isLessThanOrEqualTo(picture.width());
            assertThat(a[3]).as(name).isLessThanOrEqualTo(picture.height());
            for (int j = 0; j < i; j++) {
                double[] b = Svg.box(texts.get(j));
                double wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
                double tall = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
                assertThat(Math.min(wide, tall))
                        .as("%s over %s", name, texts.get(j).getTextContent())
                        .isLessThan(TOUCH);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void noLabelHidesTheEndOfALine(Network net) {
        Svg svg = new Svg(draw(net).svg());
        List<double[]> circles = svg.all("circle").stream()
                .map(c -> new double[] {number(c, "cx"), number(c, "cy"), number(c, "r")})
                .toList();
        List<double[]> labels = svg.all("text").stream()
                .filter(text -> text.getTextContent().matches("(w\\W|b ).*"))
                .map(Svg::box)
                .toList();
        for (Element line : svg.all("line")) {
            double[] from = {number(line, "x1"), number(line, "y1")};
            double[] to = {number(line, "x2"), number(line, "y2")};
            for (double[] end : List.of(seen(from, to, circles), seen(to, from, circles))) {
                assertThat(labels)
                        .noneMatch(box -> end[0] > box[0] && end[0] < box[2] && end[1] > box[1] && end[1] < box[3]);
            }
        }
    }

    // just outside of the circle that a line ends in
    private static double[] seen(double[] end, double[] other, List<double[]> circles) {
        double length = Math.hypot(other[0] - end[0], other[1] - end[1]);
        double radius = circles.stream()
                .filter(c -> Math.hypot(c[0] - end[0], c[1] - end[1]) < 0.5)
                .mapToDouble(c -> c[2])
                .max()
                .orElse(0);
        double part = Math.min(0.5, (radius + 3) / length);
        return new double[] {end[0] + part * (other[0] - end[0]), end[1] + part * (other[1] - end[1])};
    }

    @Test
    void everyWeightHasItsLabelInSmallNetworks() {
        for (Network net : List.of(
                Nets.textbook(),
                network(inputs(2), dense(6), tanh(), dense(2)),
                network(inputs(4), dense(5), dense(4)),
                network(inputs(2), dense(3), dense(3), dense(3), dense(3), dense(2)))) {
            long labels = new Svg(draw(net).svg())
                    .texts().stream().filter(text -> text.matches("w\\W.*")).count();
            long weights = net.parameters().list().stream()
                    .filter(p -> p.name().endsWith("weight"))
                    .mapToInt(p -> p.size())
                    .sum();
            assertThat(labels).isEqualTo(weights);
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyWeightHasItsLineAlsoWhereARowEnds(Network net) {
        String svg = draw(net).interactive().svg();
        long lines = new Svg(svg)
                .all("title").stream()
                        .filter(title -> title.getTextContent().matches("w.* of dense.*: weight .*"))
                        .count();
        long weights = net.parameters().list().stream()
                .filter(p -> p.name().startsWith("dense") && p.name().endsWith("weight"))
                .mapToInt(p -> p.size())
                .sum();
        assertThat(lines).isEqualTo(weights);
    }

    @Test
    void largeNetworksInTwoRowsKeepTheirWeightsAsWell() {
        Network net = network(
                inputs(6),
                dense(8),
                dense(8),
                dropout(0.1),
                dense(8),
                dense(8),
                dense(8),
                dense(8),
                dense(8),
                dense(8));
        Svg svg = new Svg(draw(net).interactive().svg());
        assertThat(svg.all("title").stream().filter(t -> t.getTextContent().contains(": weight ")))
                .hasSize(6 * 8 + 7 * 64);
        assertThat(svg.texts()).contains("repeated");
    }

    @Test
    void longNamesUseTheRoomThatThereIs() {
        String input = "sepal length in centimetres, measured twice";
        Svg svg = new Svg(draw(network(inputs(input, "b"), dense(outputs("a species of the north", "c"))))
                .svg());
        assertThat(svg.texts()).noneMatch(text -> text.endsWith("…"));
        assertThat(String.join(" ", svg.texts())).contains(input);
    }

    @Test
    void labelsStayInTheirPlacesInAFilm() {
        Network net = network(inputs(3), dense(4), dense(4));
        List<List<Double>> places = new ArrayList<>();
        for (double factor : new double[] {1, -0.5, 0.01, 2.4}) {
            float[] values = net.parameters().values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= (float) factor;
            }
            Svg svg = new Svg(NetworkDrawing.of(net, values, Overlay.NONE)
                    .widest(2.5)
                    .picture()
                    .svg());
            places.add(svg.all("text").stream()
                    .filter(text -> text.getTextContent().matches("w\\W.*"))
                    .flatMap(text -> Stream.of(number(text, "x"), number(text, "y")))
                    .toList());
        }
        assertThat(places).hasSize(4).allMatch(places.get(0)::equals);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
