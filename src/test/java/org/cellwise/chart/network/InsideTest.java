package org.cellwise.chart.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.chart.Nets;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Numbers;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Pictures of what is inside a network: activations, weights, gradients, and how they change. */
class InsideTest {
    private static Trainer trained() {
        Network net = network(seed(4), inputs("a", "b", "c"), dense(6), relu(), dense(2));
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(0.05));
        Dataset data = Dataset.of(new double[][] {{1, 2, 3}, {0, 1, 0}}, new double[][] {{1, 0}, {0, 1}});
        Recording.of(trainer);
        trainer.fit(data, epochs(3));
        return trainer;
    }

    @Test
    void everyCircleHoldsItsActivation() {
        Network net = Nets.textbook();
        Picture picture = activations(net, 1, 2, 3);
        Svg svg = new Svg(picture.svg());
        assertThat(picture.title()).isEqualTo("Activations for x = 1, y = 2, z = 3");
        double[] out = net.predict(1, 2, 3);
        assertThat(svg.texts()).contains("1", "2", "3", Numbers.significant(out[0], 2), "m₁");
        assertThat(picture.description()).contains("input, 3 inputs (x, y, z): 1, 2, 3");
        assertThat(circleFills(svg)).contains(Theme.POSITIVE, Theme.diverging(1 / 3.0));
    }

    @Test
    void imagesShowTheirChannels() {
        Network net = network(inputs(1, 4, 4), conv2d(3, 3), relu(), flatten(), dense(2));
        Svg svg = new Svg(activations(net, new double[16]).svg());
        assertThat(svg.all("image")).hasSize(1 + 3);
    }

    @Test
    void aRowThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> activations(Nets.textbook(), 1, 2)).hasMessageContaining("3 inputs");
    }

    @Test
    void gradientsAreOnTheLinesAndTheirSizeBelow() {
        Trainer trainer = trained();
        Picture picture = gradientFlow(trainer, Dataset.of(new double[][] {{1, 2, 3}}, new double[][] {{5, 5}}));
        Svg svg = new Svg(picture.svg());
        assertThat(picture.title()).isEqualTo("Gradient flow on 1 row");
        assertThat(svg.texts().stream().filter(text -> text.startsWith("gradient ")))
                .hasSize(2);
        assertThat(svg.texts().stream().filter(text -> text.matches("step .* %")))
                .hasSize(2);
        assertThat(svg.texts()).contains("negative gradient", "flat on all rows");
    }

    @Test
    void flatUnitsAreGrey() {
        Network net = network(inputs(2), dense(2).weights(numbers(1, -1, 1, -1)).noBias(), relu(), dense(1));
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(0.1));
        Dataset data = Dataset.of(new double[][] {{1, 2}}, new double[][] {{1}});
        Svg svg = new Svg(gradientFlow(trainer, data).svg());
        assertThat(circleFills(svg).stream().filter(Theme.NOT_FINITE::equals)).hasSize(2); // one is the legend's
        assertThat(svg.texts()).contains("1 of 2 flat");
    }

    @Test
    void allMatricesAreOnOneScale() {
        Network net =
                network(inputs("x", "y"), dense(2).weights(numbers(1, -2, 0, 0.5)), dense(1).weights(numbers(4, 0)));
        Picture picture = weights(net);
        Svg svg = new Svg(picture.svg());
        assertThat(svg.texts()).contains("dense_1: 2 x 2", "dense_2: 2 x 1", "-2.00", "4.00", "x", "y", "y₁");
        assertThat(svg.texts()).contains("-4", "0", "4");
        assertThat(svg.all("image")).hasSize(3);
        assertThat(picture.description()).isEqualTo("dense_1 2 x 2, from -2 to 1; dense_2 2 x 1, from 0 to 4");
    }

    @Test
    void matricesInsideOfOtherLayersAreThereToo() {
        Network net = network(inputs(3, 4), residual(dense(4)), selfAttention(2), lstm(2).last(), dense(1));
        assertThat(new Svg(weights(net).svg()).texts())
                .contains("residual_1.dense_1: 4 x 4", "self_attention_1.in: 4 x 12", "lstm_1: 4 x 8")
                .contains("lstm_1.state_weight: 2 x 8", "dense_1: 2 x 1");
    }

    @Test
    void tinyNumbersSayTheirUnit() {
        Network net = network(inputs("x"), dense(2).weights(numbers(1.5e-5, -3e-5)));
        assertThat(new Svg(weights(net).svg()).texts()).contains("1.50", "-3.00", "numbers in units of 1e-5");
    }

    @Test
    void whatIsNotFiniteIsGreyInPanelsToo() {
        Network net = network(inputs("x"), dense(2));
        net.setWeights("dense_1", new double[][] {{Double.NaN, Double.NEGATIVE_INFINITY}});
        assertThat(new Svg(weights(net).svg()).texts()).contains("NaN", "-∞");
        assertThat(Pixels.count(weights(net).image(1), Theme.NOT_FINITE)).isGreaterThan(500);
    }

    @Test
    void firstLayersAreImages() {
        Svg dense = new Svg(weightImages(network(inputs(64), dense(10)), 8, 8).svg());
        assertThat(dense.all("image")).hasSize(10 + 1);
        assertThat(dense.texts()).contains("Weights of dense_1 as images", "y₁", "y₁₀");
        Svg conv = new Svg(weightImages(network(inputs(3, 8, 8), conv2d(4, 3), flatten(), dense(2)))
                .svg());
        assertThat(conv.all("image")).hasSize(3 * 4 + 1);
        assertThat(conv.texts()).contains("4, 3");
        Network many = network(inputs(1, 2, 2), flatten(), dense(100), dense(2));
        assertThat(weightImages(many).title()).isEqualTo("Weights of dense_1 as images, the first 64 of 100");
    }

    @Test
    void imagesAreWhereTheirPixelsAre() {
        Network net = network(inputs(4), dense(1).weights(numbers(-1, 0, 0, 1)).noBias());
        Picture picture = weightImages(net, 2, 2);
        assertThat(Pixels.count(picture.image(1), Theme.NEGATIVE)).isGreaterThan(1000);
        assertThat(Pixels.meanRow(picture.image(1), Theme.NEGATIVE))
                .isLessThan(Pixels.meanRow(picture.image(1), Theme.POSITIVE));
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Network net = network(inputs(60), dense(10));
        assertThatThrownBy(() -> weightImages(net, 8, 8)).hasMessageContaining("60 pixels");
        assertThatThrownBy(() -> weightImages(net)).hasMessageContaining("weightImages(net, 6, 10)");
        assertThatThrownBy(() -> weightImages(network(inputs(3), relu()))).hasMessageContaining("relu_1");
    }

    @Test
    void theAdviceForWeightImagesIsAnotherCallThatWorks() {
        int[][] pixelsAndSize = {{64, 7, 7}, {784, 8, 8}, {3072, 3, 3}, {192, 8, 8}, {60, 8, 8}, {12, 5, 5}};
        for (int[] c : pixelsAndSize) {
            Network net = network(inputs(c[0]), dense(4));
            String message = catchThrowable(() -> weightImages(net, c[1], c[2])).getMessage();
            assertThat(message)
                    .startsWith("weightImages expects the height and width of images of " + c[0] + " pixels, but got ");
            int[] size = Stream.of(message.replaceAll(".*weightImages\\(net, (.*)\\)", "$1")
                            .split(", "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertThat(weightImages(net, size).title()).isEqualTo("Weights of dense_1 as images");
        }
        assertThatThrownBy(() -> weightImages(network(inputs(7), dense(4)), 8, 8))
                .hasMessageEndingWith(
                        "rows of 7 numbers are no images; net.weights(\"dense_1\") shows them as a matrix");
    }

    @Test
    void weightsThatAreNotFiniteAreSaidInHistograms() {
        Network net = network(inputs(2), dense(3), dense(2));
        Recording recording = Recording.of(new Trainer(net, meanSquaredError(), sgd(0.1)));
        Arrays.fill(recording.moments().get(0).values(), Float.NaN);
        Picture none = histograms(recording);
        assertThat(none.description()).contains("dense_1: at last none of its weights is finite");
        assertThat(new Svg(none.svg()).texts()).contains("none is finite");
        Recording another = Recording.of(new Trainer(net, meanSquaredError(), sgd(0.1)));
        another.moments().get(0).values()[0] = Float.POSITIVE_INFINITY;
        assertThat(histograms(another).description())
                .contains("1 of 6 not finite")
                .doesNotContain("NaN");
    }

    @Test
    void axesOfHistogramsAreRound() {
        Network net = network(inputs(1), dense(3).weights(numbers(-0.88, 0.2, 0.41)));
        List<String> texts = new Svg(histograms(Recording.of(new Trainer(net, meanSquaredError(), sgd(0.1))))
                        .svg())
                .texts();
        assertThat(texts).contains("-0.5", "0", "0.5").doesNotContain("-0.88", "0.88");
    }

    @Test
    void histogramsHaveAnOutlineForEveryMoment() {
        Trainer trainer = trained();
        Recording recording = Recording.of(trainer);
        trainer.fit(Dataset.of(new double[][] {{1, 2, 3}}, new double[][] {{1, 0}}), epochs(4));
        Picture picture = histograms(recording);
        Svg svg = new Svg(picture.svg());
        assertThat(svg.all("polyline")).hasSize(2 * 5);
        assertThat(svg.texts()).contains("Weights by layer, epochs 3 to 7", "dense_1", "dense_2");
        assertThat(picture.description()).contains("dense_1 between").contains("standard deviation");
    }

    static Stream<Picture> all() {
        Trainer trainer = trained();
        Recording recording = Recording.of(trainer);
        Dataset data = Dataset.of(new double[][] {{1, 2, 3}, {3, 2, 1}}, new double[][] {{5, 5}, {0, 0}});
        trainer.fit(data, epochs(40));
        Network wide = network(inputs(784), dense(128), relu(), dense(10));
        Network zero = network(inputs(2), dense(1).weights(zeros()), sigmoid());
        return Stream.of(
                activations(trainer.network(), 1, 2, 3),
                activations(wide, new double[784]),
                activations(zero, 0, 0),
                gradientFlow(trainer, data),
                gradients(trainer, data),
                histograms(recording),
                histograms(Recording.of(new Trainer(wide, crossEntropy(), sgd(0.1)))),
                histograms(Recording.of(new Trainer(zero, meanSquaredError(), sgd(0.1)))),
                weights(wide),
                weights(zero),
                weights(network(inputs("<script>", "x".repeat(200)), dense(outputs("😀", "\"q\"")))),
                weights(network(inputs(3), dense(1000))),
                weightImages(wide, 28, 28));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingLeavesThePictureAndAllHaveWords(Picture picture) {
        Svg svg = new Svg(picture.svg());
        assertThat(picture.svg().length()).isLessThan(300_000);
        assertThat(picture.description()).isNotBlank();
        List<Element> texts = svg.all("text");
        assertThat(texts).allSatisfy(text -> {
            double[] box = Svg.box(text);
            assertThat(box[0]).isGreaterThanOrEqualTo(0);
            assertThat(box[1]).isGreaterThanOrEqualTo(0);
            assertThat(box[2]).isLessThanOrEqualTo(picture.width());
            assertThat(box[3]).isLessThanOrEqualTo(picture.height());
        });
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
    }

    private static List<String> circleFills(Svg svg) {
        return svg.all("circle").stream().map(c -> c.getAttribute("fill")).toList();
    }
}
