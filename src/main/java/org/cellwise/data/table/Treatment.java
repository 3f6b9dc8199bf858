package org.cellwise.data.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.Scaling;

/**
 * What is done to columns on their way to vectors.
 *
 * @param dropMissing whether rows with a missing value in a column that is not filled are left out
 * @param scaling of features that are numbers, and by name of targets
 * @param targetScaling of numeric targets that are not named
 * @param encodings of columns that do not become inputs as their type has it
 * @param numbers what stands in for missing numbers
 * @param others what stands in for other missing values
 * @param flags whether there is an input that says that a value is missing
 * @param rare in how many training rows a category must be, at least, to stay by itself
 */
record Treatment(
        boolean dropMissing,
        Choice<Scaler.Fit> scaling,
        Scaler.Fit targetScaling,
        Map<String, Encoding> encodings,
        Choice<Fill> numbers,
        Choice<Fill> others,
        Choice<Boolean> flags,
        Choice<Integer> rare) {
    static final Treatment NONE = new Treatment(
            false,
            Choice.forAll(Scaling.NONE),
            Scaling.NONE,
            Map.of(),
            Choice.forAll(null),
            Choice.forAll(null),
            Choice.forAll(false),
            Choice.forAll(0));

    Treatment withMissingDropped() {
        return new Treatment(true, scaling, targetScaling, encodings, numbers, others, flags, rare);
    }

    Treatment withScaling(Scaler.Fit fit, List<String> columns) {
        return new Treatment(
                dropMissing, scaling.with(fit, columns), targetScaling, encodings, numbers, others, flags, rare);
    }

    Treatment withTargetScaling(Scaler.Fit fit) {
        return new Treatment(dropMissing, scaling, fit, encodings, numbers, others, flags, rare);
    }

    /** In place of what the column was to become before, unless the two go together. */
    Treatment withEncoding(String column, Encoding encoding) {
        Map<String, Encoding> more = new HashMap<>(encodings);
        more.merge(column, encoding, Encoding::and);
        return new Treatment(dropMissing, scaling, targetScaling, Map.copyOf(more), numbers, others, flags, rare);
    }

    Treatment withFill(Fill fill, List<String> columns) {
        Choice<Fill> ofNumbers = fill.suitsNumbers() || !columns.isEmpty() ? numbers.with(fill, columns) : numbers;
        Choice<Fill> ofOthers = fill.suitsOthers() || !columns.isEmpty() ? others.with(fill, columns) : others;
        return new Treatment(dropMissing, scaling, targetScaling, encodings, ofNumbers, ofOthers, flags, rare);
    }

    Treatment withFlags(List<String> columns) {
        return new Treatment(
                dropMissing, scaling, targetScaling, encodings, numbers, others, flags.with(true, columns), rare);
    }

    Treatment withRare(int fewest, List<String> columns) {
        return new Treatment(
                dropMissing, scaling, targetScaling, encodings, numbers, others, flags, rare.with(fewest, columns));
    }

    /** What stands in for missing values of a feature, null where nothing does. */
    Fill fill(String column, boolean isNumber) {
        return isNumber ? numbers.of(column) : others.of(column);
    }

    /** How a numeric target is scaled. */
    Scaler.Fit ofTarget(String column) {
        return scaling.named().getOrDefault(column, targetScaling);
    }

    /** Columns named for something that is done to features alone, by the call that names them. */
    Map<String, Set<String>> namedFeatures() {
        Map<String, Set<String>> named = new LinkedHashMap<>();
        numbers.named().forEach((column, fill) -> add(named, fill.method(), column));
        others.named().forEach((column, fill) -> add(named, fill.method(), column));
        encodings.forEach((column, encoding) -> add(named, encoding.method(), column));
        named.put("flagMissing", flags.named().keySet());
        named.put("groupRare", rare.named().keySet());
        return named;
    }

    private static void add(Map<String, Set<String>> named, String method, String column) {
        named.computeIfAbsent(method, key -> new LinkedHashSet<>()).add(column);
    }

    /**
     * What was chosen for all columns that it suits, and for some by name, whichever was said first.
     *
     * @param all null where nothing was chosen for all
     * @param named by column
     */
    record Choice<T>(T all, Map<String, T> named) {
        static <T> Choice<T> forAll(T all) {
            return new Choice<>(all, Map.of());
        }

        /** For these columns; without any for all. */
        Choice<T> with(T chosen, List<String> columns) {
            if (columns.isEmpty()) {
                return new Choice<>(chosen, named);
            }
            Map<String, T> more = new HashMap<>(named);
            columns.forEach(column -> more.put(column, chosen));
            return new Choice<>(all, Map.copyOf(more));
        }

        /** What is chosen for a column, null where nothing is. */
        T of(String column) {
            return named.getOrDefault(column, all);
        }
    }
}
