package org.cellwise.notebook.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.cellwise.Cellwise;
import org.cellwise.notebook.Renderer;
import org.junit.jupiter.api.Test;

class HelpTest {

    @Test
    void aFunctionIsShownWithItsSignatureAndExample() {
        String text = Help.of("dense").toString();
        assertThat(text).contains("dense(int ").contains("dense(4)").doesNotContain("{@", "@param", "<p>");
        assertThat(Help.of("dense").html()).contains("<pre><b>", "<code>").doesNotContain("{@");
    }

    @Test
    void everyFunctionOfTheFacadeHasHelp() {
        assertThat(Stream.of(Cellwise.class.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName)
                        .distinct())
                .hasSizeGreaterThan(80)
                .allSatisfy(name -> assertThat(Help.find(name)).as(name).isNotNull());
    }

    @Test
    void aMethodIsFoundWithAndWithoutItsClass() {
        assertThat(Help.of("Trainer.findLearningRate").toString()).contains("findLearningRate(Source data)");
        assertThat(Help.of("findLearningRate(data)").toString()).contains("of Trainer");
    }

    @Test
    void aClassIsShownWithAllThatItHas() {
        assertThat(Help.of("Trainer").toString()).contains("class Trainer", "fit(Split split, Epochs epochs)");
    }

    @Test
    void whatATrainerOrANetworkHasFromOtherFilesIsItsOwn() {
        assertThat(Help.of("Trainer.batchSize").toString()).contains("batchSize(int rows)");
        assertThat(Help.of("Network.save").toString()).contains("Network save(String file)");
        assertThat(Help.of("Network").toString()).contains("withoutUnits(String layer, int... units)");
        assertThatThrownBy(() -> Help.of("KeptNetwork")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allFunctionsAreListedByTopic() {
        String text = Help.topics().toString();
        assertThat(Stream.of(Cellwise.class.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName))
                .allSatisfy(name -> assertThat(text).containsPattern("\\b" + name + "\\b"));
        assertThat(text)
                .contains("Optimizers, schedules and the trainer\n    adagrad adam ")
                .doesNotContain("{@");
        assertThat(Help.topics().html()).contains("<b>Networks, their inputs and outputs</b>", "<code>dense</code>");
    }

    @Test
    void aLayerAnActivationALossAndAScheduleAreDrawn() {
        for (String name : new String[] {"dense", "relu", "huber", "cosineDecay", "lstm", "selfAttention"}) {
            assertThat(Help.of(name).html()).as(name).contains("<img ", "alt=").hasSizeLessThan(60_000);
        }
        assertThat(Help.of("sgd").html()).doesNotContain("<img ");
    }

    @Test
    void whatIsMistypedIsTold() {
        assertThatThrownBy(() -> Help.of("dens")).hasMessageContaining("did you mean \"dense\"?");
        assertThatThrownBy(() -> Help.of(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void commentsBecomeTextAndHtml() {
        Javadoc doc = new Javadoc("""
                Adds {@code a < b} and {@link Other#sum(int, int) sums}, see {@link java.util.List}.

                @param a first
                @return the sum
                @throws java.lang.IllegalStateException if {@code {a}} is odd
                """);
        assertThat(doc.text()).isEqualTo("""
                        Adds a < b and sums, see List.
                            a: first
                            gives the sum
                            IllegalStateException: if {a} is odd""");
        assertThat(doc.html())
                .contains("<code>a &lt; b</code>", "<b>a</b>: first", "<b>gives</b> the sum", "<code>{a}</code>");
    }

    @Test
    void aNotebookShowsItAsHtml() {
        assertThat(Renderer.render(Help.of("relu")).orElseThrow().data()).containsKeys("text/html", "text/plain");
    }
}
