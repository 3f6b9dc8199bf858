package org.cellwise;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Source;
import org.cellwise.data.Split;
import org.cellwise.notebook.Button;
import org.cellwise.notebook.Control;
import org.cellwise.notebook.Interaction;
import org.cellwise.notebook.TrainingPanel;
import org.cellwise.notebook.Widget;
import org.cellwise.text.Given;
import org.cellwise.train.Trainer;

/**
 * What the reader of a page moves and presses. Alive on the bundled kernel, in front ends with ipywidgets 8; elsewhere, and in
 * a saved notebook, each says in words how it is set.
 */
abstract class WidgetFunctions extends LearningPictures {
    WidgetFunctions() {}

    /** A slider, and below it what a function makes of its number, anew as it moves: {@code interact(range(0, 1), v -> v * v)}. */
    public static void interact(Range range, Function<Double, ?> shown) {
        interact(slider("", range), shown);
    }

    /** A control, and below it what a function makes of its value: {@code interact(choice("bird", "owl", "wren"), b -> b)}. */
    public static <T> void interact(Control<T> control, Function<? super T, ?> shown) {
        Interaction.show(control, shown);
    }

    /**
     * Two controls, and below them what a function makes of their values:
     * {@code interact(slider("x", range(0, 1)), slider("y", range(0, 1)), (x, y) -> x * y)}.
     */
    public static <T, U> void interact(Control<T> first, Control<U> second, BiFunction<? super T, ? super U, ?> shown) {
        Interaction.show(first, second, shown);
    }

    /** A slider from one number to another, in the middle to begin with: {@code slider("rate", range(0, 1))}. */
    public static Control<Double> slider(String label, Range range) {
        Given.require(range, "slider", "a range, such as range(0, 1)");
        return Control.slider(label, range, range.from() / 2 + range.to() / 2);
    }

    /**
     * A slider that begins at a value: {@code slider("rate", range(0, 1), 0.1)}.
     *
     * @throws IllegalArgumentException if the value is not within the range
     */
    public static Control<Double> slider(String label, Range range, double value) {
        return Control.slider(label, range, value);
    }

    /**
     * A list of which one text is chosen: {@code choice("activation", "relu", "tanh")}.
     *
     * @throws IllegalArgumentException if there is no text to choose
     */
    public static Control<String> choice(String label, String... options) {
        return Control.choice(label, options);
    }

    /** A line to type in: {@code textField("name", "Ada")}. */
    public static Control<String> textField(String label, String value) {
        return Control.textField(label, value);
    }

    /** A box to tick: {@code checkbox("with bias", true)}. */
    public static Control<Boolean> checkbox(String label, boolean value) {
        return Control.checkbox(label, value);
    }

    /** A button, and what it does: {@code button("Train", () -> trainer.fit(split, 1))}. */
    public static Button button(String label, Runnable action) {
        return Button.of(label, action);
    }

    /** Widgets beside each other: {@code row(slider("x", range(0, 1)), checkbox("log", false))}. */
    public static Widget row(Widget... widgets) {
        return Widget.row(widgets);
    }

    /** Widgets below each other: {@code column(slider("x", range(0, 1)), checkbox("log", false))}. */
    public static Widget column(Widget... widgets) {
        return Widget.column(widgets);
    }

    /**
     * Training by buttons, play, pause and one epoch, with the learning rate as a slider: {@code trainingPanel(trainer, data)}.
     * The live view of the trainer's own ends with it.
     */
    public static void trainingPanel(Trainer trainer, Source data) {
        TrainingPanel.show(trainer, data);
    }

    /** The same with the training part of a split: {@code trainingPanel(trainer, split)}. */
    public static void trainingPanel(Trainer trainer, Split split) {
        TrainingPanel.show(trainer, split.train());
    }
}
