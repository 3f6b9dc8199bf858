package org.cellwise.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Rows about to be dealt out.
 *
 * @param deal which of them may go where
 * @param parts makes a dataset of each list of rows; whatever is fitted is fitted on the first
 */
public record Dealt(Deal deal, Function<int[][], List<Dataset>> parts) {
    /** Some of the rows, by their places among all: they alone are dealt out. */
    Dealt only(int... rows) {
        return new Dealt(
                deal.only(rows),
                inner -> parts.apply(Arrays.stream(inner)
                        .map(part -> Arrays.stream(part).map(i -> rows[i]).toArray())
                        .toArray(int[][]::new)));
    }

    Split split(int[]... rows) {
        List<Dataset> made = parts.apply(rows);
        return made.size() == 2 ? Split.of(made.get(0), made.get(1)) : new Split(made.get(0), made.get(1), made.get(2));
    }
}
