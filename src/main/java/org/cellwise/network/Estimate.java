package org.cellwise.network;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * The numbers that a network says of one row, in the unit of the targets.
 *
 * @param names of the numbers
 * @param values one for each
 * @param notes what in the row is unlike all that training has seen, where that is known
 */
public record Estimate(List<String> names, List<Double> values, List<String> notes) {
    private static final int LISTED = 10;
    private static final int DIGITS = 6;

    public Estimate {
        names = List.copyOf(names);
        values = List.copyOf(values);
        notes = List.copyOf(notes);
    }

    /**
     * The number, where there is one.
     *
     * @throws IllegalStateException if there are several
     */
    public double value() {
        if (values.size() != 1) {
            throw new IllegalStateException(
                    "value expects a network with one output, but this one has " + values.size() + ": use values()");
        }
        return values.get(0);
    }

    /** {@code price 412031, taxes 2303}, ten at most; then the notes. */
    @Override
    public String toString() {
        int shown = Math.min(LISTED, values.size());
        return IntStream.range(0, shown)
                        .mapToObj(i -> Names.shorten(names.get(i % names.size())) + " "
                                + Numbers.significant(values.get(i), DIGITS))
                        .collect(Collectors.joining(", "))
                + (shown < values.size() ? " and " + (values.size() - shown) + " more" : "")
                + notes.stream().map(note -> "; " + note).collect(Collectors.joining());
    }
}
