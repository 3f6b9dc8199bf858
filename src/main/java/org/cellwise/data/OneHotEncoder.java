package org.cellwise.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/** A column of categories: one input for each, 1 for the category of the row and 0 for the others. */
public final class OneHotEncoder implements ColumnEncoder {
    private final String column;
    private final List<String> categories;
    private final List<String> inputNames;
    private final Map<String, Integer> positions = new HashMap<>();

    /** An encoder of these categories, in this order; the inputs are named {@code column=category}. */
    public OneHotEncoder(String column, List<String> categories) {
        this.column = column;
        this.categories = List.copyOf(categories);
        this.inputNames =
                categories.stream().map(category -> column + "=" + category).toList();
        for (String category : categories) {
            positions.put(category, positions.size());
        }
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public List<String> inputNames() {
        return inputNames;
    }

    /** How a raw value is named as a category: a whole number without its decimal point, all else as Java prints it. */
    public static String text(Object raw) {
        boolean isWhole = raw instanceof Number number && number.doubleValue() == number.longValue();
        return isWhole ? String.valueOf(((Number) raw).longValue()) : String.valueOf(raw);
    }

    /** Position of a category among the inputs of this column; an error for one that was never seen. */
    public int position(String category) {
        Integer position = positions.get(category);
        if (position == null) {
            throw new IllegalArgumentException("\"%s\" has no category \"%s\": %s"
                    .formatted(column, Names.shorten(category), Names.hint(category, categories)));
        }
        return position;
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        int hot = position(text(raw));
        for (int i = 0; i < categories.size(); i++) {
            into[at + i] = i == hot ? 1 : 0;
        }
    }
}
