package org.cellwise.op.loss;

import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;

/**
 * A loss of each row (all axes but the last taken as one) by itself: predictions (…, C), out (…). A row whose loss counts
 * nothing, because its upstream gradient is 0, gets no gradient, even where its slope is not finite.
 */
interface RowLoss extends Ranged {
    /** What errors call it. */
    String inWords();

    /** One row of the output, {@code node.output().data()[row]}. */
    void forward(Node node, int row);

    /** Adds the slopes of one row. */
    void backward(Node node, int row, float upstream);

    @Override
    default int items(Node node) {
        return node.output().size();
    }

    @Override
    default long cost(Node node) {
        return 20L * node.input(0).shape().last();
    }

    @Override
    default void forward(Node node, int from, int to) {
        for (int row = from; row < to; row++) {
            forward(node, row);
        }
    }

    @Override
    default void backward(Node node, int from, int to) {
        float[] dy = node.output().gradient();
        for (int row = from; row < to; row++) {
            if (dy[row] != 0) {
                backward(node, row, dy[row]);
            }
        }
    }

    /** Whether targets are one class index for each row (…), or (…, 1), rather than something as wide as predictions. */
    static boolean areIndices(Shape targets, Shape predictions) {
        return targets.isRowsOf(predictions) || !targets.equals(predictions) && targets.equals(predictions.withLast(1));
    }
}
