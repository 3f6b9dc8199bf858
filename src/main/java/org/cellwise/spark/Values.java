package org.cellwise.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** The numbers of one column in the rows of a partition that can be read. */
final class Values implements Iterator<Double> {
    private final RowForm form;
    private final int index;
    private final Iterator<Row> rows;
    private final Queue<Double> next = new ArrayDeque<>(1);

    private Values(RowForm form, int index, Iterator<Row> rows) {
        this.form = form;
        this.index = index;
        this.rows = rows;
    }

    static Iterator<Double> of(RowForm form, int index, Iterator<Row> rows) {
        return new Values(form, index, rows);
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && rows.hasNext()) {
            try {
                Object[] values = form.read(rows.next());
                if (form.takes(values) && form.misses(values) < 0 && values[index] != null) {
                    next.add((Double) values[index]);
                }
            } catch (IllegalArgumentException e) {
                continue; // told where they were counted
            }
        }
        return !next.isEmpty();
    }

    @Override
    public Double next() {
        hasNext();
        return next.remove();
    }
}
