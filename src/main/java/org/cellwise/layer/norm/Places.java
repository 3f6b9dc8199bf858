package org.cellwise.layer.norm;

import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.tensor.Shape;

/** The check of norms that measure over places. */
final class Places {
    private Places() {}

    /**
     * Fails where sequences turned round, (channels, length), have places that do not count.
     *
     * @throws IllegalArgumentException if {@code masking()} before it left places of these sequences out
     */
    static void checkAllCount(String kind, Scope scope, Shape input) {
        Mask mask = scope.mask();
        if (mask != null && input.rank() == 2 && input.last() == mask.length()) {
            throw new IllegalArgumentException(kind + " measures over all " + input.last()
                    + " places, those too that masking() before it left out: take layerNorm() instead, which brings each place by"
                    + " itself to one scale, without the permute(2, 1) around it");
        }
    }
}
