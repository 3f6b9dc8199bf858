package org.cellwise.data.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Schema;
import org.cellwise.data.stream.Blocks;
import org.cellwise.data.stream.Streamed;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** Rows in two files of numbers, npy or idx: features in one, targets in the other. */
public final class NumberBlocks implements Blocks {
    private static final int BLOCK = 1 << 18; // numbers of a block
    private static final int MOST_CLASSES = 100_000;
    private static final double WHITE = 255;

    private final NumberFile features;
    private final NumberFile targets;
    private final Schema schema;
    private final double divisor;
    private final int blockRows;

    private NumberBlocks(NumberFile features, NumberFile targets) {
        this.features = features;
        this.targets = targets;
        blockRows = Math.max(1, Math.min(features.rows(), BLOCK / Math.max(features.width(), targets.width())));
        int[] shape = features.header().shape();
        boolean images = features.isIdx() && shape.length == 3; // of bytes, as MNIST has them
        divisor = images && features.header().type() == NumberType.UINT8 ? WHITE : 1;
        Shape inputs = images
                ? Shape.of(1, shape[1], shape[2])
                : shape.length == 1 ? Shape.of(1) : Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
        List<String> names = Names.numbered("x", 1, features.width());
        schema = isClass()
                ? Schema.ofClass(inputs, names, Names.numbered("", 0, Math.max(1, largest()) + 1))
                : Schema.ofNumbers(inputs, names, Names.numbered("y", 1, targets.width()));
    }

    /**
     * A source of the rows of two files: npy, or idx where pixels of images are brought to 0 … 1. Targets are classes
     * from 0 where they are whole numbers, one a row; otherwise numbers. Only headers and classes are read at once.
     *
     * @throws IllegalArgumentException if a file is not what it should be, or the two do not belong together
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static Streamed source(Path features, Path targets) {
        NumberFile in = NumberFile.of(features);
        NumberFile out = NumberFile.of(targets);
        if (in.rows() != out.rows()) {
            throw new IllegalArgumentException("%s has %s rows, but %s has %s: choose the two of one pair"
                    .formatted(features, in.rows(), targets, out.rows()));
        }
        return Streamed.of(new NumberBlocks(in, out));
    }

    private boolean isClass() {
        return targets.header().type().isWhole() && targets.header().shape().length == 1;
    }

    /** The largest class. */
    private int largest() {
        float[] classes = new float[blockRows];
        int largest = 0;
        for (int b = 0; b < count(); b++) {
            targets.read(b * blockRows, rows(b), 1, classes, 0);
            for (int i = 0; i < rows(b); i++) {
                if (classes[i] < 0 || classes[i] >= MOST_CLASSES) {
                    throw new IllegalArgumentException(
                            "%s expects classes from 0 to %s, but row %s has %s: number them from 0, or save them as floats if they are numbers to predict"
                                    .formatted(targets.file(), MOST_CLASSES - 1, b * blockRows + i, (long) classes[i]));
                }
                largest = Math.max(largest, (int) classes[i]);
            }
        }
        return largest;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public int count() {
        return (features.rows() + blockRows - 1) / blockRows;
    }

    @Override
    public int rows(int block) {
        return Math.min(blockRows, features.rows() - block * blockRows);
    }

    @Override
    public void read(int block, float[] in, float[] out, int at) {
        features.read(block * blockRows, rows(block), divisor, in, at);
        targets.read(block * blockRows, rows(block), 1, out, at);
    }
}
