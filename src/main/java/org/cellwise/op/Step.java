package org.cellwise.op;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = 1 where x exceeds the threshold θ, else 0. It has no slope to learn from, so backward refuses. */
record Step(float threshold) implements Activation {
    @Override
    public void forward(Node node) {
        Tensor input = node.input(0);
        for (int i = 0, n = node.output().size(); i < n; i++) {
            node.output().data()[i] = input.data()[input.offset() + i] > threshold ? 1f : 0f;
        }
    }

    @Override
    public void backward(Node node) {
        throw new IllegalStateException("step(θ) cannot be trained: it is flat on both sides of its threshold, so"
                + " there is no slope for back-propagation to follow. Train with sigmoid() or relu(θ) in its place");
    }
}
