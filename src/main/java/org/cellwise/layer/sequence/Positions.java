package org.cellwise.layer.sequence;

import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Past;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Adds to each place of a sequence what is learned for that place. Input (length, width), output the same. */
public record Positions() implements Layer {
    private static final double DEVIATION = 0.02; // as in GPT-2 (Radford et al., 2019)

    @Override
    public String kind() {
        return "positions";
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
        Sequences.check("positions", input);
        Weight table = scope.weight("weight", input, Initializer.normal(DEVIATION));
        return x -> {
            Past past = x.tape().past();
            int from = past == null ? 0 : past.places();
            int length = x.shape().size(1);
            Tensor all = table.on(x.tape());
            return Ops.add(x, from == 0 && length == input.size(0) ? all : Ops.slice(all, 0, from, from + length));
        };
    }
}
