package org.cellwise.tensor;

/** Follows what runs on a tape, in order; layers contain one another. */
public interface Tracer {
    /**
     * A layer begins.
     *
     * @param layer its name with those of the layers around it, such as {@code residual_1.dense_2}
     */
    void enter(String layer, Tensor x);

    /** The layer that began last, of those still under way, ends. */
    void leave(Tensor y);

    /** An op ran; its node holds inputs and output. */
    void ran(Node node);
}
