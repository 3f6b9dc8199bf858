package org.cellwise.layer.norm;

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
 * Brings the numbers of the last axis to a mean square of 1, then scales them by what is learned (Zhang and Sennrich,
 * 2019). Input (…, width), output the same.
 *
 * @param epsilon added to the mean square, so that nothing is divided by 0
 */
public record RmsNorm(double epsilon) implements Layer {
    public RmsNorm {
        if (!(epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("rmsNorm expects a finite epsilon above 0, but got " + epsilon);
        }
    }

    /** Epsilon 10⁻⁵, as in Llama 2. */
    public RmsNorm() {
        this(1e-5);
    }

    /** With another epsilon. */
    public RmsNorm epsilon(double small) {
        return new RmsNorm(small);
    }

    @Override
    public String kind() {
        return "rms_norm";
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Weight scale = scope.bias("weight", Shape.of(input.last()), Initializer.constant(1));
        Op op = Ops.rmsNorm(epsilon);
        return x -> x.tape().apply(op, x, scale.on(x.tape()));
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
