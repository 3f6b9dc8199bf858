package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** The mean over all numbers of a function of prediction and target: both (…), out a single number. */
public interface MeanLoss extends Op {
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
        Shapes.same("the loss", "predictions", node.input(0), "targets", node.input(1));
        return Shape.of();
    }

    @Override
    default void forward(Node node) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            sum += value(p.data()[p.offset() + i], t.data()[t.offset() + i]);
        }
        node.output().data()[0] = (float) (sum / p.size());
    }

    @Override
    default void backward(Node node) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        double upstream = node.output().gradient()[0] / (double) p.size();
        for (int i = 0; i < p.size(); i++) {
            float prediction = p.data()[p.offset() + i];
            float target = t.data()[t.offset() + i];
            if (node.needsGradient(0)) {
                p.gradient()[p.offset() + i] += (float) (upstream * slope(prediction, target));
            }
            if (node.needsGradient(1)) {
                t.gradient()[t.offset() + i] += (float) (upstream * targetSlope(prediction, target));
            }
        }
    }
}
