package org.cellwise.layer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.tensor.Tracer;

/**
 * A layer in its place in a network.
 *
 * @param name with those of the layers around it, such as {@code dense_1} or {@code residual_1.dense_2}
 * @param layer the description it was built from
 * @param forward its function
 * @param input shape of one row that it reads
 * @param output shape of one row that it puts out
 * @param parameters its own and those of the layers in it, none for activations
 * @param parts the layers in it, in the order in which they were built
 */
public record BuiltLayer(
        String name,
        Layer layer,
        Layer.Forward forward,
        Shape input,
        Shape output,
        List<Parameter> parameters,
        List<BuiltLayer> parts) {
    /** How many numbers training may change, frozen ones included. */
    public long parameterCount() {
        return parameters.stream()
                .filter(p -> p.role() != Parameter.Role.STATE)
                .mapToLong(Parameter::size)
                .sum();
    }

    /** How many numbers training changes. */
    public long learningCount() {
        return parameters.stream()
                .filter(Parameter::trainable)
                .mapToLong(Parameter::size)
                .sum();
    }

    /** Whether training changes any of its numbers. */
    public boolean trainable() {
        return parameters.stream().anyMatch(Parameter::trainable);
    }

    /** What the layer is. */
    public Description description() {
        return layer.describe();
    }

    /** This layer and all those in it, however deep. */
    public Stream<BuiltLayer> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(BuiltLayer::all));
    }

    /** {@code dense_1: dense(4), output 4, parameters dense_1.weight (3 x 4), dense_1.bias (4)}. */
    @Override
    public String toString() {
        String own = parameters.stream().map(Parameter::toString).collect(Collectors.joining(", "));
        return name + ": " + layer + ", output " + output + (own.isEmpty() ? "" : ", parameters " + own);
    }

    /** A layer's function that tells a tracer where it begins and ends. */
    record Traced(String name, Layer.Forward forward) implements Layer.Forward {
        @Override
        public Tensor apply(Tensor x) {
            Tracer tracer = x.tape().tracer();
            if (tracer == null) {
                return forward.apply(x);
            }
            tracer.enter(name, x);
            Tensor y = forward.apply(x);
            tracer.leave(y);
            return y;
        }

        @Override
        public Layer.Forward then(Op activation) {
            return forward.then(activation);
        }
    }
}
