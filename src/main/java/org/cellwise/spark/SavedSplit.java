package org.cellwise.spark;

import java.io.Serializable;
import org.cellwise.data.Split;

/** The parts of a split as Spark carries them; an executor makes them once. */
final class SavedSplit implements Serializable {
    private static final long serialVersionUID = 1;

    private final SavedRows train;
    private final SavedRows validation; // null where the test rows serve
    private final SavedRows test;
    private transient volatile Split split;

    SavedSplit(Split split) {
        train = new SavedRows(split.train());
        validation = split.hasValidation() ? new SavedRows(split.validation()) : null;
        test = new SavedRows(split.test());
    }

    static long bytes(Split split) {
        return SavedRows.bytes(split.train())
                + SavedRows.bytes(split.test())
                + (split.hasValidation() ? SavedRows.bytes(split.validation()) : 0);
    }

    synchronized Split split() {
        if (split == null) {
            split = validation == null
                    ? Split.of(train.dataset(), test.dataset())
                    : new Split(train.dataset(), validation.dataset(), test.dataset());
        }
        return split;
    }
}
