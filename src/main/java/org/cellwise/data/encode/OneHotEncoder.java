package org.cellwise.data.encode;

import java.util.List;
import java.util.Map;

/**
 * A column of categories: one input for each, 1 for the category of the row and 0 for the others; the inputs are named
 * {@code column=category}.
 *
 * @param column its name
 * @param categories in the order of the inputs
 */
public record OneHotEncoder(String column, Categories categories) implements ColumnEncoder {
    static final String KIND = "one-hot";

    /** An encoder of these categories, in this order. */
    public OneHotEncoder(String column, List<String> categories) {
        this(column, new Categories(categories));
    }

    @Override
    public List<String> inputNames() {
        return categories.texts().stream()
                .map(category -> column + "=" + category)
                .toList();
    }

    @Override
    public int width() {
        return categories.size();
    }

    /** Position of a category among the inputs of this column; an error for one that was never seen. */
    public int position(String category) {
        return categories.of(column, category);
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        int hot = categories.of(column, raw);
        for (int i = 0; i < categories.size(); i++) {
            into[at + i] = i == hot ? 1 : 0;
        }
    }

    /** The category with the largest number. */
    @Override
    public String decode(double[] from, int at) {
        int largest = 0;
        for (int i = 1; i < categories.size(); i++) {
            largest = from[at + i] > from[at + largest] ? i : largest;
        }
        return categories.texts().get(largest);
    }

    @Override
    public String words() {
        return "1 for the category of the row, 0 for the others";
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "column", column, "categories", categories.texts());
    }

    static OneHotEncoder of(Settings settings) {
        return new OneHotEncoder(settings.text("column"), settings.texts("categories"));
    }
}
