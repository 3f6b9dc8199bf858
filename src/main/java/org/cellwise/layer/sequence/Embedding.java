package org.cellwise.layer.sequence;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;

/**
 * A learned row of numbers for each entry of a vocabulary. Input (…) as whole numbers 0 … entries - 1, output (…, width).
 *
 * @param entries how many there are
 * @param width numbers for each
 * @param initializer first numbers; null for those of a normal distribution with deviation 1
 */
public record Embedding(int entries, int width, Initializer initializer) implements Layer {
    public Embedding {
        if (entries < 1 || width < 1) {
            throw new IllegalArgumentException("embedding expects at least 1 entry and 1 number for each, but got "
                    + entries + " entries and width " + width);
        }
    }

    public Embedding(int entries, int width) {
        this(entries, width, null);
    }

    /** With first numbers of your own, such as {@code normal(0.02)}. */
    public Embedding weights(Initializer first) {
        return new Embedding(entries, width, first);
    }

    @Override
    public String kind() {
        return "embedding";
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        return Description.of(this).words("embedding", entries + " x " + width);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Initializer first = initializer == null ? Initializer.normal(1) : initializer;
        Weight table = scope.weight("weight", Shape.of(entries, width), first);
        return x -> Ops.embedding(x, table.on(x.tape()));
    }

    /** Without the first numbers, since a function of your own has no text that stays from run to run. */
    @Override
    public String toString() {
        return "embedding(" + entries + ", " + width + ")";
    }
}
