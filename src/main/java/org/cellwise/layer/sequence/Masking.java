package org.cellwise.layer.sequence;

import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * For sequences of different length, filled up with zeros: has the layers after it leave out the places that hold nothing
 * but zeros, as ids (length) or numbers (length, width). Attention does not see them, recurrent layers keep their state
 * over them, pools do not count them, norms over channels refuse them; all others take them as they are. Passes its input on as it is.
 */
public record Masking() implements Layer {
    @Override
    public String kind() {
        return "masking";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS);
    }

    @Override
    public Axes axes() {
        return Axes.SEQUENCE;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() < 1 || input.rank() > 2) {
            throw new IllegalArgumentException(
                    "masking expects sequences, (length) of whole numbers or (length x width),"
                            + " but each row has shape " + input
                            + ": put it before the first layer that reads the sequence");
        }
        Mask mask = new Mask(input.size(0));
        scope.mask(mask);
        Op op = Ops.present();
        return x -> {
            mask.is(x.tape().apply(op, x));
            return x;
        };
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
