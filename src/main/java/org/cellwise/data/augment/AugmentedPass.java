package org.cellwise.data.augment;

import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;

/**
 * A way through rows that changes each as it comes. What becomes of a row follows from its place in the pass and a number
 * drawn for the pass. Rows are mixed in pairs of neighbours, which the order of the pass has made at random.
 */
final class AugmentedPass implements Source.Pass {
    private static final long STRIDE = 0xD1342543DE82EF95L; // odd, so that each place has a state of its own
    private static final int SAMPLE_COST = 30; // additions that a pixel between four costs

    private final Source source;
    private final Source.Pass pass;
    private final List<Augmentation> steps;
    private final Schema schema;
    private final boolean mixes;
    private final Workers.Task change = this::change;
    private long seed;

    // of the batch under way
    private Batch raw; // with a row before and a row behind, where neighbours are needed
    private Change[] changes = new Change[0];
    private SeededRandom[] randoms = new SeededRandom[0];
    private Batch into;
    private long first;
    private int skipped; // rows of raw before the first one asked for

    AugmentedPass(Source source, List<Augmentation> steps, long seed) {
        this.source = source;
        this.steps = steps;
        this.seed = new SeededRandom(seed).nextLong();
        schema = source.schema();
        pass = source.pass();
        mixes = steps.stream().anyMatch(Augmentation.MixUp.class::isInstance);
    }

    @Override
    public void shuffle(SeededRandom random) {
        pass.shuffle(random);
        seed = random.nextLong();
    }

    @Override
    public int[] rows(long from, int count) {
        return pass.rows(from, count);
    }

    @Override
    public void fill(Batch batch, long from, int count, Compute compute) {
        long begin = mixes ? from - from % 2 : from;
        long end = mixes ? Math.min(source.rowCount(), from + count + (from + count) % 2) : from + count;
        int needed = (int) (end - begin);
        if (raw == null || raw.capacity() < needed) {
            raw = new Batch(schema, Math.max(1, needed));
        }
        pass.fill(raw, begin, needed, compute);
        makeRoom(count);
        batch.take(count);
        if (raw.weights() != null) {
            batch.weighted();
        }
        into = batch;
        first = from;
        skipped = (int) (from - begin);
        compute.range(count, (long) SAMPLE_COST * schema.inputShape().elements(), change);
    }

    private void makeRoom(int count) {
        if (changes.length < count) {
            changes = new Change[count];
            randoms = new SeededRandom[count];
            for (int i = 0; i < count; i++) {
                changes[i] = new Change();
                randoms[i] = new SeededRandom(0);
            }
        }
    }

    private void change(int from, int to) {
        for (int i = from; i < to; i++) {
            change(i);
        }
    }

    private void change(int i) {
        boolean isImage = schema.inputShape().rank() == 3;
        int channels = isImage ? schema.inputShape().size(0) : 1;
        int height = isImage ? schema.inputShape().size(1) : 1;
        int width = isImage ? schema.inputShape().size(2) : schema.inputShape().elements();
        int numbers = schema.inputShape().elements();
        SeededRandom random = randoms[i];
        random.restore(seed + STRIDE * (first + i));
        random.restore(random.nextLong());
        Change drawn = changes[i];
        drawn.reset(height, width);
        for (int s = 0; s < steps.size(); s++) {
            steps.get(s).draw(drawn, random);
        }
        int own = skipped + i;
        int other = mixes && (first + i ^ 1) < source.rowCount() ? own + 1 - 2 * (int) ((first + i) % 2) : own;
        if (isImage) {
            drawn.image(raw.features(), own * numbers, other * numbers, into.features(), i * numbers, channels);
        } else {
            drawn.row(raw.features(), own * numbers, other * numbers, into.features(), i * numbers, numbers);
        }
        target(drawn, own, other, i);
        if (into.weights() != null) {
            System.arraycopy(
                    raw.weights(),
                    own * schema.positions(),
                    into.weights(),
                    i * schema.positions(),
                    schema.positions());
        }
    }

    private void target(Change drawn, int own, int other, int i) {
        int width = schema.targetWidth();
        float[] from = raw.targets();
        float[] to = into.targets();
        if (schema.classification()) {
            System.arraycopy(from, (drawn.takesOther() ? other : own) * width, to, i * width, width);
            return;
        }
        float share = (float) drawn.share();
        for (int j = 0; j < width; j++) {
            to[i * width + j] = share < 1
                    ? share * from[own * width + j] + (1 - share) * from[other * width + j]
                    : from[own * width + j];
        }
    }
}
