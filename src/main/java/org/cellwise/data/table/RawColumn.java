package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.cellwise.data.encode.GroupedEncoder;
import org.cellwise.data.encode.Neighbours;
import org.cellwise.data.encode.Scaler;
import tech.tablesaw.columns.Column;

/** One column of a table as plain values, by row of the table. */
sealed interface RawColumn {
    String name();

    /** How many rows the table has. */
    int rows();

    /** The value of a row, as an encoder takes it; null or NaN where it is missing. */
    Object value(int row);

    /** Whether a row has no value. */
    default boolean isMissing(int row) {
        return value(row) == null;
    }

    /** Those of these rows that have a value. */
    default int[] present(int... rows) {
        boolean all = Arrays.stream(rows).noneMatch(this::isMissing);
        return all ? rows : Arrays.stream(rows).filter(row -> !isMissing(row)).toArray();
    }

    /**
     * A column of numbers, all finite or missing in the rows that are kept.
     *
     * @param rows how many
     * @param number of a row, NaN where it is missing: those of a table stay there, since a copy would take twice the
     *     memory of what is made of them
     */
    record Numbers(String name, int rows, IntToDoubleFunction number) implements RawColumn {
        @Override
        public Double value(int row) {
            return number.applyAsDouble(row);
        }

        double number(int row) {
            return number.applyAsDouble(row);
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(number(row));
        }

        /** The numbers of all rows. */
        double[] copy() {
            return IntStream.range(0, rows).mapToDouble(number).toArray();
        }

        Scaler scaler(int[] some, Scaler.Fit scaling) {
            return scaling.fit(Arrays.stream(some).mapToDouble(number).toArray());
        }
    }

    /**
     * A column of numbers some of which are guessed where they are missing.
     *
     * @param guesses by row of the table, NaN for none
     */
    record Guessed(Numbers numbers, double[] guesses) implements RawColumn {
        @Override
        public String name() {
            return numbers.name();
        }

        @Override
        public int rows() {
            return numbers.rows();
        }

        @Override
        public Object value(int row) {
            return numbers.isMissing(row) ? Neighbours.guess(guesses[row]) : numbers.value(row);
        }
    }

    /**
     * A column of dates or texts, as they are.
     *
     * @param values a column that nobody else has
     * @param taken rows that have a value
     */
    record Values(String name, Column<?> values, BitSet taken) implements RawColumn {
        @Override
        public int rows() {
            return values.size();
        }

        @Override
        public Object value(int row) {
            return taken.get(row) ? values.get(row) : null;
        }

        @Override
        public boolean isMissing(int row) {
            return !taken.get(row);
        }
    }

    /**
     * A column of categories.
     *
     * @param values by row of the table
     * @param categories those in the rows that are kept, in order. All of them become inputs, wherever they occur:
     *     which categories there are is part of the table's form, and says nothing of the held-out rows.
     */
    record Categories(String name, String[] values, List<String> categories) implements RawColumn {
        /** A column whose categories are in alphabetical order, or in that of their numbers where all are numbers. */
        static Categories of(String name, String[] values, Collection<String> found) {
            return new Categories(name, values, Categories.sorted(found));
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public String value(int row) {
            return values[row];
        }

        /** With {@value GroupedEncoder#OTHER} in place of categories that are in fewer of these rows. */
        Categories joined(int fewest, int... rows) {
            Map<String, Integer> counts = new HashMap<>();
            Arrays.stream(rows).forEach(row -> counts.merge(values[row], 1, Integer::sum));
            List<String> kept = new ArrayList<>(categories.stream()
                    .filter(category -> counts.getOrDefault(category, 0) >= fewest)
                    .toList());
            Set<String> stay = Set.copyOf(kept);
            String[] joined = new String[values.length];
            for (int row = 0; row < values.length; row++) {
                joined[row] = values[row] == null || stay.contains(values[row]) ? values[row] : GroupedEncoder.OTHER;
            }
            if (!kept.contains(GroupedEncoder.OTHER)) {
                kept.add(GroupedEncoder.OTHER);
            }
            return new Categories(name, joined, List.copyOf(kept));
        }

        private static List<String> sorted(Collection<String> found) {
            boolean allNumbers = found.stream().allMatch(Text::isNumber);
            return allNumbers
                    ? found.stream().sorted(Text::compareNumbers).toList()
                    : found.stream().sorted().toList();
        }
    }
}
