package org.cellwise.data;

import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;

/** A way through the rows of a dataset; copying allocates nothing. */
final class DatasetPass implements Source.Pass {
    /** Additions that take as long as fetching a number from memory. */
    private static final int COPY_COST = 4;

    private final Dataset dataset;
    private final int[] order;
    private final Workers.Task copy = this::copy;
    private Batch batch;
    private int first;

    /** Over these rows, in this order. */
    DatasetPass(Dataset dataset, int... order) {
        this.dataset = dataset;
        this.order = order;
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
        if (into.schema() != dataset.schema() && !into.schema().equals(dataset.schema())) {
            throw new IllegalArgumentException(
                    "A batch of %s cannot hold rows of %s: make one by new Batch(data.schema(), rows)"
                            .formatted(into.schema(), dataset.schema()));
        }
        dataset.prepare(into, count);
        batch = into;
        first = (int) from;
        compute.range(count, COPY_COST * dataset.inputShape().elements(), copy);
    }

    private void copy(int from, int to) {
        dataset.gather(order, first, from, to, batch);
    }
}
