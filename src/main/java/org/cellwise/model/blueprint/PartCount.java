package org.cellwise.model.blueprint;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.tensor.Tracer;

/** Counts what layers in a row take, by building them without weights and following the shapes of one input. */
final class PartCount implements Tracer {
    private final double[] multiplyAdds;
    private final double[] numbers;
    private int depth;
    private int layer = -1;
    private Node before;

    private PartCount(int layers) {
        multiplyAdds = new double[layers];
        numbers = new double[layers];
    }

    static List<Blueprint.Part> of(Shape input, List<Layer> layers) {
        Scope.Row row = Scope.of(Parameters.counted()).build(layers, input);
        PartCount count = new PartCount(layers.size());
        Tape tape = Tape.shapes();
        tape.trace(count);
        row.forward().apply(tape.input(input.prepend(1), new float[0]));
        List<Blueprint.Part> parts = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Blueprint.Part part = count.part(row.layers().get(i), i);
            Blueprint.Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last != null && layers.get(i).equals(layers.get(i - 1))) {
                parts.set(parts.size() - 1, together(last, part));
            } else {
                parts.add(part);
            }
        }
        return List.copyOf(parts);
    }

    private Blueprint.Part part(BuiltLayer built, int i) {
        Description description = built.description();
        return new Blueprint.Part(
                description.kind(),
                1,
                description.words(),
                built.output(),
                built.parameterCount(),
                multiplyAdds[i],
                numbers[i]);
    }

    private static Blueprint.Part together(Blueprint.Part a, Blueprint.Part b) {
        return new Blueprint.Part(
                a.kind(),
                a.count() + b.count(),
                a.words(),
                b.output(),
                a.parameters() + b.parameters(),
                a.multiplyAdds() + b.multiplyAdds(),
                a.numbers() + b.numbers());
    }

    @Override
    public void enter(String name, Tensor x) {
        if (depth++ == 0) {
            layer++;
        }
    }

    @Override
    public void leave(Tensor y) {
        depth--;
    }

    @Override
    public void ran(Node node) {
        multiplyAdds[layer] += node.op().multiplyAdds(node);
        boolean inPlace = before != null && node.input(0) == before.output() && merges(node, before);
        numbers[layer] += (inPlace ? 0 : 2.0 * node.output().size()) + node.op().keeps(node);
        before = node;
    }

    /** Whether a step takes an activation in, which then needs no room of its own. */
    private static boolean merges(Node activation, Node step) {
        String op = step.op().name();
        return (op.equals("linear") || op.equals("conv2d")) && Ops.linear(activation.op()) != null;
    }
}
