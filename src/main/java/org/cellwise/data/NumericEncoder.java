package org.cellwise.data;

import java.util.List;

/**
 * A column of numbers, scaled.
 *
 * @param column its name, also that of the input
 * @param scaler fitted on the training rows
 */
public record NumericEncoder(String column, Scaler scaler) implements ColumnEncoder {
    @Override
    public List<String> inputNames() {
        return List.of(column);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        if (!(raw instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(
                    "\"%s\" expects a finite number, but got %s".formatted(column, quoted(raw)));
        }
        into[at] = scaler.scale(number.doubleValue());
    }

    private static String quoted(Object raw) {
        return raw instanceof String ? "the text \"" + raw + "\"" : String.valueOf(raw);
    }
}
