package org.cellwise.layer.sequence;

import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Gated recurrent units (Cho et al., 2014): reads a sequence step by step and keeps a state. Input (length, width), output
 * (length, units), the state after each step, or (units), that after the last. Parameters, with the gates side by side in
 * PyTorch's order: {@code weight} (width, 3 units) and {@code bias} (3 units) for what comes in, {@code state_weight}
 * (units, 3 units) and {@code state_bias} (3 units) for the state before. Steps that {@code masking()} left out leave the
 * state as it is.
 *
 * @param units width of the state
 * @param lastOnly whether only the state after the last step is put out
 */
public record Gru(int units, boolean lastOnly) implements Layer {
    private static final int MOST = Integer.MAX_VALUE / 3; // gates stand side by side

    public Gru {
        if (units < 1 || units > MOST) {
            throw new IllegalArgumentException("gru expects 1 to " + MOST + " units, but got " + units);
        }
    }

    public Gru(int units) {
        this(units, false);
    }

    /** That puts out only the state after the last step, as for classifying sequences. */
    public Gru last() {
        return new Gru(units, true);
    }

    @Override
    public String kind() {
        return "gru";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.RECURRENT).words(kind(), units + " units", lastOnly ? "last state" : "");
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("gru", input);
        Shape gates = Shape.of(3 * units);
        Weight w = scope.weight("weight", gates.prepend(input.last()), Initializer.glorot(), input.last(), units);
        Weight b = scope.bias("bias", gates, Initializer.zeros());
        Weight stateW = scope.weight("state_weight", gates.prepend(units), Initializer.glorot(), units, units);
        Weight stateB = scope.bias("state_bias", gates, Initializer.zeros());
        Mask mask = scope.mask(input.size(0));
        Forward states = x -> {
            Tensor counts = mask == null ? null : mask.on(x.tape());
            Tensor fromInput = Ops.linear(x, w.on(x.tape()), b.on(x.tape()));
            return Ops.gru(fromInput, stateW.on(x.tape()), stateB.on(x.tape()), counts);
        };
        return lastOnly ? Sequences.last(states, input.size(0), units) : states;
    }
}
