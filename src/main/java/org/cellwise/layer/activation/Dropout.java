package org.cellwise.layer.activation;

import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Numbers;

/**
 * In training, sets each number to 0 with some probability and scales the others up, so that no unit can rely on another
 * (Srivastava et al., 2014); in prediction, lets everything through. Shapes stay as they are.
 *
 * @param rate probability of 0, from 0 and below 1
 */
public record Dropout(double rate) implements Layer {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout expects a rate from 0 and below 1, but got " + rate);
        }
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS).words("dropout " + Numbers.significant(rate, 3));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Op op = Ops.dropout(rate);
        return x -> x.tape().training() && rate > 0 ? x.tape().apply(op, x) : x;
    }

    @Override
    public Scale scale(Scale incoming) {
        return incoming;
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
