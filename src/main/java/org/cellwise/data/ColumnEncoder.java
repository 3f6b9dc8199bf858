package org.cellwise.data;

import java.util.List;

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
}
