package org.cellwise.layer.dense;

import org.cellwise.layer.Activated;
import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;

/**
 * Every input joined to every unit: y = x W + b, with w[i][j] from input i to unit j. Input (…, in), output (…, units).
 *
 * @param units how many values it puts out
 * @param biased whether a bias is added
 * @param initializer first weights; null for what suits the activation that follows
 * @param outputs names of the units; null for none
 * @param adapter weights of low rank beside W; null for none
 */
public record Dense(int units, boolean biased, Initializer initializer, Outputs outputs, Adapter adapter)
        implements Layer {
    /** Without an adapter. */
    public Dense(int units, boolean biased, Initializer initializer, Outputs outputs) {
        this(units, biased, initializer, outputs, null);
    }

    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("dense expects at least 1 unit, but got " + units);
        }
    }

    /** Without a bias: y = x W. */
    public Dense noBias() {
        return new Dense(units, false, initializer, outputs, adapter);
    }

    /** With first weights of your own. */
    public Dense weights(Initializer first) {
        return new Dense(units, biased, first, outputs, adapter);
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.UNITS).words("dense", units + (units == 1 ? " unit" : " units"));
    }

    @Override
    public Axes axes() {
        return Axes.KEPT;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() < 1 || input.rank() > 2) {
            throw new IllegalArgumentException(
                    "dense expects rows of numbers, but each row has shape " + input + ": put flatten() before it");
        }
        int in = input.last();
        Initializer first = initializer == null ? scope.suited() : initializer;
        Weight w = scope.weight("weight", Shape.of(in, units), first, in, units);
        Weight b = biased ? scope.bias("bias", Shape.of(units), Initializer.constant(0)) : null;
        return adapter == null
                ? new Activated(Ops::linear, w, b)
                : adapter.beside(new Activated(Ops::linear, w, b), scope, "", in, units);
    }

    /** Without the first weights, since a function of your own has no text that stays from run to run. */
    @Override
    public String toString() {
        return "dense(" + units + (biased ? "" : ", no bias") + (adapter == null ? "" : ", " + adapter) + ")";
    }
}
