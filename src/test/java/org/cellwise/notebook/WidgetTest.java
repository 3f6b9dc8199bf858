package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellwise.chart.plot.Range;
import org.junit.jupiter.api.Test;

/** Widgets without a kernel that keeps them alive, and what they hear; the messages are tested beside Jupyter's client. */
class WidgetTest {

    @Test
    void withoutAKernelTheySayHowTheyAreSet() {
        MimeBundle shown = Widget.row(
                        Control.slider("rate", new Range(0, 1), 0.25),
                        Control.choice("bird", "owl", "wren"),
                        Control.textField("<name>", "Ada"),
                        Control.checkbox("log", true),
                        Button.of("Go", () -> {}))
                .bundle();
        assertThat(shown.plain())
                .isEqualTo("rate: 0.25, from 0 to 1; bird: owl, one of owl, wren; <name>: Ada; log: true; [Go]");
        assertThat(shown.data()).doesNotContainKey(Widget.VIEW);
        assertThat(shown.data().get("text/html")).contains("&lt;name&gt;");
    }

    @Test
    void whatThePageChangesIsHeardOnce() {
        Control<Double> slider = Control.slider("", new Range(0, 1), 0.5);
        List<Double> heard = new ArrayList<>();
        slider.onChange(heard::add);
        slider.hear(Map.of("value", 0.75));
        slider.hear(Map.of("value", 0.75));
        slider.hear(Map.of("value", "no number"));
        slider.hear(Map.of("other", 1));
        slider.set(1.0);
        assertThat(heard).containsExactly(0.75, 1.0);
        assertThat(slider.value()).isEqualTo(1);
    }

    @Test
    void anOptionThatIsNotThereIsNotTaken() {
        Control<String> choice = Control.choice("", "a", "b");
        choice.hear(Map.of("index", 7));
        assertThat(choice.value()).isEqualTo("a");
        assertThatThrownBy(() -> choice.set("c")).hasMessageContaining("There are: a, b");
    }

    @Test
    void mistakesAreTold() {
        assertThatThrownBy(() -> Control.slider("", new Range(0, 1), 2)).hasMessageContaining("from 0 to 1, but got 2");
        assertThatThrownBy(() -> Control.choice("")).hasMessageContaining("but got none");
        assertThatThrownBy(() -> Button.of("", null)).hasMessageContaining("but got null");
        assertThatThrownBy(() -> Widget.row((Widget) null)).hasMessageContaining("but got null");
        assertThatThrownBy(() -> Interaction.show(Control.checkbox("", true), null))
                .hasMessageContaining("interact expects a function");
    }
}
