package org.cellwise.layer.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * Turns axes: the same numbers with the axes of each row in another order, such as images (height, width, channels) as
 * (channels, height, width) by the order 3, 1, 2. Axes count from 1, since 0 is that of the batch.
 *
 * @param order for each axis of the output, which axis of the input it is; each once
 */
public record Permute(Shape order) implements Layer {
    public Permute {
        List<Integer> sorted = IntStream.of(order.sizes()).boxed().sorted().toList();
        if (sorted.isEmpty()
                || !sorted.equals(IntStream.rangeClosed(1, order.rank()).boxed().toList())) {
            throw new IllegalArgumentException(
                    "permute expects each axis once, counted from 1, such as permute(2, 1), but" + " got "
                            + IntStream.of(order.sizes()).boxed().toList());
        }
    }

    @Override
    public String kind() {
        return "permute";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.PASS);
    }

    @Override
    public Axes axes() {
        return Axes.FREE;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() != order.rank()) {
            throw new IllegalArgumentException("permute orders " + order.rank() + " axes, but each row has shape "
                    + input + ": name each of its " + input.rank() + " axes once");
        }
        List<Integer> axes = new ArrayList<>(List.of(0));
        IntStream.of(order.sizes()).forEach(axes::add);
        Op op = Ops.permute(axes);
        return x -> x.tape().apply(op, x);
    }

    @Override
    public Scale scale(Scale incoming) {
        return incoming == Scale.DISTRIBUTION
                ? Scale.PROBABILITIES
                : incoming == Scale.LOG_DISTRIBUTION ? Scale.OPEN : incoming;
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
