package org.cellwise.chart.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.cellwise.text.Numbers;

/** The numbers of a heat map: a rectangle, row by row, with what colours and words need to know of them. */
public final class HeatValues {
    private final double[][] values;

    public HeatValues(double[][] values) {
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("A heat map expects at least one row and one column, but got none");
        }
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != values[0].length) {
                throw new IllegalArgumentException(
                        "A heat map expects rows of equal length, but row 0 has %s numbers and row %s has %s"
                                .formatted(values[0].length, row, values[row].length));
            }
        }
        this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    int rows() {
        return values.length;
    }

    int columns() {
        return values[0].length;
    }

    double at(int row, int column) {
        return values[row][column];
    }

    /** The largest size of a finite number, rounded up to two digits; 1 where all are zero. */
    public double limit() {
        double largest = all().map(Math::abs).max().orElse(0);
        if (largest == 0) {
            return 1;
        }
        BigDecimal limit = new BigDecimal(largest).round(new MathContext(2, RoundingMode.UP));
        return Math.min(4e307, limit.doubleValue()); // twice it must be finite
    }

    /** Whether a number is below zero. */
    boolean hasNegative() {
        return all().anyMatch(value -> value < 0);
    }

    /** What the numbers are like, in words. */
    String describe() {
        String text = rows() + " x " + columns();
        long finite = all().count();
        long others = (long) rows() * columns() - finite;
        if (finite > 0) {
            double low = all().min().getAsDouble();
            double high = all().max().getAsDouble();
            text += low == high ? ", all " + number(low) : ", from " + number(low) + " to " + number(high);
        }
        return others == 0
                ? text
                : text + ", " + others + (others == 1 ? " number is" : " numbers are") + " not finite";
    }

    /**
     * This matrix with at most so many rows and columns. Blocks of equal size become one cell with the number of largest
     * size, and one that is not finite wins, so that nothing that stands out is lost.
     */
    HeatValues shrink(int maxRows, int maxColumns) {
        int tall = (rows() + maxRows - 1) / maxRows;
        int wide = (columns() + maxColumns - 1) / maxColumns;
        if (tall == 1 && wide == 1) {
            return this;
        }
        double[][] small = new double[(rows() + tall - 1) / tall][(columns() + wide - 1) / wide];
        for (int row = 0; row < rows(); row++) {
            double[] into = small[row / tall];
            for (int column = 0; column < columns(); column++) {
                into[column / wide] = stronger(into[column / wide], values[row][column]);
            }
        }
        return new HeatValues(small);
    }

    private static double stronger(double a, double b) {
        return Double.isFinite(a) && !(Math.abs(b) <= Math.abs(a)) ? b : a;
    }

    private DoubleStream all() {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
