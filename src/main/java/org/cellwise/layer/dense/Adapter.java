package org.cellwise.layer.dense;

import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.op.arithmetic.Affine;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * What is added to a dense layer's x W: (α / rank) x D U, of which D (in, rank) and U (rank, units) learn while W is frozen
 * (Hu et al., 2022). U begins as 0.
 *
 * @param rank how many numbers stand between
 * @param alpha times which, over the rank, it counts
 */
public record Adapter(int rank, double alpha) {
    public Adapter {
        if (rank < 1 || !(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException(
                    "An adapter expects a rank of at least 1 and an alpha above 0, but got " + rank + " and " + alpha);
        }
    }

    /**
     * A map from inputs to units with this beside it.
     *
     * @param part what the names of its weights begin with, {@code in.} or nothing
     */
    public Layer.Forward beside(Layer.Forward dense, Scope scope, String part, int in, int units) {
        Weight down = scope.weight(part + "down", Shape.of(in, rank), Initializer.he());
        Weight up = scope.weight(part + "up", Shape.of(rank, units), Initializer.zeros());
        Op times = new Affine((float) (alpha / rank), 0);
        return x -> {
            Tape tape = x.tape();
            Tensor y = dense.apply(x);
            Tensor added = Ops.linear(Ops.linear(x, down.on(tape), null), up.on(tape), null);
            return Ops.add(y, tape.apply(times, added));
        };
    }

    @Override
    public String toString() {
        return "rank " + rank + " at " + alpha;
    }
}
