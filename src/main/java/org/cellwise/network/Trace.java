package org.cellwise.network;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;

/**
 * One forward pass: which ops ran, in which layer, on what, and what came out. Explanations, diagnosis and pictures read
 * it, and so can whatever writes a network as a graph or as code, whatever its layers are.
 */
public final class Trace {
    private final Value input;
    private final Value output;
    private final List<Step> steps;
    private final List<Call> calls;

    Trace(Value input, Value output, List<Step> steps, List<Call> calls) {
        this.input = input;
        this.output = output;
        this.steps = List.copyOf(steps);
        this.calls = List.copyOf(calls);
    }

    /**
     * Numbers that go from step to step.
     *
     * @param name unique in the trace: {@code input}, a parameter such as {@code dense_1.weight}, a constant such as
     *     {@code constant_1}, or layer and op that put it out, {@code dense_1.linear}
     * @param shape with the rows of the batch first, but for parameters and constants
     * @param parameter whose numbers they are; null for others
     * @param tensor the numbers themselves, live
     */
    public record Value(String name, Shape shape, Parameter parameter, Tensor tensor) {
        /** A copy of the numbers, row by row. */
        public double[] values() {
            return tensor.values();
        }

        /** A copy of their gradients after a backward pass; all 0 where none were needed. */
        public double[] gradients() {
            double[] copy = new double[tensor.size()];
            for (int i = 0; i < copy.length && tensor.needsGradient(); i++) {
                copy[i] = tensor.gradient()[tensor.offset() + i];
            }
            return copy;
        }

        /** Whether all of them are finite. */
        public boolean isFinite() {
            for (int i = 0; i < tensor.size(); i++) {
                if (!Float.isFinite(tensor.data()[tensor.offset() + i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * An op that ran.
     *
     * @param layer name of the innermost layer that it belongs to, {@code residual_1.dense_2}
     * @param inputs in the op's order
     */
    public record Step(String layer, Node node, List<Value> inputs, Value output) {
        public Op op() {
            return node.op();
        }

        /** Settings of the op by name, as plain numbers, booleans, texts, lists and maps. */
        public Map<String, Object> attributes() {
            return op().attributes();
        }

        /** What the op worked out on the way, such as the weights of attention. */
        public List<Op.Inner> inner() {
            return op().inner(node);
        }

        /** The parameters among its inputs. */
        public List<Parameter> parameters() {
            return inputs.stream()
                    .filter(value -> value.parameter() != null)
                    .map(Value::parameter)
                    .toList();
        }

        /** {@code dense_1.linear (1 x 4) = linear(input, dense_1.weight, dense_1.bias)}, with attributes if any. */
        @Override
        public String toString() {
            String read = inputs.stream().map(Value::name).collect(Collectors.joining(", "));
            String settings = attributes().entrySet().stream()
                    .map(e -> ", " + e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining());
            return output.name() + " (" + output.shape() + ") = " + op().name() + "(" + read + settings + ")";
        }
    }

    /**
     * A layer that ran.
     *
     * @param calls of the layers in it, in order
     * @param steps all ops of it, in order, those of the layers in it included; none for one that lets its input through
     */
    public record Call(BuiltLayer layer, Value input, Value output, List<Call> calls, List<Step> steps) {
        /** Of the layer, with those of the layers around it. */
        public String name() {
            return layer.name();
        }

        /** The ops of the layer itself, without those of the layers in it. */
        public List<Step> ownSteps() {
            return steps.stream().filter(step -> step.layer().equals(name())).toList();
        }
    }

    /**
     * One forward pass of a row, as in prediction: every layer, op and number of it.
     *
     * @throws IllegalArgumentException if the row has not as many numbers as the network has inputs, or one is not finite
     */
    public static Trace of(Network network, double... row) {
        Given.require(network, "A trace", "a network, as network(…) makes it");
        return of(network, network.features(row), 1);
    }

    /**
     * As {@link #of(Network, double...)}, for features (rows, input), row by row.
     *
     * @throws IllegalArgumentException if there are no features for so many rows
     */
    public static Trace of(Network network, float[] features, int rows) {
        int width = network.inputShape().elements();
        if (rows < 1 || features.length < (long) rows * width) {
            throw new IllegalArgumentException(
                    "A trace expects 1 row or more of %s inputs, but got %s numbers for %s rows"
                            .formatted(width, features.length, rows));
        }
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        return of(network, tape.input(network.inputShape().prepend(rows), features));
    }

    /** The ops that a row would go through and the shapes that they put out, without numbers. */
    public static Trace structure(Network network) {
        return of(network, Tape.shapes().input(network.inputShape().prepend(1), new float[0]));
    }

    /** Runs a network on a tensor of rows (B, input) and follows it; valid until the tape of the tensor is rewound. */
    public static Trace of(Network network, Tensor x) {
        Tape tape = x.tape();
        TraceRecorder recorder = new TraceRecorder(network, x);
        tape.trace(recorder);
        try {
            return recorder.trace(network.forward(x));
        } finally {
            tape.trace(null);
        }
    }

    public Value input() {
        return input;
    }

    public Value output() {
        return output;
    }

    /** All ops in order. */
    public List<Step> steps() {
        return steps;
    }

    /** The network's layers in order; those in them are in their calls. */
    public List<Call> calls() {
        return calls;
    }

    /** One line for each op. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
