package org.cellwise.data.augment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Preparation;
import org.cellwise.text.Given;

/**
 * Rows of a source, changed by chance each time they are read: in each pass anew, as the state of the generator that orders
 * the pass decides, whatever the size of batches and the number of threads. To train on; judge by rows that are left as they
 * are.
 */
public final class Augmented implements Source {
    private final Source source;
    private final List<Augmentation> steps;

    private Augmented(Source source, List<Augmentation> steps) {
        this.source = source;
        this.steps = steps;
    }

    /**
     * The rows of a source, changed in these ways, one after another.
     *
     * @throws IllegalArgumentException if there is none, or pixels are to be moved of rows that are no images (channels,
     *     height, width)
     */
    public static Augmented of(Source source, Augmentation... steps) {
        Given.require(source, "augment", "rows, as of dataset(…) or split.train()");
        Given.require(steps, "augment", "ways to change rows, such as flip()");
        if (steps.length == 0) {
            throw new IllegalArgumentException(
                    "augment expects 1 way or more to change rows, such as augment(data, flip(), shift(2)), but got none");
        }
        Schema schema = source.schema();
        if (schema.inputShape().rank() != 3) {
            Arrays.stream(steps).filter(Augmentation::movesPixels).findFirst().ifPresent(step -> {
                throw new IllegalArgumentException(
                        "%s expects images of shape channels x height x width, but rows are of shape %s: call reshape(1, height, width) before"
                                .formatted(step, schema.inputShape()));
            });
        }
        boolean mixes = Arrays.stream(steps).anyMatch(Augmentation.MixUp.class::isInstance);
        if (mixes && schema.hasPositions()) {
            throw new IllegalArgumentException(
                    "mixUp expects one target for each row, but these rows have one for each of several positions: leave it out");
        }
        return new Augmented(source, List.of(steps));
    }

    @Override
    public Schema schema() {
        return source.schema();
    }

    @Override
    public long rowCount() {
        return source.rowCount();
    }

    @Override
    public Preparation preparation() {
        return source.preparation();
    }

    @Override
    public Pass pass() {
        return new AugmentedPass(source, steps, 0);
    }

    /** The first rows as one pass would change them, to look at. */
    public Dataset head(int count) {
        Batch batch = new Batch(schema(), (int) Math.min(count, rowCount()));
        pass().fill(batch, 0, batch.capacity(), Compute.of(1));
        return batch.dataset();
    }

    /**
     * One row as it is, and then as often as asked for as passes would change it, to look at.
     *
     * @param row from 0
     * @param count how many changed ones
     */
    public Dataset variants(long row, int count, Seed seed) {
        if (row < 0 || row >= rowCount() || count < 1) {
            throw new IllegalArgumentException(
                    "variants expects a row from 0 to %s and a number from 1, but got row %s and %s"
                            .formatted(rowCount() - 1, row, count));
        }
        Compute compute = Compute.of(1);
        int width = schema().inputShape().elements();
        int targetWidth = schema().targetWidth();
        Batch all = new Batch(schema(), count + 1);
        Batch one = new Batch(schema(), 1);
        all.take(count + 1);
        for (int i = 0; i <= count; i++) {
            if (i == 0) {
                source.pass().fill(one, row, 1, compute);
            } else {
                new AugmentedPass(source, steps, seed.value() + i).fill(one, row, 1, compute);
            }
            System.arraycopy(one.features(), 0, all.features(), i * width, width);
            System.arraycopy(one.targets(), 0, all.targets(), i * targetWidth, targetWidth);
        }
        return all.dataset();
    }

    @Override
    public String toString() {
        return "%s rows, changed by %s in each pass"
                .formatted(rowCount(), steps.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
}
