package org.cellwise.layer.dense;

import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;

/**
 * Two dense maps, the one through silu as a gate for the other (Shazeer, 2020): y = silu(x W₁ + b₁) (x W₂ + b₂). Input (…,
 * in), output (…, units). Parameters: {@code weight} (in, 2 units), W₁ and W₂ side by side, and {@code bias}.
 *
 * @param units how many values it puts out
 * @param biased whether biases are added
 */
public record SwiGlu(int units, boolean biased) implements Layer {
    private static final int MOST = Integer.MAX_VALUE / 2; // both maps stand side by side

    public SwiGlu {
        if (units < 1 || units > MOST) {
            throw new IllegalArgumentException("swiGlu expects 1 to " + MOST + " units, but got " + units);
        }
    }

    /** Without biases, as in Llama. */
    public SwiGlu noBias() {
        return new SwiGlu(units, false);
    }

    @Override
    public String kind() {
        return "swi_glu";
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        return Description.of(this).words("swiglu", units + (units == 1 ? " unit" : " units"));
    }

    @Override
    public Axes axes() {
        return Axes.KEPT;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() < 1 || input.rank() > 2) {
            throw new IllegalArgumentException(
                    "swiGlu expects rows of numbers, but each row has shape " + input + ": put flatten() before it");
        }
        int in = input.last();
        Weight w = scope.weight("weight", Shape.of(in, 2 * units), Initializer.glorot(), in, units);
        Weight b = biased ? scope.bias("bias", Shape.of(2 * units), Initializer.zeros()) : null;
        Op op = Ops.swiGlu();
        return x -> {
            Tape tape = x.tape();
            return tape.apply(op, Ops.linear(x, w.on(tape), b == null ? null : b.on(tape)));
        };
    }
}
