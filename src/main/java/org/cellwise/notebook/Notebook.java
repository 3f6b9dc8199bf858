package org.cellwise.notebook;

import java.util.Optional;
import org.cellwise.data.Dataset;

/** Shows values in the running notebook. Without one, in a test or a plain program, it does nothing. */
public final class Notebook {
    private Notebook() {}

    /** Shows each value below the running cell, at once and in order. */
    public static void show(Object... values) {
        Optional<Kernel> kernel = Kernel.running();
        if (kernel.isEmpty()) {
            return;
        }
        for (Object value : values == null ? new Object[] {null} : values) {
            Object shown = value == null ? MimeBundle.text("null") : value;
            Publishing.guarded(() -> kernel.get().display(shown, null));
        }
    }

    /** Shows so many rows of a dataset, at most; images as such. */
    public static void showRows(Dataset data, int rows) {
        show(DataView.of(data, rows));
    }
}
