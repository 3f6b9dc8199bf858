package org.cellwise.layer;

import java.util.function.UnaryOperator;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * A step of an input, a weight and a bias, which can end in an activation.
 *
 * @param ending the step that ends in an activation (null for none), or null where they do not merge
 * @param op the step as it is
 * @param b null for none
 */
public record Activated(UnaryOperator<Op> ending, Op op, Weight w, Weight b) implements Layer.Forward {
    public Activated(UnaryOperator<Op> ending, Weight w, Weight b) {
        this(ending, ending.apply(null), w, b);
    }

    @Override
    public Tensor apply(Tensor x) {
        Tape tape = x.tape();
        return tape.apply(op, x, w.on(tape), b == null ? null : b.on(tape));
    }

    @Override
    public Layer.Forward then(Op activation) {
        Op both = ending.apply(activation);
        return both == null ? null : new Activated(ending, both, w, b);
    }
}
