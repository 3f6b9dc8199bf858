package org.cellwise.data;

import org.cellwise.data.encode.MinMaxScaler;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.StandardScaler;
import org.cellwise.text.Names;
import org.cellwise.text.TextTable;

/**
 * A dataset in parts: rows to train on, rows to watch while training, rows to judge by at the end. All three have the
 * same inputs and outputs, encoded by what was fitted on the training rows.
 *
 * @param train rows to learn from
 * @param validation rows to watch during training; the same as {@code test} where there are two parts only
 * @param test rows held out for the last word
 */
public record Split(Dataset train, Dataset validation, Dataset test) {
    public Split {
        check("training", train, train);
        check("validation", validation, train);
        check("test", test, train);
    }

    /** Two parts: the held-out one serves as validation and as test. */
    public static Split of(Dataset train, Dataset test) {
        return new Split(train, test, test);
    }

    /** Whether validation and test are parts of their own. */
    public boolean hasValidation() {
        return validation != test;
    }

    /**
     * The same parts with features brought to mean 0 and standard deviation 1 on the training part.
     *
     * @param columns features or numeric targets that are not scaled yet; none for all features that are numbers
     */
    public Split standardize(String... columns) {
        return scale(StandardScaler::fit, columns);
    }

    /** As {@link #standardize}, to 0 … 1. */
    public Split normalize(String... columns) {
        return scale(MinMaxScaler::fit, columns);
    }

    /** As {@link #standardize}, by any scaler: {@code split.scale(LogScaler::fit, "price")}. */
    public Split scale(Scaler.Fit scaling, String... columns) {
        return Rescaling.of(this, scaling, columns);
    }

    /**
     * What became of every column, as a table: a raw row, its inputs, what these stand for, and how they were made.
     *
     * @param raw a value for each column; none for the first training row
     */
    public TextTable explain(Object... raw) {
        return ExplainedSplit.of(this, raw);
    }

    /** One raw row as the network expects it; see {@link Dataset#encode}. */
    public double[] encode(Object... raw) {
        return train.encode(raw);
    }

    /** Network outputs in the unit of the targets; see {@link Dataset#decode}. */
    public double[] decode(double... outputs) {
        return train.decode(outputs);
    }

    /** The parts, one a line, with the rows of each class. */
    @Override
    public String toString() {
        String text = "Split\n  train:      " + train.contents();
        if (hasValidation()) {
            text += "\n  validation: " + validation.contents();
        }
        return text + (hasValidation() ? "\n  test:       " : "\n  held out:   ") + test.contents();
    }

    private static void check(String part, Dataset held, Dataset train) {
        if (!held.inputShape().equals(train.inputShape())) {
            throw new IllegalArgumentException("The %s part expects rows of shape %s as in training, but has %s"
                    .formatted(part, train.inputShape(), held.inputShape()));
        }
        Schema wanted = train.schema();
        if (held.isClassification() != wanted.classification()
                || !held.outputNames().equals(wanted.outputNames())) {
            throw new IllegalArgumentException("The %s part expects the outputs (%s) as in training, but has (%s)"
                    .formatted(part, Names.list(wanted.outputNames()), Names.list(held.outputNames())));
        }
        if (!held.schema().targetShape().equals(wanted.targetShape())) {
            throw new IllegalArgumentException("The %s part expects targets of shape %s as in training, but has %s"
                    .formatted(part, wanted.targetShape(), held.schema().targetShape()));
        }
        if (!held.hasWeight()) {
            throw new IllegalArgumentException(
                    "The %s part expects some weight above 0, but all of its %s weigh 0: split with another seed, or leave rows of weight 0 out"
                            .formatted(part, Names.count(held.size(), "row")));
        }
        if (wanted.classification() && !wanted.hasPositions()) {
            requireSeen(part, held, train);
        }
    }

    private static void requireSeen(String part, Dataset held, Dataset train) {
        int[] seen = train.classCounts();
        int[] asked = held.classCounts();
        for (int c = 0; c < seen.length; c++) {
            if (seen[c] == 0 && asked[c] > 0) {
                throw new IllegalArgumentException(
                        "The %s part has %s rows of class \"%s\", but the training part has none: put rows of every class into training"
                                .formatted(part, asked[c], train.outputNames().get(c)));
            }
        }
    }
}
