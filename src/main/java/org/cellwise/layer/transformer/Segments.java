package org.cellwise.layer.transformer;

import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * Adds to each place of a sequence what is learned for the text that it belongs to (Devlin et al., 2019). A row is one
 * text here, the first; the rows of the table for further ones are there for weights that were trained with them. Input
 * (length, width), output the same. Parameter: {@code weight} (segments, width).
 *
 * @param segments how many texts the table has a row for
 */
public record Segments(int segments) implements Layer {
    private static final double DEVIATION = 0.02;

    public Segments {
        if (segments < 1) {
            throw new IllegalArgumentException("segments expects at least 1 text, but got " + segments);
        }
    }

    @Override
    public String kind() {
        return "segments";
    }

    @Override
    public boolean isStepwise() {
        return true;
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
        Sequences.check("segments", input);
        Weight table = scope.weight("weight", Shape.of(segments, input.last()), Initializer.normal(DEVIATION));
        Op first = Ops.slice(0, 0, 1);
        return x -> Ops.add(x, x.tape().apply(first, table.on(x.tape())));
    }
}
