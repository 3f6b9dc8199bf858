package org.cellwise.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.Settings;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * How far the scaled numbers of training rows go. Inputs that are scaled alike, such as the pixels of an image, have one range
 * together; what is not scaled has none. Empty where the rows were not at hand.
 */
final class SeenRanges {
    static final SeenRanges UNKNOWN = new SeenRanges(Map.of(), Map.of());

    private static final double UNLIKE = 0.5; // of the width of a range
    private static final double FAR = 1;
    private static final double ROUNDING = 1e-6; // of float32
    private static final int DIGITS = 6;

    /**
     * In the unit of the network.
     *
     * @param least of the inputs
     * @param largest of them
     */
    private record Range(double least, double largest) {
        /** Whether a number lies beyond it by more than a share of its width. */
        boolean isBeyond(double share, double scaled) {
            double beyond = Math.max(least - scaled, scaled - largest);
            double rounding = ROUNDING * Math.max(1, Math.max(Math.abs(least), Math.abs(largest)));
            return !(beyond <= Math.max(share * (largest - least), rounding));
        }

        String words(Scaler scaler) {
            double low = scaler.unscale(least);
            double high = scaler.unscale(largest);
            double digit = Math.pow(10, Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)))) - DIGITS + 1);
            String from = rounded(low, digit);
            String to = rounded(high, digit);
            return from.equals(to) ? from + " in all rows" : from + " to " + to;
        }

        /** To what float32 keeps of the larger end. */
        private static String rounded(double value, double digit) {
            double whole = digit > 0 ? Math.rint(value / digit) * digit : value;
            return Numbers.significant(whole, DIGITS);
        }
    }

    private final Map<Scaler, Range> ranges;
    private final Map<String, Range> columns; // by the first column of each way of scaling: what a file keeps

    private SeenRanges(Map<Scaler, Range> ranges, Map<String, Range> columns) {
        this.ranges = ranges;
        this.columns = columns;
    }

    /** Of rows, input by input, as these encoders made them. */
    static SeenRanges of(List<ColumnEncoder> encoders, RowStore rows) {
        double[] least = rows.leastFeatures();
        double[] largest = rows.largestFeatures();
        Map<Scaler, Range> ranges = new HashMap<>();
        Map<Scaler, String> first = new LinkedHashMap<>();
        int at = 0;
        for (ColumnEncoder column : encoders) {
            for (int i = 0; i < column.width(); i++, at++) {
                Scaler scaler = column.scaler(i);
                if (!Scaler.NONE.equals(scaler)) {
                    ranges.merge(
                            scaler,
                            new Range(least[at], largest[at]),
                            (a, b) -> new Range(Math.min(a.least, b.least), Math.max(a.largest, b.largest)));
                    first.putIfAbsent(scaler, column.column() + " " + i);
                }
            }
        }
        Map<String, Range> columns = new LinkedHashMap<>();
        first.forEach((scaler, name) -> columns.put(name, ranges.get(scaler)));
        return new SeenRanges(ranges, columns);
    }

    /** Those that described themselves so. */
    static SeenRanges of(List<ColumnEncoder> encoders, Object description) {
        Settings settings = Settings.of("the ranges of numbers", description);
        Map<Scaler, Range> ranges = new HashMap<>();
        Map<String, Range> columns = new LinkedHashMap<>();
        for (ColumnEncoder column : encoders) {
            for (int i = 0; i < column.width(); i++) {
                String name = column.column() + " " + i;
                if (settings.has(name)) {
                    List<Double> ends = settings.numbers(name);
                    if (ends.size() != 2 || !(ends.get(0) <= ends.get(1))) {
                        throw new IllegalArgumentException(
                                "The range of \"%s\" expects two numbers that grow, but got %s"
                                        .formatted(Names.shorten(column.column()), ends));
                    }
                    Range range = new Range(ends.get(0), ends.get(1));
                    ranges.put(column.scaler(i), range);
                    columns.put(name, range);
                }
            }
        }
        settings.end();
        return new SeenRanges(ranges, columns);
    }

    /** A list of both ends for each. */
    Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        columns.forEach((name, range) -> description.put(name, new ArrayList<>(List.of(range.least, range.largest))));
        return description;
    }

    /** Whether it says how far anything goes. */
    boolean isKnown() {
        return !ranges.isEmpty();
    }

    /**
     * What in a row is unlike all that training has seen.
     *
     * @param inputs what it was encoded to
     * @param raw a value for each column
     * @param surelyFar whether only numbers count that surely lie far from those of training
     */
    List<String> notes(List<ColumnEncoder> encoders, double[] inputs, Object[] raw, boolean surelyFar) {
        List<String> notes = new ArrayList<>();
        int at = 0;
        for (int c = 0; c < raw.length; c++) {
            ColumnEncoder column = encoders.get(c);
            String note = surelyFar ? null : column.note(raw[c]);
            for (int i = 0; i < column.width() && note == null && raw[c] != null; i++) {
                note = far(column, i, inputs[at + i], raw[c], surelyFar);
            }
            if (note != null) {
                notes.add(note);
            }
            at += column.width();
        }
        return notes;
    }

    private String far(ColumnEncoder column, int input, double scaled, Object value, boolean surely) {
        Scaler scaler = column.scaler(input);
        Range range = ranges.get(scaler);
        boolean far = range == null
                ? !surely && RawOrScaled.isFar(scaler, scaled)
                : range.isBeyond(surely ? FAR : UNLIKE, scaled);
        return !far
                ? null
                : "\"%s\" is %s, far from all that training has seen%s"
                        .formatted(
                                Names.shorten(column.column()),
                                Names.shorten(String.valueOf(value)),
                                range == null ? "" : " (" + range.words(scaler) + ")");
    }
}
