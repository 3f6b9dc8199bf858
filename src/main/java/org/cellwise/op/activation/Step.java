package org.cellwise.op.activation;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = 1 where x exceeds the threshold θ, else 0. It has no slope to learn from, so backward refuses. NaN stays NaN. */
public record Step(float threshold) implements Elementwise {
    public Step {
        SameShape.requireFinite("step", threshold);
    }

    public static final String NO_SLOPE =
            "step(θ) cannot be trained: it is flat on both sides of its threshold, so there is no"
                    + " slope for back-propagation to follow. Train with sigmoid() or relu(θ) in its place, or with"
                    + " straightThroughStep(θ), which pretends to a slope of 1 near θ";

    @Override
    public void forward(Node node, int from, int to) {
        Tensor input = node.input(0);
        for (int i = from; i < to; i++) {
            node.output().data()[i] = step(input.data()[input.offset() + i], threshold);
        }
    }

    static float step(float x, float threshold) {
        return x > threshold ? 1f : x <= threshold ? 0f : Float.NaN;
    }

    @Override
    public void backward(Node node, int from, int to) {
        throw new IllegalStateException(NO_SLOPE);
    }
}
