package org.cellwise.data;

import java.util.List;
import java.util.function.Function;

/**
 * Rows about to be dealt out.
 *
 * @param deal which of them may go where
 * @param parts makes a dataset of each list of rows; whatever is fitted is fitted on the first
 */
public record Dealt(Deal deal, Function<int[][], List<Dataset>> parts) {
    Split split(int[]... rows) {
        List<Dataset> made = parts.apply(rows);
        return made.size() == 2 ? Split.of(made.get(0), made.get(1)) : new Split(made.get(0), made.get(1), made.get(2));
    }
}
