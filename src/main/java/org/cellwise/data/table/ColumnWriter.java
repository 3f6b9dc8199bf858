package org.cellwise.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellwise.data.column.Parallel;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.Precision;
import org.cellwise.data.encode.QuantileScaler;
import org.cellwise.data.encode.Scaler;

/**
 * Writes the inputs that a column becomes into the rows of a dataset.
 *
 * @param values of the column
 * @param encoder makes {@code encoder.width()} numbers of each
 * @param own in place of these, by row of the dataset; null for none
 * @param into the rows, all 0 before
 * @param width of a row
 * @param at where in each row the numbers of this column begin
 */
record ColumnWriter(RawColumn values, ColumnEncoder encoder, double[][] own, float[] into, int width, int at) {
    private static final String REMEDY = "standardize()";
    private static final int BLOCK = 1024; // rows that one thread writes, column by column, while they are in its cache

    /**
     * Writes these rows of the table, by all columns.
     *
     * @throws IllegalArgumentException if a value does not fit, or those of a column could not be told apart
     */
    static void write(List<ColumnWriter> columns, int... rows) {
        try {
            IntStream.range(0, (rows.length + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
                int end = Math.min(rows.length, (block + 1) * BLOCK);
                columns.forEach(column -> column.write(block * BLOCK, end, rows));
            });
        } catch (IllegalArgumentException e) {
            columns.forEach(column -> column.write(0, rows.length, rows)); // to refuse the first one, not the fastest
            throw e;
        }
        Parallel.map(columns, column -> column.check(rows));
    }

    private void write(int from, int to, int... rows) {
        if (values instanceof RawColumn.Numbers numbers && encoder instanceof NumericEncoder numeric) {
            write(numbers, numeric.scaler(), from, to, rows);
            return;
        }
        if (values instanceof RawColumn.Categories && encoder instanceof OneHotEncoder hot) {
            for (int i = from; i < to; i++) {
                into[i * width + at + position(hot, rows[i])] = 1;
            }
            return;
        }
        double[] encoded = new double[encoder.width()];
        for (int i = from; i < to; i++) {
            encode(rows[i], encoded);
            if (own != null && own[i] != null) {
                System.arraycopy(own[i], 0, encoded, 0, own[i].length);
            }
            for (int j = 0; j < encoded.length; j++) {
                into[i * width + at + j] = narrowed(encoded[j], values, rows[i], REMEDY);
            }
        }
    }

    private void write(RawColumn.Numbers numbers, Scaler scaler, int from, int to, int... rows) {
        for (int i = from; i < to; i++) {
            double number = numbers.number(rows[i]);
            if (!Double.isFinite(number)) {
                encode(rows[i], new double[1]); // which refuses it
            }
            into[i * width + at] = narrowed(scaled(scaler, number, rows[i]), values, rows[i], REMEDY);
        }
    }

    private double scaled(Scaler scaler, double number, int row) {
        try {
            return scaler.scale(number);
        } catch (IllegalArgumentException e) {
            throw misfit(row, e);
        }
    }

    private int position(OneHotEncoder hot, int row) {
        try {
            return hot.position((String) values.value(row));
        } catch (IllegalArgumentException e) {
            throw misfit(row, e);
        }
    }

    private void encode(int row, double[] encoded) {
        try {
            encoder.encode(values.value(row), encoded, 0);
        } catch (IllegalArgumentException e) {
            throw misfit(row, e);
        }
    }

    private IllegalArgumentException misfit(int row, IllegalArgumentException e) {
        String name = "\"" + values.name() + "\"";
        String who = String.valueOf(e.getMessage()).contains(name) ? "" : name + ": ";
        return new IllegalArgumentException(
                "Row %s does not fit the training rows: %s%s".formatted(row, who, e.getMessage()), e);
    }

    private boolean check(int... rows) {
        if (values instanceof RawColumn.Numbers numbers
                && encoder.inputNames().get(0).equals(values.name())) {
            checkPrecision(numbers, encoder.scaler(0), rows, REMEDY);
        }
        return true;
    }

    /** Refuses a column whose values the network could not tell apart. */
    static void checkPrecision(RawColumn.Numbers column, Scaler scaler, int[] rows, String remedy) {
        if (scaler instanceof QuantileScaler) { // which brings all beyond its ends together
            return;
        }
        Supplier<DoubleStream> values =
                () -> Arrays.stream(rows).mapToDouble(column::number).filter(value -> !Double.isNaN(value));
        if (Precision.isLost(scaler, values)) {
            throw new IllegalArgumentException(
                    "\"%s\" has differences too small for the float32 numbers of a network, from %s to %s: add %s, which takes the mean away; if that is there, rows with values far from the others keep these apart"
                            .formatted(
                                    column.name(),
                                    values.get().min().orElseThrow(),
                                    values.get().max().orElseThrow(),
                                    remedy));
        }
    }

    static float narrowed(double value, RawColumn column, int row, String remedy) {
        float narrow = (float) value;
        if (!Float.isFinite(narrow)) {
            throw new IllegalArgumentException(
                    "\"%s\" is too large for a network in row %s (%s): add %s, or leave the row out"
                            .formatted(column.name(), row, column.value(row), remedy));
        }
        return narrow;
    }
}
