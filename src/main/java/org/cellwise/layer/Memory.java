package org.cellwise.layer;

import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/** A sequence that the layers of a decoder look at: what an encoder made, anew in each pass. */
public final class Memory {
    private final Shape shape;
    private final Mask mask;

    /**
     * A sequence of a shape.
     *
     * @param shape (length, width)
     * @param mask which of its places count; null for all
     */
    public Memory(Shape shape, Mask mask) {
        this.shape = shape;
        this.mask = mask;
    }

    /** (length, width) of the sequence. */
    public Shape shape() {
        return shape;
    }

    /** Which of its places count; null for all. */
    public Mask mask() {
        return mask;
    }

    /** In this pass it is (B, length, width). */
    public void is(Tensor sequences) {
        sequences.tape().keep(this, sequences);
    }

    /** What it is in the pass under way; none but its shape while the shapes of a layer by itself are worked out. */
    public Tensor on(Tape tape, int rows) {
        Tensor kept = tape.kept(this);
        if (kept == null && !tape.hasShapesOnly()) {
            throw new IllegalStateException("The encoder was left out of this pass: run the whole encoderDecoder(…)");
        }
        return kept != null ? kept : tape.input(shape.prepend(rows), new float[0]);
    }
}
