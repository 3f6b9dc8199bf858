package org.cellwise.layer;

import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/** Which places of sequences count: what one layer finds out for those after it, anew in each pass. */
public final class Mask {
    private final int length;

    /** Of sequences of so many places. */
    public Mask(int length) {
        this.length = length;
    }

    /** How many places the sequences have. */
    public int length() {
        return length;
    }

    /** In this pass it is (B, length), 0 for each place that does not count. */
    public void is(Tensor places) {
        places.tape().keep(this, places);
    }

    /**
     * What it is in the pass under way; null while the shapes of a layer by itself are worked out.
     *
     * @throws IllegalStateException if the layer that finds it out did not run in this pass
     */
    public Tensor on(Tape tape) {
        Tensor places = tape.kept(this);
        if (places == null && !tape.hasShapesOnly()) {
            throw new IllegalStateException(
                    "masking() was left out of this pass, so that nobody knows which places count:"
                            + " run the whole network");
        }
        return places;
    }
}
