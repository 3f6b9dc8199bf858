package org.cellwise.layer.sequence;

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
 * One place of each sequence, such as that of a class token. Input (length, width), output (width).
 *
 * @param index counted from 0; negative ones count from the last, which is -1
 */
public record Place(int index) implements Layer {
    @Override
    public String kind() {
        return "place";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS).words("place " + index);
    }

    @Override
    public Axes axes() {
        return Axes.SEQUENCE;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("place", input);
        int at = index < 0 ? input.size(0) + index : index;
        if (at < 0 || at >= input.size(0)) {
            throw new IllegalArgumentException("place(" + index + ") expects sequences that have it, but there are "
                    + input.size(0) + " places, counted from 0, or from the last one as -1");
        }
        Op slice = Ops.slice(1, at, at + 1);
        Op row = Ops.reshape(Shape.of(input.last()));
        return x -> x.tape().apply(row, x.tape().apply(slice, x));
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
