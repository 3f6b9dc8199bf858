package org.cellwise.data;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cellwise.data.encode.Scaler;
import org.cellwise.network.Preparation;
import org.cellwise.text.Names;

/**
 * Tells rows that are not prepared as those that a network was trained on, where that changes its answers: scaled by other
 * numbers, or not at all. Rows of another part of the same table, which were scaled by nearly the same numbers, are not.
 */
public final class PreparedOtherwise {
    /** How far parts of one table may be scaled apart, in the unit of the network: where its 0 is, how long its 1. */
    private static final double SHIFT = 0.5;

    private static final double STRETCH = 1.5;
    private static final int LOOKED_AT = 100; // rows

    private PreparedOtherwise() {}

    /**
     * What is prepared otherwise, in words; empty where nothing is, as far as that can be told.
     *
     * @param trained of the network; null for unknown
     */
    public static Optional<String> find(Preparation trained, Source data) {
        if (!(trained instanceof RowEncoder ours)
                || !(data.preparation() instanceof RowEncoder theirs)
                || ours == theirs
                || ours.equals(theirs)
                || ours.width() != theirs.width()
                || ours.targets().size() != theirs.targets().size()) {
            return Optional.empty();
        }
        List<String> inputs = ours.inputNames();
        for (int i = 0; i < ours.width(); i++) {
            if (differ(ours.scaler(i), theirs.scaler(i))) {
                return Optional.of(words(inputs.get(i), ours.scaler(i), theirs.scaler(i)));
            }
        }
        for (int i = 0; i < ours.targets().size(); i++) {
            if (differ(ours.targets().get(i), theirs.targets().get(i))) {
                return Optional.of(words(
                        data.schema().outputNames().get(i),
                        ours.targets().get(i),
                        theirs.targets().get(i)));
            }
        }
        return data instanceof Dataset rows ? unscaled(ours, theirs, rows) : Optional.empty();
    }

    /** Both scale, but not alike. Rows that nothing scaled may have been scaled by hand. */
    private static boolean differ(Scaler ours, Scaler theirs) {
        if (ours.equals(theirs) || ours.equals(Scaler.NONE) || theirs.equals(Scaler.NONE)) {
            return false;
        }
        double start = RawOrScaled.scaled(theirs, ours.unscale(0));
        double step = RawOrScaled.scaled(theirs, ours.unscale(1)) - start;
        return !(Math.abs(start) <= SHIFT && step <= STRETCH && step >= 1 / STRETCH);
    }

    private static String words(String column, Scaler ours, Scaler theirs) {
        return Names.shorten(column) + " is " + ours.words() + " for the network, but " + theirs.words()
                + " in the data";
    }

    /** Rows that nothing scaled, neither by their own preparation nor by hand. */
    private static Optional<String> unscaled(RowEncoder ours, RowEncoder theirs, Dataset rows) {
        boolean inputs = IntStream.range(0, theirs.width()).allMatch(i -> Scaler.NONE.equals(theirs.scaler(i)));
        if (inputs && areRaw(RawOrScaled.of(ours.encoders()), rows, rows::features)) {
            return Optional.of("its rows are scaled for the network, but as in the table in the data");
        }
        boolean targets = !rows.isClassification()
                && rows.schema().positions() == 1
                && theirs.targets().stream().allMatch(Scaler.NONE::equals);
        if (targets && areRaw(new RawOrScaled(ours.targets()), rows, rows::target)) {
            return Optional.of("its targets are scaled for the network, but as in the table in the data");
        }
        return Optional.empty();
    }

    private static boolean areRaw(RawOrScaled kinds, Dataset rows, IntFunction<double[]> numbers) {
        int seen = Math.min(rows.size(), LOOKED_AT);
        return 2
                        * IntStream.range(0, seen)
                                .filter(row -> kinds.isRaw(numbers.apply(row)))
                                .count()
                > seen;
    }
}
