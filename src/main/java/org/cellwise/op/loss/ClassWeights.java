package org.cellwise.op.loss;

import java.util.Arrays;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * How much each row counts in the mean of {@link CrossEntropy} with class weights, as in PyTorch: the weight of its class,
 * or 1 where targets are probabilities. Logits (…, K), targets (…) or (…, K), class weights (K), out (…). Nothing learns
 * through it.
 */
record ClassWeights() implements Op {
    @Override
    public Shape shape(Node node) {
        CrossEntropy.check(node);
        return node.input(0).shape().dropLast();
    }

    @Override
    public void forward(Node node) {
        Tensor targets = node.input(1);
        Tensor weights = node.input(2);
        float[] y = node.output().data();
        int rows = node.output().size();
        if (targets.size() == node.input(0).size()) {
            Arrays.fill(y, 0, rows, 1f);
            return;
        }
        for (int row = 0; row < rows; row++) {
            y[row] = weights.data()[weights.offset() + CrossEntropy.label(targets, row, weights.size())];
        }
    }

    /** The logits give nothing but their shape. */
    @Override
    public void backward(Node node) {}
}
