package org.cellwise.layer.sequence;

import org.cellwise.layer.Layer;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/** The check of layers that read sequences. */
public final class Sequences {
    private Sequences() {}

    public static void check(String kind, Shape input) {
        if (input.rank() != 2) {
            throw new IllegalArgumentException(kind + " expects sequences (length x width), but each row has shape "
                    + input + ": build the network for inputs(length, width), or put embedding(…) or reshape(length,"
                    + " width) before it");
        }
    }

    /** From states (B, length, units) to the last of each, (B, units). */
    static Layer.Forward last(Layer.Forward states, int length, int units) {
        Op last = Ops.slice(1, length - 1, length);
        Op row = Ops.reshape(Shape.of(units));
        return x -> x.tape().apply(row, x.tape().apply(last, states.apply(x)));
    }
}
