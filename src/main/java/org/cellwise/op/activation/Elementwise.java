package org.cellwise.op.activation;

import org.cellwise.tensor.Node;

/** An op that maps each number by itself; its items are the numbers. */
public interface Elementwise extends SameShape, Ranged {
    @Override
    default int items(Node node) {
        return node.output().size();
    }

    @Override
    default long cost(Node node) {
        return 1;
    }

    /** So that no range begins within a vector, whose last numbers might be computed another way. */
    @Override
    default int grain() {
        return 64;
    }
}
