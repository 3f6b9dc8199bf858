package org.cellwise.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An array to be written: its name, what it holds, and its numbers, which are taken from where they stand.
 *
 * @param shape sizes along its axes, outermost first
 * @param numbers puts so many numbers into a buffer, from a place on
 */
public record TensorData(String name, ElementType type, int[] shape, Numbers numbers) {
    /** Where numbers come from. */
    public interface Numbers {
        void put(ByteBuffer buffer, int from, int count);
    }

    /** Floats from a place in a longer array on, row by row. */
    public static TensorData of(String name, int[] shape, float[] values, int from) {
        return new TensorData(name, ElementType.F32, shape, (buffer, at, count) -> {
            buffer.asFloatBuffer().put(values, from + at, count);
            buffer.position(buffer.position() + Float.BYTES * count);
        });
    }

    /** A row of floats. */
    public static TensorData of(String name, float... values) {
        return of(name, new int[] {values.length}, values, 0);
    }

    /** A row of doubles. */
    public static TensorData of(String name, double... values) {
        return new TensorData(name, ElementType.F64, new int[] {values.length}, (buffer, from, count) -> {
            for (int i = from; i < from + count; i++) {
                buffer.putDouble(values[i]);
            }
        });
    }

    /** A row of whole numbers. */
    public static TensorData of(String name, long... values) {
        return new TensorData(name, ElementType.I64, new int[] {values.length}, (buffer, from, count) -> {
            for (int i = from; i < from + count; i++) {
                buffer.putLong(values[i]);
            }
        });
    }

    int count() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
}
