package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cellwise.chart.plot.Range;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A widget that has a value: a slider, a drop-down list, a field of text, a box to tick. Cells read it, {@code rate.value()};
 * code that listens runs as the user changes it.
 */
public final class Control<T> extends Widget {
    private static final int STEPS = 100;

    private final String label;
    private final String limits;
    private final String field; // of the page's state
    private final Function<Object, T> reading; // null for what does not fit
    private final Function<T, Object> writing;
    private final List<Consumer<? super T>> listeners = new ArrayList<>();
    private T value;

    private Control(
            String kind,
            String label,
            String limits,
            String field,
            Function<Object, T> reading,
            Function<T, Object> writing,
            Map<String, Object> state,
            T value) {
        super(kind, state, List.of());
        this.label = Given.require(label, kind, "a label, \"\" for none");
        this.limits = limits;
        this.field = field;
        this.reading = reading;
        this.writing = writing;
        this.value = value;
        change("description", label);
        change(field, writing.apply(value));
    }

    /**
     * A number between two, moved in a hundred steps.
     *
     * @throws IllegalArgumentException if the value is not within the range
     */
    public static Control<Double> slider(String label, Range range, double value) {
        Given.require(range, "slider", "a range, such as range(0, 1)");
        Given.require(label, "slider", "a label, \"\" for none");
        if (!(value >= range.from() && value <= range.to())) {
            throw new IllegalArgumentException("slider expects a value from " + number(range.from()) + " to "
                    + number(range.to()) + ", but got " + number(value));
        }
        double step = (range.to() - range.from()) / STEPS;
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("min", range.from());
        state.put("max", range.to());
        state.put("step", step);
        state.put("readout_format", ".3~g");
        return new Control<>(
                "FloatSlider",
                label,
                ", from " + number(range.from()) + " to " + number(range.to()),
                "value",
                got -> got instanceof Number number ? number.doubleValue() : null,
                number -> number,
                state,
                value);
    }

    /**
     * A positive number between two powers of ten, moved in tenths of the power.
     *
     * @param value is shown in any case: where it lies outside, the powers make room for it
     */
    static Control<Double> powers(String label, int from, int to, double value) {
        double power = Math.log10(value);
        double least = Math.min(from, Math.floor(power));
        double most = Math.max(to, Math.ceil(power));
        return new Control<>(
                "FloatLogSlider",
                label,
                ", from " + number(Math.pow(10, least)) + " to " + number(Math.pow(10, most)),
                "value",
                got -> got instanceof Number number ? number.doubleValue() : null,
                number -> number,
                Map.of("base", 10.0, "min", least, "max", most, "step", 0.1, "readout_format", ".3~g"),
                value);
    }

    /**
     * One of several texts; the first one to begin with.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Control<String> choice(String label, String... options) {
        List<String> all = Arrays.asList(Given.require(options, "choice", "options to choose from"));
        all.forEach(option -> Given.require(option, "choice", "options that are texts"));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("choice expects options to choose from, but got none");
        }
        return new Control<>(
                "Dropdown",
                label,
                ", one of " + Names.list(all),
                "index",
                got -> got instanceof Number index && index.intValue() >= 0 && index.intValue() < all.size()
                        ? all.get(index.intValue())
                        : null,
                option -> index(all, option),
                Map.of("_options_labels", all),
                all.get(0));
    }

    private static int index(List<String> options, String option) {
        int index = options.indexOf(option);
        if (index < 0) {
            throw new IllegalArgumentException("\"" + option + "\" is no option: " + Names.hint(option, options));
        }
        return index;
    }

    /** A line of text. */
    public static Control<String> textField(String label, String value) {
        Objects.requireNonNull(value, "textField expects a text to begin with, but got null");
        return new Control<>(
                "Text",
                label,
                "",
                "value",
                got -> got instanceof String text ? text : null,
                text -> text,
                Map.of("continuous_update", false),
                value);
    }

    /** A box that is ticked or not. */
    public static Control<Boolean> checkbox(String label, boolean value) {
        return new Control<>(
                "Checkbox",
                label,
                "",
                "value",
                got -> got instanceof Boolean ticked ? ticked : null,
                ticked -> ticked,
                Map.of("indent", false),
                value);
    }

    /** What it is set to now. */
    public T value() {
        return value;
    }

    /**
     * Sets it, in the page too, and tells all who listen.
     *
     * @throws IllegalArgumentException if that is none of its options
     */
    public void set(T next) {
        change(field, writing.apply(Objects.requireNonNull(next, label + " expects a value, but got null")));
        take(next);
    }

    /** From now on this runs whenever the value changes; returns this control. */
    public Control<T> onChange(Consumer<? super T> listener) {
        listeners.add(Objects.requireNonNull(listener, "onChange expects what to do, but got null"));
        return this;
    }

    @Override
    void hear(Map<String, Object> changed) {
        T next = reading.apply(changed.get(field));
        if (next != null) {
            take(next);
        }
    }

    private void take(T next) {
        boolean other = !next.equals(value);
        value = next;
        if (other) {
            List.copyOf(listeners).forEach(listener -> listener.accept(next));
        }
    }

    @Override
    public String toString() {
        String shown = value instanceof Double number ? number(number) : String.valueOf(value);
        return (label.isEmpty() ? "" : label + ": ") + shown + limits;
    }

    /** All of them beside each other. */
    static Widget row(List<Control<?>> controls) {
        return Widget.row(controls.toArray(Widget[]::new));
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
