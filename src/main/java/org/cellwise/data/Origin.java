package org.cellwise.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Where rows of a dataset come from.
 *
 * @param rows of the table, from 0, one for each row of the dataset
 * @param cells for each column what stands in a row of the table; null for columns whose inputs lead back to it
 */
public record Origin(int[] rows, List<IntFunction<Object>> cells) {
    Origin of(int... some) {
        return new Origin(Arrays.stream(some).map(row -> rows[row]).toArray(), cells);
    }

    /** What stood in a column; null where the inputs say it, or nothing did. */
    Object cell(int row, int column) {
        IntFunction<Object> of = cells.get(column);
        return of == null ? null : of.apply(rows[row]);
    }
}
