package org.cellwise.data.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Precision;
import org.cellwise.data.encode.Scaler;
import org.cellwise.text.Names;

/** Numbers in a shape, as they stand in a file of NumPy's. */
public final class NumberArray {
    private static final int MOST_CLASSES = 100_000;

    private final String name;
    private final NpyHeader header;
    private final ByteBuffer bytes;

    /** Takes the bytes of all numbers; their number was checked. */
    NumberArray(String name, NpyHeader header, byte... bytes) {
        this.name = name;
        this.header = header;
        this.bytes = ByteBuffer.wrap(bytes).order(header.order());
    }

    /** Sizes along the axes, a copy: none for a single number. */
    public int[] shape() {
        return header.shape().clone();
    }

    /** The type of the numbers in NumPy's words, such as {@code float32}. */
    public String type() {
        return header.type().text();
    }

    /** How many bytes the numbers take. */
    int bytes() {
        return bytes.capacity();
    }

    /** All numbers, the last index running fastest; a copy. */
    public double[] values() {
        return IntStream.range(0, (int) header.count()).mapToDouble(this::value).toArray();
    }

    /** As {@link #values}, as floats. */
    public float[] floats() {
        float[] floats = new float[(int) header.count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) value(i);
        }
        return floats;
    }

    /**
     * The rows along the first axis, each with the numbers of all other axes; a copy.
     *
     * @throws IllegalStateException if the array is a single number
     */
    public double[][] rows() {
        int width = width();
        return IntStream.range(0, header.shape()[0])
                .mapToObj(row -> IntStream.range(row * width, (row + 1) * width)
                        .mapToDouble(this::value)
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * A dataset of arrays: row after row along the first axis of both. Features keep the shape of the other axes. Targets
     * are classes from 0 where they are whole numbers, one a row; otherwise numbers.
     *
     * @throws IllegalArgumentException if the arrays are not of one number of rows, or hold what a network cannot take
     */
    public static Dataset dataset(NumberArray features, NumberArray targets) {
        int rows = features.header.shape().length == 0 ? 0 : features.header.shape()[0];
        if (rows == 0 || targets.header.shape().length == 0 || targets.header.shape()[0] != rows) {
            throw new IllegalArgumentException("A dataset expects a target for each of 1 row or more, but got %s and %s"
                    .formatted(features, targets));
        }
        int width = features.width();
        if (width == 0 || targets.width() == 0) {
            throw new IllegalArgumentException(
                    "A dataset expects numbers in each row, but got %s and %s".formatted(features, targets));
        }
        List<String> names = Names.numbered("x", 1, width);
        float[] in = features.floats("features");
        boolean classes = targets.header.type().isWhole() && targets.header.shape().length == 1;
        Dataset data = classes
                ? Dataset.encoded(encoder(names, 0), in, targets.classes(), targets.classNames(), true)
                : Dataset.encoded(
                        encoder(names, targets.width()),
                        in,
                        targets.floats("targets"),
                        Names.numbered("y", 1, targets.width()),
                        false);
        int[] shape = features.header.shape();
        return shape.length < 3 ? data : data.reshape(Arrays.copyOfRange(shape, 1, shape.length));
    }

    private static RowEncoder encoder(List<String> names, int targets) {
        return new RowEncoder(
                names.stream()
                        .map(each -> new NumericEncoder(each, Scaler.NONE))
                        .toList(),
                IntStream.range(0, targets).mapToObj(i -> Scaler.NONE).toList());
    }

    private List<String> classNames() {
        int largest =
                Arrays.stream(values()).mapToInt(value -> (int) value).max().orElse(0);
        return Names.numbered("", 0, Math.max(1, largest) + 1);
    }

    private float[] classes() {
        float[] classes = new float[header.shape()[0]];
        for (int i = 0; i < classes.length; i++) {
            double index = value(i);
            if (index < 0 || index >= MOST_CLASSES) {
                throw new IllegalArgumentException(
                        "\"%s\" expects classes from 0 to %s, but row %s has %s: number them from 0, or save them as floats if they are numbers to predict"
                                .formatted(name, MOST_CLASSES - 1, i, (long) index));
            }
            classes[i] = (float) index;
        }
        return classes;
    }

    private float[] floats(String what) {
        int width = width();
        float[] floats = new float[(int) header.count()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) value(i);
            if (!Float.isFinite(floats[i])) {
                throw new IllegalArgumentException(
                        "A dataset expects finite numbers, but the %s \"%s\" have %s in row %s: leave such rows out, or put numbers in"
                                .formatted(what, name, value(i), i / width));
            }
        }
        if (!header.type().isNarrow()) {
            for (int column = 0; column < width; column++) {
                int at = column;
                Precision.check(
                        what,
                        column,
                        IntStream.range(0, floats.length / width)
                                .mapToDouble(row -> value(row * width + at))
                                .toArray());
            }
        }
        return floats;
    }

    /** How many numbers a row of the first axis has. */
    private int width() {
        int[] shape = header.shape();
        if (shape.length == 0) {
            throw new IllegalStateException("\"%s\" is a single number, without rows: use values()".formatted(name));
        }
        int width = 1;
        for (int i = 1; i < shape.length; i++) {
            width *= shape[i]; // a part of all numbers, which fit into memory, unless there are no rows
        }
        return width;
    }

    /** The number at a place, the last index running fastest. */
    private double value(int place) {
        return header.type()
                .read(
                        bytes,
                        (header.isColumnwise() ? columnwise(place) : place)
                                * header.type().size());
    }

    private int columnwise(int place) {
        int[] shape = header.shape();
        int rest = place;
        int at = 0;
        int stride = (int) header.count();
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            stride /= shape[axis];
            at += rest % shape[axis] * stride;
            rest /= shape[axis];
        }
        return at;
    }

    @Override
    public String toString() {
        String shape = header.shape().length == 0
                ? "single number"
                : Arrays.stream(header.shape()).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
        return "\"%s\" (%s of %s)".formatted(name, shape, type());
    }
}
