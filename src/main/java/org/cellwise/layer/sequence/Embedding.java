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
 */
public record Embedding(int entries, int width) implements Layer {
    public Embedding {
        if (entries < 1 || width < 1) {
            throw new IllegalArgumentException("embedding expects at least 1 entry and 1 number for each, but got "
                    + entries + " entries and width " + width);
        }
    }

    @Override
    public String kind() {
        return "embedding";
    }

    @Override
    public Description describe() {
        return Description.of(this).words("embedding", entries + " x " + width);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Weight table = scope.weight("weight", Shape.of(entries, width), Initializer.normal(1));
        return x -> Ops.embedding(x, table.on(x.tape()));
    }
}
