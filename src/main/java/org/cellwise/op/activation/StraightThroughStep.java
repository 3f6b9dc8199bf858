package org.cellwise.op.activation;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/**
 * y = 1 where x exceeds the threshold θ, else 0; backward pretends to a slope of 1 where x is within 1 of θ, else 0: the
 * straight-through estimator (Bengio et al., 2013), cut off where far from θ (Hubara et al., 2016).
 */
public record StraightThroughStep(float threshold) implements Elementwise {
    public StraightThroughStep {
        SameShape.requireFinite("straightThroughStep", threshold);
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor input = node.input(0);
        for (int i = from; i < to; i++) {
            node.output().data()[i] = Step.step(input.data()[input.offset() + i], threshold);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        for (int i = from; i < to; i++) {
            float distance = Math.abs(x.data()[x.offset() + i] - threshold);
            x.gradient()[x.offset() + i] += distance <= 1 ? dy[i] : 0f;
        }
    }
}
