package org.cellwise.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;

/** A way through the rows of a dataset; copying allocates nothing. */
final class DatasetPass implements Source.Pass {
    /** Additions that take as long as fetching a number from memory. */
    private static final int COPY_COST = 4;

    private final Schema schema;
    private final RowStore rows;
    private final int[] order;
    private final Workers.Task copy = this::copy;
    private Batch batch;
    private int first;

    DatasetPass(Schema schema, RowStore rows) {
        this(schema, rows, IntStream.range(0, rows.size()).toArray());
    }

    private DatasetPass(Schema schema, RowStore rows, int[] order) {
        this.schema = schema;
        this.rows = rows;
        this.order = order;
    }

    /** Through the same rows in an order of the caller's, who may change it. */
    DatasetPass through(int... other) {
        return new DatasetPass(schema, rows, other);
    }

    @Override
    public void shuffle(SeededRandom random) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        random.shuffle(order);
    }

    @Override
    public void fill(Batch into, long from, int count, Compute compute) {
        if (from < 0 || count < 0 || from + count > order.length) {
            throw new IndexOutOfBoundsException(
                    "A pass over %s rows has no rows from %s to %s".formatted(order.length, from, from + count - 1));
        }
        if (into.schema() != schema && !into.schema().equals(schema)) {
            throw new IllegalArgumentException(
                    "A batch of %s cannot hold rows of %s: make one by new Batch(data.schema(), rows)"
                            .formatted(into.schema(), schema));
        }
        rows.prepare(into, count);
        if (batch != into) {
            batch = into;
        }
        first = (int) from;
        compute.range(count, COPY_COST * schema.inputShape().elements(), copy);
    }

    @Override
    public int[] rows(long from, int count) {
        return Arrays.copyOfRange(order, (int) from, (int) from + count);
    }

    private void copy(int from, int to) {
        rows.gather(order, first, from, to, batch);
    }
}
