package org.cellwise.op;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Mean of (prediction - target)² over all numbers: both (…), out a single number. */
record MeanSquaredError() implements Op {
    @Override
    public Shape shape(Node node) {
        Shapes.same("mean squared error", "predictions", node.input(0), "targets", node.input(1));
        return Shape.of();
    }

    @Override
    public void forward(Node node) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            double error = p.data()[p.offset() + i] - t.data()[t.offset() + i];
            sum += error * error;
        }
        node.output().data()[0] = (float) (sum / p.size());
    }

    @Override
    public void backward(Node node) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        float slope = 2 * node.output().gradient()[0] / p.size();
        for (int i = 0; i < p.size(); i++) {
            float change = slope * (p.data()[p.offset() + i] - t.data()[t.offset() + i]);
            if (node.needsGradient(0)) {
                p.gradient()[p.offset() + i] += change;
            }
            if (node.needsGradient(1)) {
                t.gradient()[t.offset() + i] -= change;
            }
        }
    }
}
