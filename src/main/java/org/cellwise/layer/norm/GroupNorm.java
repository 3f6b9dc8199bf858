package org.cellwise.layer.norm;

import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * Brings groups of channels of each row to mean 0 and variance 1, whatever the batch, then scales and shifts each channel
 * by what is learned (Wu and He, 2018). Input (channels, …), output the same.
 *
 * @param groups which the channels share evenly; 1 for all channels together
 * @param epsilon added to variances, so that nothing is divided by 0
 */
public record GroupNorm(int groups, double epsilon) implements Layer {
    public GroupNorm {
        if (groups < 1 || !(epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "groupNorm expects at least 1 group and a finite epsilon above 0, but got " + groups + " and "
                            + epsilon);
        }
    }

    /** Epsilon 10⁻⁵. */
    public GroupNorm(int groups) {
        this(groups, 1e-5);
    }

    /** With another epsilon. */
    public GroupNorm epsilon(double small) {
        return new GroupNorm(groups, small);
    }

    @Override
    public String kind() {
        return "group_norm";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS);
    }

    @Override
    public Axes axes() {
        return Axes.CHANNELS;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() < 1 || input.size(0) % groups != 0) {
            throw new IllegalArgumentException("groupNorm expects channels that its " + groups
                    + " groups share evenly, but each row has shape " + input + ": choose a divisor of its channels");
        }
        Places.checkAllCount("groupNorm", scope, input);
        Shape channels = Shape.of(input.size(0));
        Weight scale = scope.bias("weight", channels, Initializer.constant(1));
        Weight shift = scope.bias("bias", channels, Initializer.zeros());
        Op op = Ops.groupNorm(groups, epsilon);
        return x -> x.tape().apply(op, x, scale.on(x.tape()), shift.on(x.tape()));
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
