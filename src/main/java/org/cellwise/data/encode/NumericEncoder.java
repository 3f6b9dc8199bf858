package org.cellwise.data.encode;

import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/**
 * A column of numbers, scaled.
 *
 * @param column its name, also that of the input
 * @param scaler fitted on the training rows
 */
public record NumericEncoder(String column, Scaler scaler) implements ColumnEncoder {
    static final String KIND = "numeric";

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
        into[at] = scaler.scale(number(column, raw));
    }

    /** The finite number that a raw value is. */
    static double number(String column, Object raw) {
        if (!(raw instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException("\"%s\" expects a finite number, but got %s%s"
                    .formatted(
                            column,
                            quoted(raw),
                            Missing.is(raw)
                                    ? ": a table fills missing values in by fillMedian(\"%s\")".formatted(column)
                                    : ""));
        }
        return number.doubleValue();
    }

    private static String quoted(Object raw) {
        return raw instanceof String text ? "the text \"" + Names.shorten(text) + "\"" : String.valueOf(raw);
    }

    @Override
    public Double decode(double[] from, int at) {
        return scaler.unscale(from[at]);
    }

    @Override
    public Scaler scaler(int input) {
        return scaler;
    }

    @Override
    public NumericEncoder renamed(List<String> inputNames) {
        return new NumericEncoder(inputNames.get(0), scaler);
    }

    @Override
    public String words() {
        return scaler.words();
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "column", column, "scaler", scaler.describe());
    }

    static NumericEncoder of(Settings settings) {
        return new NumericEncoder(settings.text("column"), Scalers.of(settings.get("scaler")));
    }
}
