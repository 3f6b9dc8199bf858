package org.cellwise.network;

import java.util.List;
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
}
