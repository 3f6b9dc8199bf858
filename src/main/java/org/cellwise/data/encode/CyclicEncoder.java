package org.cellwise.data.encode;

import java.util.List;
import java.util.Map;
import org.cellwise.text.Numbers;

/**
 * A column of numbers that begin anew, such as hours, as a place on a circle: sine and cosine of
 * {@code 2π · value / period}, so that 23 and 0 are neighbours.
 *
 * @param column its name
 * @param period after which it begins anew, such as 24
 */
public record CyclicEncoder(String column, double period) implements ColumnEncoder {
    static final String KIND = "cyclic";

    public CyclicEncoder {
        Scalers.requireDivisor("cyclic", 0, period);
    }

    @Override
    public List<String> inputNames() {
        return List.of(column + " sin", column + " cos");
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        write(NumericEncoder.number(column, raw) / period, into, at);
    }

    /** The place on the circle after so many turns. */
    static void write(double turns, double[] into, int at) {
        double angle = 2 * Math.PI * (turns - Math.floor(turns));
        into[at] = StrictMath.sin(angle);
        into[at + 1] = StrictMath.cos(angle);
    }

    /** Which part of a turn a place on the circle is, from 0 to 1. */
    static double read(double[] from, int at) {
        double turns = StrictMath.atan2(from[at], from[at + 1]) / (2 * Math.PI);
        return turns < 0 ? turns + 1 : turns;
    }

    /** Within the first period. */
    @Override
    public Double decode(double[] from, int at) {
        return read(from, at) * period;
    }

    @Override
    public String words() {
        return "place on a circle of " + Numbers.significant(period, 6);
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "column", column, "period", period);
    }

    static CyclicEncoder of(Settings settings) {
        return new CyclicEncoder(settings.text("column"), settings.number("period"));
    }
}
