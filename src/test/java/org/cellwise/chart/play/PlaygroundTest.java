package org.cellwise.chart.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.ToyData;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

class PlaygroundTest {
    private final Dataset moons = ToyData.moons(300, 0.1, new Seed(1));

    private static Network net() {
        return network(seed(2), inputs("x", "y"), dense(8), tanh(), dense(2));
    }

    @Test
    void thePageNeedsNothingFromElsewhereAndIsSmall() {
        Playground playground = playground(net(), moons);
        assertThat(playground.html())
                .startsWith("<div id=\"playground-")
                .contains("<img src=\"data:image/svg+xml;base64,")
                .doesNotContain("http://", "https://", "src=\"/", "@import");
        assertThat(playground.html().length()).isLessThan(300_000);
        assertThat(playground.toString()).startsWith("Playground: 42 weights and 300 rows, from epoch 0; receipt ");
    }

    @Test
    void textFromDataEndsNoScript() {
        Network net = network(inputs("</script><b>", "'\"&"), dense(4), relu(), dense(outputs("<!--", "\u2028a")));
        Dataset data = moons.inputs("</script><b>", "'\"&").outputs("<!--", "\u2028a");
        String html = playground(net, data).html();
        assertThat(html.split("</script>", -1)).hasSize(2);
        assertThat(html).doesNotContain("<!--", "<b>").contains("\\u003c/script\\u003e\\u003cb\\u003e");
    }

    @Test
    void heldOutRowsAndRowsThatWeighAreInThePage() {
        Split split = moons.split(0.8, seed(1));
        double[] weights = new double[split.train().size()];
        java.util.Arrays.fill(weights, 2);
        weights[0] = 0;
        Trainer trainer =
                trainer(net(), crossEntropy().classWeights(1, 3), sgd(0.1)).quiet();
        Playground playground = Playground.of(trainer, split.train().weights(weights), split.validation());
        try (Script script = Script.of(playground)) {
            assertThat(script.number("training.held.count")).isEqualTo(60);
            assertThat(script.number("training.train.weights[0]")).isZero();
            assertThat(script.number("training.loss.weights[1]")).isEqualTo(3);
            script.run("training.epoch();");
            assertThat(script.number("training.history[0].held")).isBetween(0.1, 1.0);
        }
    }

    @Test
    void unitsComeAndGoAndTheOthersKeepTheirWeights() {
        try (Script script = Script.of(playground(net(), moons))) {
            script.run("var before = training.layers[0].weight[3]; training.epoch(); training.resize(0, 9);");
            assertThat(script.text("training.sizes()")).isEqualTo("9,9,2");
            script.run("var kept = training.layers[2].weight[15]; training.resize(0, 8); training.epoch();");
            assertThat(script.text("training.sizes() + (training.layers[2].weight.length)"))
                    .isEqualTo("8,8,216");
        }
    }

    @Test
    void whatIsTooLargeOrUnknownIsRefusedInWords() {
        Network wide = network(inputs("x", "y"), dense(200), relu(), dense(100), relu(), dense(2));
        assertThatThrownBy(() -> playground(wide, moons))
                .hasMessageContaining("at most 20000 weights, but the network has 20902");
        assertThatThrownBy(() -> playground(net(), ToyData.moons(10_001, 0.1, new Seed(1))))
                .hasMessageContaining("at most 10000 rows, but there are 10001")
                .hasMessageContaining("data.head(10000)");
        assertThatThrownBy(() -> playground(network(inputs("x", "y"), dense(4), dropout(0.5), dense(2)), moons))
                .hasMessageContaining("dropout_1");
        assertThatThrownBy(() -> playground(trainer(net(), crossEntropy(), rmsProp(0.01)), moons))
                .hasMessageContaining("RMSprop");
        assertThatThrownBy(() -> playground(
                        trainer(net(), loss("own", (p, t) -> crossEntropy().apply(p, t)), adam(0.01)), moons))
                .hasMessageContaining("own");
        assertThatThrownBy(() ->
                        playground(trainer(net(), crossEntropy(), adam(0.01)).schedule(cosineDecay(10)), moons))
                .hasMessageContaining("trainer.schedule(constant())");
    }
}
