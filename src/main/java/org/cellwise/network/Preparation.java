package org.cellwise.network;

import java.util.List;
import java.util.Map;

/**
 * How raw rows become inputs, and outputs answers in the unit of the targets: fitted on data, and kept with the network
 * that was trained on it.
 */
public interface Preparation {
    /** The raw columns, in the order in which {@link #encode} expects their values. */
    List<String> columns();

    /** Names of the inputs that they become, in order. */
    List<String> inputNames();

    /**
     * One raw row as inputs.
     *
     * @param raw a value for each of {@link #columns}
     * @throws IllegalArgumentException if there are more or fewer, or one cannot be what its column holds
     */
    double[] encode(Object... raw);

    /**
     * What in a raw row is unlike all that training has seen, in words, such as a category that is new or a number far
     * from all others; empty for nothing.
     *
     * @throws IllegalArgumentException as {@link #encode} does
     */
    default List<String> notes(Object... raw) {
        return List.of();
    }

    /**
     * Those of the {@link #notes} that are on numbers far beyond all that training has certainly seen, so that the answer says
     * next to nothing.
     *
     * @param inputs what the row was encoded to
     */
    default List<String> far(double[] inputs, Object... raw) {
        return List.of();
    }

    /**
     * Refuses what are raw rows rather than inputs, where that can be told.
     *
     * @throws IllegalArgumentException if most of them are
     */
    default void requireInputs(double[]... rows) {}

    /**
     * Numeric outputs in the unit of the targets.
     *
     * @throws IllegalStateException if the targets were classes
     */
    double[] decode(double... outputs);

    /** Whether the targets were numbers, so that {@link #decode} knows their unit. */
    boolean hasNumericTargets();

    /** The same for outputs that are not those targets. */
    Preparation withoutTargets();

    /** All of it as plain numbers, booleans, texts, lists and maps: what a file keeps. */
    Map<String, Object> describe();
}
