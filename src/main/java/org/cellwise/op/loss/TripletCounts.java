package org.cellwise.op.loss;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Which rows count in the mean of {@link HardTriplets} and {@link Contrast}: 1 for those with another row of their class in
 * the batch, and for triplets also a row of another class, else 0. Class indices (B), out (B). Nothing learns through it.
 *
 * @param apart whether there must be another class
 */
record TripletCounts(boolean apart) implements Op {
    @Override
    public Shape shape(Node node) {
        return Shape.of(node.input(0).size());
    }

    @Override
    public void forward(Node node) {
        Tensor labels = node.input(0);
        int rows = labels.size();
        for (int row = 0; row < rows; row++) {
            int same = 0;
            for (int other = 0; other < rows; other++) {
                same += labels.data()[labels.offset() + other] == labels.data()[labels.offset() + row] ? 1 : 0;
            }
            node.output().data()[row] = same > 1 && (same < rows || !apart) ? 1 : 0;
        }
    }

    @Override
    public void backward(Node node) {}
}
