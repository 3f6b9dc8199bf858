package org.cellwise.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Tensor;
import org.cellwise.tensor.Tracer;

/** Writes down what runs on a tape as a {@link Trace}. */
final class TraceRecorder implements Tracer {
    private final Map<Tensor, Trace.Value> values = new IdentityHashMap<>();
    private final float[] numbers;
    private final Map<Integer, Parameter> parameters = new HashMap<>();
    private final Map<String, BuiltLayer> layers = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final List<Trace.Step> steps = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Trace.Call> calls = new ArrayList<>();
    private final Trace.Value input;

    /** A layer under way. */
    private record Open(String layer, Trace.Value input, int firstStep, List<Trace.Call> calls) {}

    TraceRecorder(Network network, Tensor x) {
        numbers = network.parameters().values();
        network.parameters().list().forEach(p -> parameters.put(p.offset(), p));
        network.layers().stream().flatMap(BuiltLayer::all).forEach(layer -> layers.put(layer.name(), layer));
        input = new Trace.Value("input", x.shape(), null, x);
        values.put(x, input);
    }

    @Override
    public void enter(String layer, Tensor x) {
        open.push(new Open(layer, value(x), steps.size(), new ArrayList<>()));
    }

    @Override
    public void leave(Tensor y) {
        Open ended = open.pop();
        List<Trace.Step> own = List.copyOf(steps.subList(ended.firstStep, steps.size()));
        Trace.Call call = new Trace.Call(layers.get(ended.layer), ended.input, value(y), List.copyOf(ended.calls), own);
        (open.isEmpty() ? calls : open.peek().calls).add(call);
    }

    @Override
    public void ran(Node node) {
        List<Trace.Value> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs(); i++) {
            inputs.add(value(node.input(i)));
        }
        String layer = open.isEmpty() ? "" : open.peek().layer;
        String name =
                layer.isEmpty() ? node.op().name() : layer + "." + node.op().name();
        Tensor y = node.output();
        Trace.Value output = new Trace.Value(unique(name), y.shape(), null, y);
        values.put(y, output);
        steps.add(new Trace.Step(layer, node, List.copyOf(inputs), output));
    }

    // what no step put out is a parameter, or made within a layer
    private Trace.Value value(Tensor tensor) {
        return values.computeIfAbsent(tensor, t -> {
            Parameter parameter = t.data() == numbers ? parameters.get(t.offset()) : null;
            return new Trace.Value(parameter == null ? constant() : parameter.name(), t.shape(), parameter, t);
        });
    }

    private String constant() {
        return "constant_" + names.merge("constant", 1, Integer::sum);
    }

    private String unique(String name) {
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "_" + count;
    }

    Trace trace(Tensor y) {
        return new Trace(input, value(y), steps, calls);
    }
}
