package org.cellwise.data.encode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/**
 * A column of categories as one input: the place of the category among them, from 0. Scaled, it is a grade such as S, M,
 * L; as it is, the index that an embedding expects.
 *
 * @param column its name, also that of the input
 * @param categories in order
 * @param scaler of their places
 */
public record OrdinalEncoder(String column, Categories categories, Scaler scaler) implements ColumnEncoder {
    static final String KIND = "ordinal";

    public OrdinalEncoder {
        if (categories.size() == 0) {
            throw new IllegalArgumentException("\"%s\" expects 1 category or more, but got none".formatted(column));
        }
    }

    @Override
    public List<String> inputNames() {
        return List.of(column);
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        into[at] = scaler.scale(categories.of(column, raw));
    }

    /** The nearest category. */
    @Override
    public String decode(double[] from, int at) {
        long place = Math.round(scaler.unscale(from[at]));
        return categories.texts().get((int) Math.max(0, Math.min(categories.size() - 1, place)));
    }

    @Override
    public Scaler scaler(int input) {
        return scaler;
    }

    @Override
    public OrdinalEncoder renamed(List<String> inputNames) {
        return new OrdinalEncoder(inputNames.get(0), categories, scaler);
    }

    @Override
    public String words() {
        String places = "place from 0 to %s among %s".formatted(categories.size() - 1, Names.list(categories.texts()));
        return scaler.equals(Scaler.NONE) ? places : places + ", " + scaler.words();
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("column", column);
        description.put("categories", categories.texts());
        description.put("scaler", scaler.describe());
        return description;
    }

    static OrdinalEncoder of(Settings settings) {
        return new OrdinalEncoder(
                settings.text("column"),
                new Categories(settings.texts("categories")),
                Scalers.of(settings.get("scaler")));
    }
}
