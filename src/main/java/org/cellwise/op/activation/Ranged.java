package org.cellwise.op.activation;

import org.cellwise.math.Compute;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;

/**
 * An op whose items (numbers, rows, images) do not depend on each other, so that threads may share them. Each item is
 * computed the same way by whichever thread: the number of threads does not change a bit.
 */
public interface Ranged extends Op {
    /** Work under which no second thread could help: it runs at once, without making a task. */
    int SMALL = 1 << 14;

    /** How many items there are. */
    int items(Node node);

    /** About how many additions an item costs. */
    long cost(Node node);

    /** Ranges begin at multiples of it. */
    default int grain() {
        return 1;
    }

    /** Asks for the saved buffers once, before several threads do. */
    default void prepare(Node node) {}

    /** Computes the items from (inclusive) to (exclusive). */
    void forward(Node node, int from, int to);

    /** Adds the gradients that come from the items from (inclusive) to (exclusive). */
    void backward(Node node, int from, int to);

    @Override
    default void forward(Node node) {
        prepare(node);
        int items = items(node);
        if (isSmall(node, items, cost(node))) {
            forward(node, 0, items);
        } else {
            share(node, items, this::forward);
        }
    }

    @Override
    default void backward(Node node) {
        prepare(node);
        int items = items(node);
        if (isSmall(node, items, cost(node))) {
            backward(node, 0, items);
        } else {
            share(node, items, this::backward);
        }
    }

    /** Whether so much work stays on one thread without asking. */
    static boolean isSmall(Node node, int items, long cost) {
        return node.compute().threads() == 1 || items <= 1 || (double) items * cost < SMALL;
    }

    private void share(Node node, int items, Part part) {
        Compute compute = node.compute();
        int grain = grain();
        compute.range(
                (items + grain - 1) / grain,
                grain * cost(node),
                (from, to) -> part.run(node, from * grain, Math.min(items, to * grain)));
    }

    /** One direction of the op over some of its items. */
    @FunctionalInterface
    interface Part {
        void run(Node node, int from, int to);
    }
}
