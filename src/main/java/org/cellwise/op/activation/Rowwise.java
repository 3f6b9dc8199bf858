package org.cellwise.op.activation;

import org.cellwise.tensor.Node;

/** An op that maps each row (all axes but the last taken as one) by itself; its items are the rows. */
public interface Rowwise extends SameShape, Ranged {
    @Override
    default int items(Node node) {
        return node.output().shape().rows();
    }

    @Override
    default long cost(Node node) {
        return 10L * node.output().shape().last();
    }
}
