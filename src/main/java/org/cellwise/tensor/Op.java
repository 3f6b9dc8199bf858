package org.cellwise.tensor;

import java.util.List;
import java.util.Map;

/**
 * One differentiable step: from input tensors to one output tensor, and back. An op keeps no state of its own (what
 * forward leaves for backward stands in the {@link Node}), so that one instance serves every tape. Implementations are
 * records: two equal ops do the same.
 */
public interface Op {
    /** The output's shape for the inputs of a node, or an error that says why they do not fit. */
    Shape shape(Node node);

    /** Fills {@code node.output()}; whatever stood there before is garbage. */
    void forward(Node node);

    /**
     * Adds to the gradient of every input that {@linkplain Node#needsGradient needs one}: the output's gradient times
     * the slope of this step (the chain rule).
     */
    void backward(Node node);

    /** What it is called, {@code layer_norm}: the name of its class unless it says otherwise. */
    default String name() {
        return Attributes.name(getClass());
    }

    /** Its settings by name, as plain numbers, booleans, texts, lists and maps: those of its record. */
    default Map<String, Object> attributes() {
        return Attributes.of(this);
    }

    /** What it worked out on the way to its output and is worth a look, such as the weights of attention. */
    default List<Inner> inner(Node node) {
        return List.of();
    }

    /**
     * How many products of two numbers it adds up going forward, where that is what it is made of: matrix products,
     * convolutions, recurrence. What only passes over its numbers counts as 0.
     */
    default double multiplyAdds(Node node) {
        return 0;
    }

    /** How many numbers besides its output training keeps from forward to backward. */
    default double keeps(Node node) {
        return 0;
    }

    /**
     * Numbers that arise within an op.
     *
     * @param name such as {@code forget gate}
     * @param shape with the rows of the batch first
     * @param values a copy, in the order of the shape
     */
    record Inner(String name, Shape shape, double[] values) {}
}
