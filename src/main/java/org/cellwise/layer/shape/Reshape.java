package org.cellwise.layer.shape;

import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * The same numbers in another shape, such as rows of 784 as images (1, 28, 28).
 *
 * @param shape of one row of the output
 */
public record Reshape(Shape shape) implements Layer {
    @Override
    public String kind() {
        return "reshape";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS);
    }

    @Override
    public Axes axes() {
        return Axes.FREE;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Op op = Ops.reshape(shape);
        return x -> x.tape().apply(op, x);
    }

    @Override
    public Scale scale(Scale incoming) {
        return incoming;
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
