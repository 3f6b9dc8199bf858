package org.cellwise.data.column;

import java.util.Arrays;
import java.util.List;

/** One column of a table as plain values. */
public sealed interface Column {
    /** Its name as the table has it; not safe in a page before it is escaped. */
    String name();

    /** What the table calls its type, in a word or two: {@code integer}, {@code local date}. */
    String type();

    /** Number of rows. */
    int size();

    boolean isMissing(int row);

    /** The value of a row as people read it; empty where it is missing. */
    String text(int row);

    /** The values of these rows, in this order. */
    Column rows(int... rows);

    /**
     * Numbers, or points in time.
     *
     * @param values one for each row; NaN where it is missing
     */
    record Numbers(String name, String type, Unit unit, double[] values) implements Column {
        private static final int DIGITS = 6;

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public String text(int row) {
            return unit.text(values[row], DIGITS);
        }

        @Override
        public Numbers rows(int... rows) {
            double[] some = new double[rows.length];
            Arrays.setAll(some, i -> values[rows[i]]);
            return new Numbers(name, type, unit, some);
        }
    }

    /**
     * Texts, or yes and no.
     *
     * @param codes for each row the index of its text; -1 where it is missing
     * @param texts different ones; some may stand in no row
     */
    record Texts(String name, String type, int[] codes, List<String> texts) implements Column {
        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }

        @Override
        public String text(int row) {
            return codes[row] < 0 ? "" : texts.get(codes[row]);
        }

        @Override
        public Texts rows(int... rows) {
            int[] some = new int[rows.length];
            Arrays.setAll(some, i -> codes[rows[i]]);
            return new Texts(name, type, some, texts);
        }

        /** In how many rows each of the texts stands. */
        public int[] counts() {
            int[] counts = new int[texts.size()];
            for (int code : codes) {
                if (code >= 0) {
                    counts[code]++;
                }
            }
            return counts;
        }
    }
}
