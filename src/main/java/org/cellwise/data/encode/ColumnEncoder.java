package org.cellwise.data.encode;

import java.util.List;
import java.util.Map;

/** Turns the raw value of one column into the numbers that a network sees. */
public interface ColumnEncoder {
    /** Name of the column that the raw values come from. */
    String column();

    /** Names of the network's inputs that this column becomes, one for each number. */
    List<String> inputNames();

    /** How many numbers one raw value becomes. */
    default int width() {
        return inputNames().size();
    }

    /** Writes the {@link #width()} numbers of one raw value from the given position on. */
    void encode(Object raw, double[] into, int at);

    /** What the numbers from the given position on stand for, as a value of the column, as near as they tell. */
    Object decode(double[] from, int at);

    /** How one of its inputs was scaled; {@link Scaler#NONE} where it is no scaled number. */
    default Scaler scaler(int input) {
        return Scaler.NONE;
    }

    /** The same encoder with other names for its inputs; itself where these are made of its categories. */
    default ColumnEncoder renamed(List<String> inputNames) {
        return this;
    }

    /** What is unlike all that training has seen of this column, in words; null for nothing. */
    default String note(Object raw) {
        return null;
    }

    /** What becomes of a value, in words. */
    String words();

    /** Kind and settings, plain values from which {@link Encoders#of} makes the same encoder again. */
    Map<String, Object> describe();
}
