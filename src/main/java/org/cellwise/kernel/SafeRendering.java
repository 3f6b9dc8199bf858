package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Arrays;

/** Rendering that cannot fail: a renderer may throw anything, an {@code Error} where fonts are missing for example. */
final class SafeRendering {

    private static final int LONGEST_ARRAY = 10_000; // characters

    private SafeRendering() {}

    static DisplayData render(Renderer renderer, Object value, String... mimeTypes) {
        if (value instanceof DisplayData data) {
            return data;
        }
        if (value == null) {
            return new DisplayData("null");
        }
        try {
            DisplayData data = mimeTypes.length == 0 ? renderer.render(value) : renderer.renderAs(value, mimeTypes);
            if (value.getClass().isArray() && String.valueOf(value).equals(data.getData(MIMEType.TEXT_PLAIN))) {
                data.putText(arrayText(value));
            }
            return data;
        } catch (Throwable e) {
            return new DisplayData(text(value) + "\n(it could not be drawn: " + e + ")");
        }
    }

    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (Throwable e) {
            return value.getClass().getName();
        }
    }

    private static String arrayText(Object array) {
        String text = Arrays.deepToString(new Object[] {array});
        text = text.substring(1, text.length() - 1);
        return text.length() <= LONGEST_ARRAY ? text : text.substring(0, LONGEST_ARRAY) + " …";
    }
}
