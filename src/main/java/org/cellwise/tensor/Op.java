package org.cellwise.tensor;

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
}
