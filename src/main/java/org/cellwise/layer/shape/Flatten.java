package org.cellwise.layer.shape;

import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/** Makes one row of numbers of each image or sequence: input (…), output (n). */
public record Flatten() implements Layer {
    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Op op = Ops.reshape(Shape.of(input.elements()));
        return input.rank() == 1 ? x -> x : x -> x.tape().apply(op, x);
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
