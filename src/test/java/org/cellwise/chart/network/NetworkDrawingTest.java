package org.cellwise.chart.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.chart.Approved;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.op.Ops;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class NetworkDrawingTest {
    @Test
    void theTextbookNetworkHasThirteenCirclesAndThirtySixLines() {
        Svg svg = svg(Nets.textbook());
        assertThat(svg.all("circle")).hasSize(13);
        assertThat(weightLines(svg)).hasSize(36);
        assertThat(svg.texts()).contains("x", "y", "z", "m₁", "m₄", "n₁", "n₄", "a", "b");
        assertThat(svg.texts()).contains("w₁₂ -0.20", "w₃₄ 2.00", "input", "dense_1", "4 units", "sigmoid");
    }

    @Test
    void colourIsTheSignAndWidthTheSize() {
        Svg svg = svg(Nets.textbook());
        Element largest = line(svg, "m₄", "z");
        assertThat(largest.getAttribute("stroke")).isEqualTo(Theme.POSITIVE);
        assertThat(largest.getAttribute("stroke-width")).isEqualTo("4");
        Element negative = line(svg, "m₃", "z");
        assertThat(negative.getAttribute("stroke")).isEqualTo(Theme.NEGATIVE);
        double expected = 0.3 + 3.7 * 1.1 / 2;
        assertThat(Double.parseDouble(negative.getAttribute("stroke-width")))
                .isBetween(expected - 0.01, expected + 0.01);
        assertThat(line(svg, "m₁", "z").getAttribute("stroke")).isEqualTo(Theme.GRID); // it is 0
    }

    @Test
    void hoveringShowsTheWeightAndAStillHasNoNotes() {
        Picture picture = draw(Nets.textbook());
        assertThat(new Svg(picture.svg()).all("title")).hasSize(1);
        List<String> notes = new Svg(picture.interactive().svg())
                .all("title").stream().map(Element::getTextContent).toList();
        assertThat(notes).contains("w₁₂ of dense_1, from x to m₂: weight -0.2").contains("a of dense_3");
        assertThat(picture.interactive().svg().length()).isLessThan(20_000);
    }

    @Test
    void itIsSmallAndSaysInWordsWhatItShows() {
        Picture picture = draw(Nets.textbook());
        assertThat(picture.svg().length()).isLessThan(20_000);
        assertThat(picture.width()).isEqualTo(640);
        assertThat(picture.title()).isEqualTo("Network 3-4-4-2");
        assertThat(picture.description())
                .startsWith("input, 3 inputs (x, y, z); dense_1, 4 units, sigmoid (m₁, m₂, m₃, m₄); ")
                .contains("dense_3, 2 units, sigmoid (a, b)")
                .endsWith("the largest weight drawn is 2 into dense_1 unit 4.");
    }

    @Test
    void thePictureKeepsTheWeightsItWasMadeWith() {
        Network net = Nets.textbook();
        Picture before = draw(net);
        String first = before.svg();
        net.setWeights("dense_1", new double[3][4]);
        assertThat(before.svg()).isEqualTo(first);
        assertThat(draw(net).svg()).isNotEqualTo(first);
    }

    @Test
    void biasesAreRimsAndNumbers() {
        Network net = network(inputs("x"), dense(2));
        net.setValues("dense_1.bias", -3, 0.25);
        net.setWeights("dense_1", new double[][] {{1, 1}});
        Svg svg = svg(net);
        assertThat(svg.texts()).contains("b -3.00", "b 0.25");
        assertThat(svg.all("circle")).anyMatch(c -> c.getAttribute("stroke").equals(Theme.NEGATIVE));
        assertThat(svg.all("circle")).anyMatch(c -> c.getAttribute("stroke").equals(Theme.POSITIVE));
    }

    @Test
    void ofLargeLayersTheFirstAndLastUnitsAreDrawnAndTheNumberBetween() {
        Svg svg = svg(network(inputs(784), dense(128), relu(), dense(10)));
        assertThat(svg.texts()).contains("784", "128", "x₁", "x₇₈₄", "y₁₀", "784 inputs", "128 units");
        long units = svg.all("circle").stream()
                .filter(c -> c.getAttribute("fill").equals(Theme.GROUND))
                .count();
        assertThat(units).isEqualTo(14 + 14 + 10);
        assertThat(weightLines(svg)).hasSize(14 * 14 + 14 * 10);
    }

    @Test
    void aThousandOutputsFit() {
        Picture picture = draw(network(inputs(3), dense(1000)));
        assertThat(new Svg(picture.svg()).texts()).contains("1000", "y₁", "y₁₀₀₀");
        assertThat(picture.svg().length()).isLessThan(20_000);
    }

    @Test
    void whatIsNotFiniteIsGreyAndDashed() {
        Network net = network(inputs("x"), dense(3));
        net.setWeights("dense_1", new double[][] {{Double.NaN, Double.POSITIVE_INFINITY, -1}});
        Svg svg = svg(net);
        assertThat(svg.texts()).contains("w₁₁ NaN", "w₁₂ ∞", "w₁₃ -1.00");
        assertThat(svg.all("line").stream().filter(l -> l.getAttribute("stroke").equals(Theme.NOT_FINITE)))
                .hasSize(2)
                .allMatch(l -> l.hasAttribute("stroke-dasharray"));
    }

    @Test
    void weightsThatAreAllEqualAreEquallyWideAndAllZeroIsThin() {
        Network equal = network(inputs(2), dense(2).weights(constant(0.3)).noBias());
        assertThat(weightLines(svg(equal)))
                .allMatch(l -> l.getAttribute("stroke-width").equals("4"));
        Network zero = network(inputs(2), dense(2).weights(zeros()).noBias());
        assertThat(weightLines(svg(zero)))
                .allMatch(l -> l.getAttribute("stroke").equals(Theme.GRID));
    }

    @Test
    void namesFromDataAreEscapedAndCut() {
        String longName = "n".repeat(200);
        Network net = network(
                inputs("<script>alert(\"1\")</script>", longName, "it's \"a\" & b"),
                dense(outputs("😀 face", "שלום עולם")));
        Picture picture = draw(net).interactive();
        assertThat(picture.svg()).doesNotContain("<script").doesNotContain("&amp;amp;");
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).contains("😀 face", "שלום עולם", "it's \"a\" & b");
        assertThat(svg.texts()).noneMatch(text -> text.length() > 60);
    }

    @Test
    void frozenLayersSaySo() {
        Network net = network(inputs(2), dense(3), relu(), dense(2)).freeze("dense_1");
        assertThat(svg(net).texts()).contains("3 units, frozen", "2 units");
    }

    @Test
    void otherLayersAreBlocks() {
        Svg svg = svg(network(
                inputs(1, 28, 28),
                conv2d(8, 3).same(),
                relu(),
                maxPool(2),
                batchNorm(),
                flatten(),
                dropout(0.3),
                dense(4)));
        assertThat(svg.texts())
                .contains("1 x 28 x 28", "conv2d_1", "8 x 28 x 28", "8 of 3 x 3", "relu", "max_pool_1", "8 x 14 x 14")
                .contains("batch norm", "flatten", "dropout 0.3", "4 units");
    }

    @Test
    void residualsBranchesAndRecurrentLayersShowWhatIsInThem() {
        Svg residual = svg(network(inputs(8), residual(dense(8), relu(), dense(8)), dense(2)));
        assertThat(residual.texts()).contains("residual_1", "dense", "8 units", "relu");
        Svg branches = svg(network(inputs(8), branches(dense(5), sequential()), dense(2)));
        assertThat(branches.texts()).contains("branches_1", "5 units", "concat");
        Svg recurrent = svg(network(inputs(20, 5), lstm(32), gru(16).last(), dense(3)));
        assertThat(recurrent.texts()).contains("sequence", "20 x 5", "lstm", "32 units", "gru", "last state");
        Svg transformer = svg(
                network(inputs(16), embedding(100, 8), transformerBlock(2, 32), transformerBlock(2, 32), layerNorm()));
        assertThat(transformer.texts()).contains("embedding", "attention", "2 heads", "gelu", "× 2");
    }

    @Test
    void activationsShowWhatIsInsideOfLayers() {
        Picture recurrent = activations(network(inputs(5, 2), lstm(3), gru(2).last(), dense(2)), new double[10]);
        assertThat(new Svg(recurrent.svg()).texts())
                .contains("input gate", "forget gate", "candidate", "output gate", "reset gate", "update gate");
        assertThat(new Svg(recurrent.svg()).all("image")).hasSize(1 + 5 + 4);
        assertThat(recurrent.description()).contains("lstm_1, 5 x 3, with candidate, forget gate");
        Network net = network(inputs(4), embedding(9, 4), transformerBlock(2, 8), globalAveragePool(), dense(2));
        Picture attention = activations(net, 1, 2, 3, 4);
        assertThat(new Svg(attention.svg()).texts()).contains("weights");
        Picture residual = activations(network(inputs(3), residual(dense(3), relu())), 1, 2, 3);
        assertThat(new Svg(residual.svg()).all("image")).hasSize(1);
    }

    @Test
    void anOwnLayerIsDrawnByItsOps() {
        Network net = network(inputs(2), layer("mine", x -> Ops.add(Ops.square(x), 1)), dense(1));
        assertThat(svg(net).texts()).contains("mine", "mine_1", "square, affine");
    }

    static Stream<Network> odd() {
        return Stream.of(
                Nets.textbook(),
                network(inputs(1), dense(1)),
                network(inputs(1), relu()),
                network(inputs(4), dropout(0.5), dense(3), softmax()),
                network(inputs(784), dense(128), batchNorm(), relu(), dropout(0.5), dense(64), relu(), dense(10)),
                network(inputs(3, 32, 32), conv2d(16, 3), relu(), globalAveragePool(), dense(10)),
                network(inputs(2, 3, 4), flatten(), dense(1)),
                network(inputs(6), deep(12, 12)),
                network(inputs(6), deep(30, 40)),
                network(inputs("a name that is long", "b"), dense(outputs("one that is long as well", "d"))),
                network(inputs(16), embedding(100, 8), positions(), transformerBlock(2, 32), globalAveragePool()));
    }

    private static org.cellwise.layer.Layer[] deep(int layers, int units) {
        org.cellwise.layer.Layer[] all = new org.cellwise.layer.Layer[layers];
        Arrays.setAll(all, i -> dense(units));
        return all;
    }

    @ParameterizedTest
    @MethodSource("odd")
    void nothingLeavesThePicture(Network net) {
        Picture picture = draw(net);
        Svg svg = new Svg(picture.svg());
        assertThat(picture.svg().length()).isLessThan(300_000);
        assertThat(svg.all("text")).allSatisfy(text -> {
            double[] box = Svg.box(text);
            assertThat(box[0]).isGreaterThanOrEqualTo(0);
            assertThat(box[1]).isGreaterThanOrEqualTo(0);
            assertThat(box[2]).isLessThanOrEqualTo(picture.width());
            assertThat(box[3]).isLessThanOrEqualTo(picture.height());
        });
        assertThat(svg.all("circle")).allSatisfy(c -> {
            assertThat(number(c, "cx") - number(c, "r")).isGreaterThan(0);
            assertThat(number(c, "cx") + number(c, "r")).isLessThan(picture.width());
            assertThat(number(c, "cy") + number(c, "r")).isLessThan(picture.height());
        });
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void noTwoTextsOverlap(Network net) {
        List<Element> texts = svg(net).all("text");
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                double[] a = Svg.box(texts.get(i));
                double[] b = Svg.box(texts.get(j));
                double wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
                double tall = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
                assertThat(Math.min(wide, tall))
                        .as(
                                "%s over %s",
                                texts.get(i).getTextContent(), texts.get(j).getTextContent())
                        .isLessThan(3);
            }
        }
    }

    @Test
    void theTextbookDrawingIsTheApprovedOne() {
        Approved.svg("textbook-network", draw(Nets.textbook()));
    }

    @Test
    void theDrawingsOfBlocksActivationsAndFormulasAreTheApprovedOnes() {
        Network net = network(
                seed(1),
                inputs("u", "v"),
                residual(dense(2), relu(), dense(2)),
                dropout(0.5),
                branches(dense(1), sequential()),
                dense(outputs("p")));
        Approved.svg("residual-and-branches", draw(net));
        Approved.svg("activations", activations(Nets.textbook(), 1, 2, 3));
        Approved.text("forward-pass.tex", latex(explain(Nets.textbook(), 1, 2, 3)));
        Network line = network(inputs("x"), dense(2).weights(numbers(1, -1)), tanh(), dense(1).weights(numbers(2, 3)));
        Trainer trainer = new Trainer(line, meanSquaredError(), sgd(0.1));
        Approved.text("step.tex", latex(explainStep(trainer, new double[] {0.5}, 1)));
    }

    private static String latex(Object value) {
        return Renderer.render(value).orElseThrow().data().get("text/latex") + "\n";
    }

    @Test
    void thinLinesAreWideEnoughToPointAt() {
        assertThat(new Svg(draw(Nets.textbook()).interactive().svg()).all("path"))
                .hasSize(36)
                .allMatch(path -> path.getAttribute("stroke").equals("transparent"));
        assertThat(svg(Nets.textbook()).all("path")).isEmpty();
    }

    private static Svg svg(Network net) {
        return new Svg(draw(net).svg());
    }

    private static List<Element> weightLines(Svg svg) {
        return svg.all("line").stream()
                .filter(l -> !l.getAttribute("stroke").equals(Theme.FAINT)
                        && !l.getAttribute("stroke-width").equals("3"))
                .toList();
    }

    /** The line that ends at one circle and begins at the other, by the names in them. */
    private static Element line(Svg svg, String to, String from) {
        double[] end = centre(svg, to);
        double[] start = centre(svg, from);
        return svg.all("line").stream()
                .filter(l -> near(l, "x1", start[0])
                        && near(l, "y1", start[1])
                        && near(l, "x2", end[0])
                        && near(l, "y2", end[1]))
                .findFirst()
                .orElseThrow();
    }

    private static double[] centre(Svg svg, String name) {
        Element text = svg.all("text").get(svg.texts().indexOf(name));
        return svg.all("circle").stream()
                .map(c -> new double[] {number(c, "cx"), number(c, "cy")})
                .filter(c -> Math.hypot(c[0] - number(text, "x"), c[1] - number(text, "y")) < 10)
                .findFirst()
                .orElseThrow();
    }

    private static boolean near(Element element, String attribute, double value) {
        return Math.abs(number(element, attribute) - value) < 0.1;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
