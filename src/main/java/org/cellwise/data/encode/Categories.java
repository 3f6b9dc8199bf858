package org.cellwise.data.encode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/** Different texts in an order, each found by its position: the categories of a column, the words of a vocabulary. */
public final class Categories {
    private final List<String> texts;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * These texts, in this order.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    public Categories(List<String> texts) {
        this.texts = List.copyOf(texts);
        Names.requireDistinct("category", this.texts);
        for (String text : this.texts) {
            positions.put(text, positions.size());
        }
    }

    /** How a raw value is named as a category: a whole number without its decimal point, all else as Java prints it. */
    public static String text(Object raw) {
        boolean isWhole = raw instanceof Number number && number.doubleValue() == number.longValue();
        return isWhole ? String.valueOf(((Number) raw).longValue()) : String.valueOf(raw);
    }

    public List<String> texts() {
        return texts;
    }

    public int size() {
        return texts.size();
    }

    public boolean contains(String text) {
        return positions.containsKey(text);
    }

    /** The position of a text, or {@code otherwise}. */
    public int position(String text, int otherwise) {
        return positions.getOrDefault(text, otherwise);
    }

    /** The position of a category of a column; an error for one that was never seen. */
    int of(String column, Object raw) {
        String category = text(raw);
        Integer position = positions.get(category);
        if (position == null) {
            throw new IllegalArgumentException("\"%s\" has no category \"%s\": %s%s"
                    .formatted(
                            column,
                            Names.shorten(category),
                            Names.hint(category, texts),
                            Missing.is(raw)
                                    ? "; for rows without one call fillMostFrequent(\"%s\"), or fill(\"missing\", \"%s\"), before split"
                                            .formatted(column, column)
                                    : ""));
        }
        return position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Categories categories && categories.texts.equals(texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return Names.list(texts);
    }
}
