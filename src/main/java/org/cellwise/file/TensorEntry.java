package org.cellwise.file;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An array in a file.
 *
 * @param name unique in the file
 * @param shape sizes along its axes, outermost first; none for a single number
 * @param begin first byte, counted from where the numbers of the file begin
 * @param end the byte after the last
 */
public record TensorEntry(String name, ElementType type, long[] shape, long begin, long end) {
    /** How many numbers it holds. */
    public long count() {
        return (end - begin) / type.bytes();
    }

    /** Whether it has these sizes. */
    public boolean hasShape(int... sizes) {
        return Arrays.equals(shape, Arrays.stream(sizes).asLongStream().toArray());
    }

    /** {@code dense_1.weight (3 x 4, f32)}. */
    @Override
    public String toString() {
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
        return name + " (" + (sizes.isEmpty() ? "single number" : sizes) + ", " + type + ")";
    }
}
