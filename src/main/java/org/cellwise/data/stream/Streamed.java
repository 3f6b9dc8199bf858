package org.cellwise.data.stream;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.math.Seed;
import org.cellwise.network.Preparation;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * A source of rows that need not fit into memory. A pass reads a window of some blocks at a time, the next one while the
 * present one is trained on; blocks come in random order, and so do the rows of each window. What fits into one window is
 * passed over in just the order of a {@link Dataset}. The order depends on the seed, the rows and {@link #memory}, and on
 * nothing of the machine; a pass that was cut continues from any place of it.
 */
public final class Streamed implements Source {
    private static final int MEGABYTE = 1 << 20;
    private static final int USUAL = 256; // megabytes; never taken from the machine, since the order follows from it

    private final Blocks blocks;
    private final Schema schema;
    private final int megabytes;
    private final long rows;

    private Streamed(Blocks blocks, int megabytes) {
        this.blocks = blocks;
        this.schema = blocks.schema();
        this.megabytes = megabytes;
        rows = IntStream.range(0, blocks.count()).mapToLong(blocks::rows).sum();
        if (rows == 0) {
            throw new IllegalArgumentException("A source expects 1 row or more, but its %s hold none"
                    .formatted(Names.count(blocks.count(), "block")));
        }
        windowRows(); // refuses what is too little
    }

    /** The rows of these blocks, with a bound of 256 MB on the memory for them. */
    public static Streamed of(Blocks blocks) {
        return new Streamed(blocks, USUAL);
    }

    /** Rows that are made when they are read, the same ones each time, with numbers as targets. */
    public static Streamed generated(long rows, int inputs, int outputs, Seed seed, RowMaker maker) {
        Schema schema =
                Schema.ofNumbers(Shape.of(inputs), Names.numbered("x", 1, inputs), Names.numbered("y", 1, outputs));
        return of(new GeneratedBlocks(schema, rows, seed, maker));
    }

    /** As {@link #generated(long, int, int, Seed, RowMaker)}, with a class of each row, counted from 0. */
    public static Streamed generated(long rows, int inputs, List<String> classes, Seed seed, RowMaker maker) {
        Schema schema = Schema.ofClass(Shape.of(inputs), Names.numbered("x", 1, inputs), classes);
        return of(new GeneratedBlocks(schema, rows, seed, maker));
    }

    /**
     * The same rows with another bound on the memory for them, in megabytes: the window that is trained on and the one
     * that is read meanwhile. More of it mixes rows better; another bound makes another order.
     *
     * @throws IllegalArgumentException if a block does not fit
     */
    public Streamed memory(int ofMegabytes) {
        return new Streamed(blocks, ofMegabytes);
    }

    /**
     * Two parts of the rows, dealt out by chance row by row: a share of them to train on, the rest to judge by.
     *
     * @param train share of the first part, above 0 and below 1
     * @return the training part, then the other one
     */
    public Streamed[] split(double train, Seed seed) {
        if (!(train > 0 && train < 1)) {
            throw new IllegalArgumentException(
                    "split expects a share above 0 and below 1, such as 0.9, but got " + train);
        }
        return new Streamed[] {
            new Streamed(PartBlocks.of(blocks, train, seed, true), megabytes),
            new Streamed(PartBlocks.of(blocks, train, seed, false), megabytes)
        };
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public long rowCount() {
        return rows;
    }

    @Override
    public Preparation preparation() {
        return blocks.preparation();
    }

    @Override
    public Pass pass() {
        return new StreamedPass(blocks, rows, windowRows());
    }

    /** The first rows, all of them where there are fewer, as a dataset to look at. */
    public Dataset head(int count) {
        int taken = (int) Math.min(count, rows);
        Batch batch = new Batch(schema, taken);
        new StreamedPass(blocks, rows, windowRows()).fill(batch, 0, taken);
        return batch.dataset();
    }

    /** How many rows a window may hold: half of the memory is for the one that is read meanwhile. */
    private int windowRows() {
        long bytes = 4L * (schema.inputShape().elements() + schema.targetWidth()) + 4; // and its place in the order
        int largest = IntStream.range(0, blocks.count()).map(blocks::rows).max().orElse(0);
        long room = (long) megabytes * MEGABYTE / 2 / bytes;
        long most = (Integer.MAX_VALUE - 8) / Math.max(schema.inputShape().elements(), schema.targetWidth());
        if (room < largest) {
            throw new IllegalArgumentException(
                    "memory expects room for two windows of a block of %s rows, %s MB or more, but got %s MB"
                            .formatted(largest, 1 + 2 * bytes * largest / MEGABYTE, megabytes));
        }
        return (int) Math.min(rows, Math.min(room, most));
    }

    @Override
    public String toString() {
        return "Source of %s rows in %s, %s each; %s MB of them in memory at a time"
                .formatted(
                        rows,
                        Names.count(blocks.count(), "block"),
                        Names.count(schema.inputShape().elements(), "feature"),
                        megabytes);
    }
}
