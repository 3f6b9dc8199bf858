package org.cellwise.op;

import org.cellwise.tensor.Tensor;

/** Checks that several ops make of their inputs. */
final class Shapes {
    private Shapes() {}

    static void same(String op, String nameA, Tensor a, String nameB, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new IllegalArgumentException("%s expects %s and %s of the same shape, but got %s and %s"
                    .formatted(op, nameA, nameB, a.shape(), b.shape()));
        }
    }
}
