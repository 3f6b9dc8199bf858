package org.cellwise.network;

import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.layer.Layer;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;

/**
 * A layer in its place in a network.
 *
 * @param name such as {@code dense_1}
 * @param layer the description it was built from
 * @param forward its function
 * @param output shape of one row that it puts out
 * @param parameters its own, none for activations
 */
public record Block(String name, Layer layer, Layer.Forward forward, Shape output, List<Parameter> parameters) {
    /** How many numbers training may change, frozen ones included. */
    public long parameterCount() {
        return parameters.stream()
                .filter(p -> p.role() != Parameter.Role.STATE)
                .mapToLong(Parameter::size)
                .sum();
    }

    /** Whether training changes any of its numbers. */
    public boolean trainable() {
        return parameters.stream().anyMatch(Parameter::trainable);
    }

    /** {@code dense_1: dense(4), output 4, parameters dense_1.weight (3 x 4), dense_1.bias (4)}. */
    @Override
    public String toString() {
        String own = parameters.stream().map(Parameter::toString).collect(Collectors.joining(", "));
        return "%s: %s, output %s%s".formatted(name, layer, output, own.isEmpty() ? "" : ", parameters " + own);
    }
}
