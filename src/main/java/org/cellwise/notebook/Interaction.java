package org.cellwise.notebook;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Controls, and below them what a function makes of their values, again whenever one changes. */
public final class Interaction {
    private Interaction() {}

    /** @param shown of the value: what a notebook shows below the control */
    public static <T> void show(Control<T> control, Function<? super T, ?> shown) {
        Objects.requireNonNull(shown, "interact expects a function of the value, but got null");
        show(List.of(control), () -> shown.apply(control.value()));
    }

    /** @param shown of the two values */
    public static <T, U> void show(Control<T> first, Control<U> second, BiFunction<? super T, ? super U, ?> shown) {
        Objects.requireNonNull(shown, "interact expects a function of the values, but got null");
        show(List.of(first, second), () -> shown.apply(first.value(), second.value()));
    }

    private static void show(List<Control<?>> controls, Supplier<Object> result) {
        Object first = result.get(); // before anything is shown: it may fail
        Widget row = Control.row(controls);
        Notebook.show(row);
        LiveDisplay below = LiveDisplay.open();
        below.show(bundle(first));
        controls.forEach(control -> control.onChange(value -> row.show(below, bundle(result.get()))));
    }

    static MimeBundle bundle(Object value) {
        if (value == null) {
            return MimeBundle.text("");
        }
        return Renderer.render(value).orElseGet(() -> MimeBundle.text(String.valueOf(value)));
    }
}
