package org.cellwise.data.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cellwise.data.ColumnEncoder;
import org.cellwise.data.NumericEncoder;
import org.cellwise.data.OneHotEncoder;
import org.cellwise.data.Scaler;

/** One column of a table as plain values, by row of the table; nothing is missing in the rows that are kept. */
sealed interface RawColumn {
    String name();

    /** The value of a row, as an encoder takes it. */
    Object value(int row);

    /** An encoder for this column; what it learns of the values it learns from these rows alone. */
    ColumnEncoder fit(int[] rows, Scaler.Fit scaling);

    /** A column of numbers, all finite in the rows that are kept. */
    record Numbers(String name, double[] values) implements RawColumn {
        @Override
        public Double value(int row) {
            return values[row];
        }

        @Override
        public NumericEncoder fit(int[] rows, Scaler.Fit scaling) {
            return new NumericEncoder(name, scaler(rows, scaling));
        }

        Scaler scaler(int[] rows, Scaler.Fit scaling) {
            return scaling.fit(
                    Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
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
        public String value(int row) {
            return values[row];
        }

        @Override
        public OneHotEncoder fit(int[] rows, Scaler.Fit scaling) {
            return new OneHotEncoder(name, categories);
        }

        private static List<String> sorted(Collection<String> found) {
            boolean allNumbers = found.stream().allMatch(Text::isNumber);
            return allNumbers
                    ? found.stream().sorted(Text::compareNumbers).toList()
                    : found.stream().sorted().toList();
        }
    }
}
