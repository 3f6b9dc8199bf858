package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** The mean over the outputs of a row of a function of prediction and target: both (…, C), out (…). */
interface OutputLoss extends RowLoss {
    /** The function. */
    double value(float prediction, float target);

    /** Its slope by the prediction. */
    double slope(float prediction, float target);

    /** Its slope by the target; the opposite one where the function reads only their difference. */
    default double targetSlope(float prediction, float target) {
        return -slope(prediction, target);
    }

    @Override
    default Shape shape(Node node) {
        Shapes.same(inWords(), "predictions", node.input(0), "targets", node.input(1));
        return node.input(0).shape().dropLast();
    }

    @Override
    default void forward(Node node, int row) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int width = p.shape().last();
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            sum += value(p.data()[p.offset() + i], t.data()[t.offset() + i]);
        }
        node.output().data()[row] = (float) (sum / width);
    }

    @Override
    default void backward(Node node, int row, float upstream) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int width = p.shape().last();
        double each = upstream / (double) width;
        for (int i = row * width; i < (row + 1) * width; i++) {
            float prediction = p.data()[p.offset() + i];
            float target = t.data()[t.offset() + i];
            if (node.needsGradient(0)) {
                p.gradient()[p.offset() + i] += (float) (each * slope(prediction, target));
            }
            if (node.needsGradient(1)) {
                t.gradient()[t.offset() + i] += (float) (each * targetSlope(prediction, target));
            }
        }
    }
}
