package org.cellwise.op.activation;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/** An op that maps each number by itself, or each row, to numbers of the same shape. */
public interface SameShape extends Op {
    @Override
    default Shape shape(Node node) {
        return node.input(0).shape();
    }

    /** Refuses a setting that is infinite or not a number. */
    static void requireFinite(String op, float setting) {
        if (!Float.isFinite(setting)) {
            throw new IllegalArgumentException(op + " expects a finite number, but got " + setting);
        }
    }
}
