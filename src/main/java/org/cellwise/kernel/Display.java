package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** What cells can call by its bare name to show something: IJava's display functions. */
public final class Display {

    private Display() {}

    /** The MIME bundle that {@link #display} would show. */
    public static DisplayData render(Object value) {
        return kernel().renderSafely(value);
    }

    /** The MIME bundle of {@code value} in the given types, for example {@code "text/html"}. */
    public static DisplayData render(Object value, String... mimeTypes) {
        return kernel().renderSafely(value, mimeTypes);
    }

    /** Shows {@code value} below the cell. Returns the id with which {@link #updateDisplay} can replace it. */
    public static String display(Object value) {
        return show(render(value));
    }

    /** Shows {@code value} in the given MIME types. Returns the id with which it can be updated. */
    public static String display(Object value, String... mimeTypes) {
        return show(render(value, mimeTypes));
    }

    /** Replaces what {@link #display} showed under this id. */
    public static void updateDisplay(String id, Object value) {
        kernel().getIO().display.updateDisplay(id, render(value));
    }

    /** Replaces what {@link #display} showed under this id, in the given MIME types. */
    public static void updateDisplay(String id, Object value, String... mimeTypes) {
        kernel().getIO().display.updateDisplay(id, render(value, mimeTypes));
    }

    /** Takes away what the cell has shown and printed so far. */
    public static void clearOutput() {
        kernel().clearOutput(false);
    }

    /** The same; with {@code true} not before something new comes, so that nothing flickers. */
    public static void clearOutput(boolean wait) {
        kernel().clearOutput(wait);
    }

    private static String show(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel().display(data);
        return data.getDisplayId();
    }

    private static CellwiseKernel kernel() {
        return CellFunctions.getKernelInstance();
    }
}
