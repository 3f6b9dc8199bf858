package org.cellwise.op.activation;

import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/**
 * Sets each number to 0 with probability {@code rate} and scales the others by 1 / (1 - rate), so that the mean stays
 * (Srivastava et al., 2014). Drawn one after the other from the tape's generator, so that threads do not matter.
 */
public record Dropout(float rate) implements SameShape {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout expects a rate from 0 and below 1, but got " + rate);
        }
    }

    @Override
    public double keeps(Node node) {
        return node.output().size();
    }

    /** Leaves in {@code saved(0)} what each number was multiplied by. */
    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        float[] mask = node.saved(0, x.size());
        SeededRandom random = node.random();
        float kept = 1 / (1 - rate);
        for (int i = 0; i < x.size(); i++) {
            mask[i] = random.nextFloat() < rate ? 0 : kept;
            y[i] = x.data()[x.offset() + i] * mask[i];
        }
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        float[] mask = node.saved(0, x.size());
        for (int i = 0; i < x.size(); i++) {
            x.gradient()[x.offset() + i] += dy[i] * mask[i];
        }
    }
}
