package org.cellwise.model.arrays;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An array in a file of other software.
 *
 * @param name unique in the file
 * @param type of its numbers, as the file calls it
 * @param shape sizes along its axes, outermost first; none for a single number
 */
public record NamedArray(String name, String type, List<Long> shape) {
    public NamedArray {
        shape = List.copyOf(shape);
    }

    /** With its sizes, outermost first. */
    public static NamedArray of(String name, String type, long... shape) {
        return new NamedArray(name, type, LongStream.of(shape).boxed().toList());
    }

    /** How many numbers it holds. */
    public long count() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /** {@code 0.weight (4 x 3, f32)}. */
    @Override
    public String toString() {
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
        return name + " (" + (sizes.isEmpty() ? "single number" : sizes) + ", " + type + ")";
    }
}
