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
 * Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it by what is learned (Ioffe and
 * Szegedy, 2015). Input (features) or (channels, …), output the same. Prediction uses running means and variances that
 * training measured; so does training once the layer is frozen.
 *
 * @param momentum how far the running numbers move towards those of each batch
 * @param epsilon added to variances, so that nothing is divided by 0
 * @param fixed whether training too uses the running numbers, and leaves them
 */
public record BatchNorm(double momentum, double epsilon, boolean fixed) implements Layer {
    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "batchNorm expects a momentum above 0 and up to 1 and a finite epsilon above 0," + " but got "
                            + momentum + " and " + epsilon);
        }
    }

    /** Momentum 0.1 and epsilon 10⁻⁵. */
    public BatchNorm() {
        this(0.1, 1e-5, false);
    }

    /** With another momentum. */
    public BatchNorm momentum(double share) {
        return new BatchNorm(share, epsilon, fixed);
    }

    /** With running numbers that training uses and leaves, for batches too small to measure anything. */
    public BatchNorm fixedStatistics() {
        return new BatchNorm(momentum, epsilon, true);
    }

    @Override
    public String kind() {
        return "batch_norm";
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
        if (input.rank() == 0) {
            throw new IllegalArgumentException("batchNorm expects rows of numbers, but each row is a single number");
        }
        if (!fixed) {
            Places.checkAllCount("batchNorm", scope, input);
        }
        Shape channels = Shape.of(input.size(0));
        Weight scale = scope.bias("weight", channels, Initializer.constant(1));
        Weight shift = scope.bias("bias", channels, Initializer.zeros());
        Weight mean = scope.state("running_mean", channels, 0);
        Weight variance = scope.state("running_var", channels, 1);
        Op op = Ops.batchNorm(momentum, epsilon, fixed);
        return x ->
                x.tape().apply(op, x, scale.on(x.tape()), shift.on(x.tape()), mean.on(x.tape()), variance.on(x.tape()));
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
