package org.cellwise.model.blueprint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final List<Blueprint.Part> parts = new ArrayList<>();
    /** Steps that have room of their own, in order, and the step whose room others have. */
    private final List<Node> steps = new ArrayList<>();

    private final Map<Tensor, Tensor> rooms = new IdentityHashMap<>();
    private int depth;
    private int layer = -1;
    private Node before;

    private PartCount(int layers) {
        multiplyAdds = new double[layers];
        numbers = new double[layers];
    }

    static PartCount of(Shape input, List<Layer> layers) {
        Scope.Row row = Scope.of(Parameters.counted()).build(layers, input);
        PartCount count = new PartCount(layers.size());
        Tape tape = Tape.shapes();
        tape.trace(count);
        row.forward().apply(tape.input(input.prepend(1), new float[0]));
        List<Blueprint.Part> parts = count.parts;
        for (int i = 0; i < layers.size(); i++) {
            Blueprint.Part part = count.part(row.layers().get(i), i);
            Blueprint.Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last != null && layers.get(i).equals(layers.get(i - 1))) {
                parts.set(parts.size() - 1, together(last, part));
            } else {
                parts.add(part);
            }
        }
        return count;
    }

    List<Blueprint.Part> parts() {
        return List.copyOf(parts);
    }

    /** How many gradients of one input are on their way at once going back, where they are the most. */
    double passing() {
        Set<Tensor> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        double passing = 0;
        double most = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Node step = steps.get(i);
            passing += reached.add(step.output()) ? step.output().size() : 0;
            for (int j = 0; j < step.inputs(); j++) {
                Tensor input = rooms.get(step.input(j)); // null for parameters and what comes from outside
                passing += input != null && reached.add(input) ? input.size() : 0;
            }
            most = Math.max(most, passing);
            passing -= step.output().size();
        }
        return most;
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
        numbers[layer] += (inPlace ? 0 : node.output().size()) + node.op().keeps(node);
        rooms.put(node.output(), inPlace ? before.output() : node.output());
        if (!inPlace) {
            steps.add(node);
        }
        before = node;
    }

    /** Whether a step takes an activation in, which then needs no room of its own. */
    private static boolean merges(Node activation, Node step) {
        String op = step.op().name();
        return (op.equals("linear") || op.equals("conv2d")) && Ops.linear(activation.op()) != null;
    }
}
