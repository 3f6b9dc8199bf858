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
        int from = p.offset() + row * width;
        int shift = t.offset() - p.offset();
        float[] predictions = p.data();
        float[] targets = t.data();
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += value(predictions[i], targets[i + shift]);
        }
        node.output().data()[row] = (float) (sum / width);
    }

    @Override
    default void backward(Node node, int row, float upstream) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int width = p.shape().last();
        int from = p.offset() + row * width;
        int shift = t.offset() - p.offset();
        float[] predictions = p.data();
        float[] targets = t.data();
        double each = upstream / (double) width;
        if (node.needsGradient(0)) {
            float[] slopes = p.gradient();
            for (int i = from; i < from + width; i++) {
                slopes[i] += (float) (each * slope(predictions[i], targets[i + shift]));
            }
        }
        if (node.needsGradient(1)) {
            float[] slopes = t.gradient();
            for (int i = from; i < from + width; i++) {
                slopes[i + shift] += (float) (each * targetSlope(predictions[i], targets[i + shift]));
            }
        }
    }
}
