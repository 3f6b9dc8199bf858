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
 * Brings the numbers of the last axis to mean 0 and variance 1, then scales and shifts them by what is learned (Ba et al.,
 * 2016). Input (…, width), output the same.
 *
 * @param epsilon added to variances, so that nothing is divided by 0
 */
public record LayerNorm(double epsilon) implements Layer {
    /** The usual one, 10⁻⁵. */
    public static final double EPSILON = 1e-5;

    public LayerNorm {
        if (!(epsilon > 0 && epsilon <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("layerNorm expects a finite epsilon above 0, but got " + epsilon);
        }
    }

    /** Epsilon 10⁻⁵. */
    public LayerNorm() {
        this(EPSILON);
    }

    /** With another epsilon. */
    public LayerNorm epsilon(double small) {
        return new LayerNorm(small);
    }

    @Override
    public String kind() {
        return "layer_norm";
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
        Shape width = Shape.of(input.last());
        Weight scale = scope.bias("weight", width, Initializer.constant(1));
        Weight shift = scope.bias("bias", width, Initializer.zeros());
        Op op = Ops.layerNorm(epsilon);
        return x -> x.tape().apply(op, x, scale.on(x.tape()), shift.on(x.tape()));
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
