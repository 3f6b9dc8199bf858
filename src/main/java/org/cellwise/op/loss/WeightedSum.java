package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Σ wᵢ xᵢ, a single number: losses x (…) and weights w (…). What weighs 0 does not count, even where it is not finite.
 */
record WeightedSum() implements Op {
    @Override
    public Shape shape(Node node) {
        Shapes.same("a weighted sum", "losses", node.input(0), "weights", node.input(1));
        return Shape.of();
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
            double weight = w.data()[w.offset() + i];
            sum += weight == 0 ? 0 : weight * x.data()[x.offset() + i];
        }
        node.output().data()[0] = (float) sum;
    }

    @Override
    public void backward(Node node) {
        float upstream = node.output().gradient()[0];
        if (node.needsGradient(0)) {
            node.compute()
                    .math()
                    .axpy(
                            node.input(0).size(),
                            upstream,
                            node.input(1).data(),
                            node.input(1).offset(),
                            node.input(0).gradient(),
                            node.input(0).offset());
        }
        if (node.needsGradient(1)) {
            node.compute()
                    .math()
                    .axpy(
                            node.input(0).size(),
                            upstream,
                            node.input(0).data(),
                            node.input(0).offset(),
                            node.input(1).gradient(),
                            node.input(1).offset());
        }
    }
}
