package org.cellwise.spark;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.cellwise.data.ShardedRows;

/** The rows of a partition as numbers, one after another; those that cannot be read are left out and counted. */
final class CodedRows {
    private final RowForm form;
    private final RowCoder coder;
    private final boolean dropsMissing;
    private final int partition;
    private final Iterator<Row> rows;
    private final float[] numbers;
    private final BadRows bad = new BadRows();
    private final int inputs;
    private final int targets;
    private long place = -1;

    CodedRows(RowForm form, RowCoder coder, boolean dropsMissing, int partition, Iterator<Row> rows) {
        this.form = form;
        this.coder = coder;
        this.dropsMissing = dropsMissing;
        this.partition = partition;
        this.rows = rows;
        numbers = new float[coder.width()];
        inputs = coder.schema().inputShape().elements();
        targets = coder.schema().targetWidth();
    }

    /** Goes on to the next row; false at the end. */
    boolean next() {
        while (rows.hasNext()) {
            place++;
            try {
                Object[] values = form.read(rows.next());
                int misses = form.takes(values) ? form.misses(values) : -2;
                if (misses == -1) {
                    coder.encode(values, numbers, 0);
                    return true;
                }
                if (misses >= 0 && !dropsMissing) {
                    bad.add(partition, place, "\"%s\" misses a value".formatted(form.name(misses)));
                }
            } catch (IllegalArgumentException e) {
                bad.add(partition, place, e.getMessage());
            }
        }
        return false;
    }

    /** Inputs, targets and the weight, where rows have one, of the row; the same array each time. */
    float[] numbers() {
        return numbers;
    }

    /** As {@link ShardedRows#hash(long, float...)}. */
    long hash() {
        long hash = ShardedRows.hash(numbers, 0, inputs, numbers, inputs, targets);
        return ShardedRows.hash(hash, coder.weighted() ? numbers[numbers.length - 1] : 1);
    }

    BadRows bad() {
        return bad;
    }
}
