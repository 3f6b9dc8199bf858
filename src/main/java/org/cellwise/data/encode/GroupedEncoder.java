package org.cellwise.data.encode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column whose rare categories, and those never seen in training, count as one: {@value #OTHER}.
 *
 * @param encoder of the categories that are kept, and of {@value #OTHER}
 * @param kept those that are not rare
 */
public record GroupedEncoder(ColumnEncoder encoder, Categories kept) implements ColumnEncoder {
    /** What rare categories become. */
    public static final String OTHER = "other";

    static final String KIND = "grouped";

    public GroupedEncoder {
        if (encoder instanceof GroupedEncoder || encoder instanceof FilledEncoder) {
            throw new IllegalArgumentException(
                    "Categories of \"%s\" are grouped before anything else".formatted(encoder.column()));
        }
        double[] into = new double[encoder.width()];
        encoder.encode(OTHER, into, 0); // fails where it does not know them
        kept.texts().forEach(category -> encoder.encode(category, into, 0));
    }

    @Override
    public String column() {
        return encoder.column();
    }

    @Override
    public List<String> inputNames() {
        return encoder.inputNames();
    }

    @Override
    public int width() {
        return encoder.width();
    }

    /** A missing value is no rare one. */
    @Override
    public void encode(Object raw, double[] into, int at) {
        boolean isKept = Missing.is(raw) || kept.contains(Categories.text(raw));
        encoder.encode(isKept ? raw : OTHER, into, at);
    }

    @Override
    public Object decode(double[] from, int at) {
        return encoder.decode(from, at);
    }

    @Override
    public Scaler scaler(int input) {
        return encoder.scaler(input);
    }

    @Override
    public String words() {
        return "%s; all but %s are \"%s\""
                .formatted(encoder.words(), kept.size() == 1 ? "1 category" : kept.size() + " categories", OTHER);
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("kept", kept.texts());
        description.put("encoder", encoder.describe());
        return description;
    }

    static GroupedEncoder of(Settings settings) {
        return new GroupedEncoder(
                Encoders.within(settings.get("encoder"), KIND, FilledEncoder.KIND),
                new Categories(settings.texts("kept")));
    }
}
