package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Numbers;

/**
 * A column in which a value may be missing: another one stands in for it, and one more input can say so.
 *
 * @param encoder of the values
 * @param value what stands in for a missing one: a number or a text
 * @param flagged whether there is an input {@code column missing}, 1 where the value is missing and 0 elsewhere
 */
public record FilledEncoder(ColumnEncoder encoder, Object value, boolean flagged) implements ColumnEncoder {
    static final String KIND = "filled";

    public FilledEncoder {
        if (encoder instanceof FilledEncoder) {
            throw new IllegalArgumentException("\"%s\" is filled already".formatted(encoder.column()));
        }
        if (!(value instanceof String text && !text.isBlank())
                && !(value instanceof Double number && Double.isFinite(number))) {
            throw new IllegalArgumentException(
                    "\"%s\" expects a finite number or a text that stands in for missing values, but got %s"
                            .formatted(encoder.column(), value));
        }
        encoder.encode(value, new double[encoder.width()], 0); // fails where it does not fit
    }

    @Override
    public String column() {
        return encoder.column();
    }

    @Override
    public List<String> inputNames() {
        List<String> names = new ArrayList<>(encoder.inputNames());
        if (flagged) {
            names.add(column() + " missing");
        }
        return names;
    }

    @Override
    public int width() {
        return encoder.width() + (flagged ? 1 : 0);
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        boolean missing = raw instanceof Guess || Missing.is(raw);
        encoder.encode(raw instanceof Guess guess ? (Double) guess.value() : missing ? value : raw, into, at);
        if (flagged) {
            into[at + encoder.width()] = missing ? 1 : 0;
        }
    }

    /** The value, or nothing where the flag says that it was missing. */
    @Override
    public Object decode(double[] from, int at) {
        return flagged && from[at + encoder.width()] == 1 ? null : encoder.decode(from, at);
    }

    @Override
    public Scaler scaler(int input) {
        return input < encoder.width() ? encoder.scaler(input) : Scaler.NONE;
    }

    @Override
    public ColumnEncoder renamed(List<String> inputNames) {
        return flagged ? this : new FilledEncoder(encoder.renamed(inputNames), value, false);
    }

    @Override
    public String note(Object raw) {
        return Missing.is(raw) ? null : encoder.note(raw);
    }

    @Override
    public String words() {
        return "%s; missing: %s%s"
                .formatted(
                        encoder.words(),
                        value instanceof Double number ? Numbers.significant(number, 4) : "\"" + value + "\"",
                        flagged ? ", flagged" : "");
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("value", value);
        description.put("flagged", flagged);
        description.put("encoder", encoder.describe());
        return description;
    }

    static FilledEncoder of(Settings settings) {
        Object value = settings.get("value");
        return new FilledEncoder(
                Encoders.within(settings.get("encoder"), KIND),
                value instanceof String ? value : (Object) settings.number("value"),
                settings.truth("flagged"));
    }
}
