package org.cellwise.data.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was chosen for all columns that it suits, and for some by name, whichever was said first.
 *
 * @param all null where nothing was chosen for all
 * @param named by column
 */
record Choice<T>(T all, Map<String, T> named) {
    static <T> Choice<T> forAll(T all) {
        return new Choice<>(all, Map.of());
    }

    /** For these columns; without any for all. */
    Choice<T> with(T chosen, List<String> columns) {
        if (columns.isEmpty()) {
            return new Choice<>(chosen, named);
        }
        Map<String, T> more = new HashMap<>(named);
        columns.forEach(column -> more.put(column, chosen));
        return new Choice<>(all, Map.copyOf(more));
    }

    /** What is chosen for a column, null where nothing is. */
    T of(String column) {
        return named.getOrDefault(column, all);
    }
}
