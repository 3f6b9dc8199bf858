package org.cellwise.train;

import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.cellwise.data.Batch;
import org.cellwise.data.ShardedPass;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.train.metric.Measures;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.state.Position;

/**
 * One pass over the training rows in random order, run by {@code fit} or by a loop of the user's own. It may be cut after
 * any batch and continued later, in another session too. Rows are handed out batch by batch, and done once they were
 * learned from.
 */
final class Epoch {
    private static final int KNOWN_BY = 8; // rows by which data is known again

    private final Source data;
    private final Source.Pass pass;
    private final Batch batch;
    private final Compute compute;
    private final Meeting meeting;
    private final List<Metric> metrics;
    private final int batchSize;
    private final ShardedPass sharded; // the pass, where it is one in shards; else null
    private final Team team; // whose shards these are; null for none
    private final Measures[] ofShards; // those computed here, since all were brought together last
    private boolean apart; // whether they have measured anything since
    private Measures measures;
    private boolean begun;
    private boolean abandoned;
    private long order; // state of the generator that the order of rows follows from
    private long handed;
    private long done;
    private double lossSum;
    private double weightSum;
    private double seconds;

    Epoch(
            Source data,
            Source.Pass pass,
            int batchSize,
            List<Metric> metrics,
            Meeting meeting,
            Compute compute,
            Team team) {
        this.data = data;
        this.pass = pass;
        this.batchSize = (int) Math.min(batchSize, data.rowCount());
        this.team = team;
        sharded = pass instanceof ShardedPass steps ? steps : null;
        ofShards = new Measures[sharded == null ? 0 : team.end() - team.first()];
        this.batch = new Batch(data.schema(), sharded == null ? this.batchSize : sharded.capacity());
        this.metrics = metrics;
        this.meeting = meeting;
        this.compute = compute;
        reset();
    }

    /** Begins a pass, in an order that depends on the state of the generator alone. */
    void begin(SeededRandom random) {
        reset();
        begun = true;
        order = random.state();
        pass.shuffle(random);
    }

    /**
     * Continues a pass from where it was, if it was one over these rows.
     *
     * @return whether it was
     */
    boolean resume(Position place) {
        if (place.rows() != data.rowCount()
                || sharded != null && place.done() < place.rows() && sharded.step(place.done()) < 0) {
            return false;
        }
        begin(new SeededRandom(place.order()));
        handed = place.done();
        done = handed;
        if (next() != place.next()) {
            reset();
            return false;
        }
        lossSum = place.lossSum();
        weightSum = place.weightSum();
        seconds = place.seconds();
        if (place.metrics().equals(names())) {
            measures.add(place.measured());
        }
        return true;
    }

    /** Where it stands; null where it has not begun. */
    Position position() {
        bringTogether();
        return begun
                ? new Position(
                        order, data.rowCount(), done, lossSum, weightSum, seconds, next(), names(), measures.sums())
                : null;
    }

    private List<String> names() {
        return metrics.stream().map(Metric::name).toList();
    }

    /** A checksum of the rows that come next, of the last ones at the end. */
    private long next() {
        if (sharded != null) {
            return sharded.fingerprint();
        }
        int rows = (int) Math.min(KNOWN_BY, data.rowCount());
        Batch few = new Batch(data.schema(), rows);
        pass.fill(few, Math.min(done, data.rowCount() - rows), rows, compute);
        CRC32 sum = new CRC32();
        add(sum, few.features(), rows * data.schema().inputShape().elements());
        add(sum, few.targets(), rows * data.schema().targetWidth());
        return sum.getValue();
    }

    private static void add(CRC32 sum, float[] numbers, int count) {
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToIntBits(numbers[i]);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                sum.update(bits >>> shift);
            }
        }
    }

    Source data() {
        return data;
    }

    boolean hasNext() {
        return handed < data.rowCount();
    }

    /** The next rows; the same batch each time, refilled. */
    Batch nextBatch() {
        int count = (int) Math.min(batchSize, data.rowCount() - handed);
        if (sharded != null) {
            count = (int) (sharded.start(sharded.step(handed) + 1) - handed);
        }
        pass.fill(batch, handed, count, compute);
        handed += count;
        return batch;
    }

    /** Which rows of the data were handed out last; empty where rows have no numbers. */
    int[] rows() {
        return pass.rows(handed - batch.count(), batch.count());
    }

    /** Rows that were handed out, but not learned from, are handed out again. */
    void handBack() {
        handed = done;
    }

    /** Whether these are the rows handed out last, not learned from yet. */
    boolean awaits(Batch other) {
        return other == batch && done < handed && !abandoned;
    }

    /** Training continues elsewhere: what a loop still hands out of this pass does not count for it. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** The rows handed out last, or those to hand out. */
    Batch batch() {
        return batch;
    }

    /** Counts the rows handed out last as learned from. */
    void learned(Forward forward) {
        done = handed;
        lossSum += forward.lossSum();
        weightSum += forward.weightSum();
        if (sharded == null) {
            add(measures, forward, batch);
        }
    }

    /** Measures what came out for a shard, the i-th of those computed here. */
    void measure(int i, Forward forward, Batch rows) {
        if (sharded != null) {
            add(ofShards[i], forward, rows);
            apart = true;
        }
    }

    private static void add(Measures to, Forward forward, Batch rows) {
        to.add(forward.output().data(), forward.output().offset(), rows.targets(), rows.weights(), rows.count());
    }

    /** Adds what was measured by shards, in their order. */
    private void bringTogether() {
        if (apart) {
            apart = false;
            Sharding.gather(team, ofShards, measures);
            startShards();
        }
    }

    private void startShards() {
        Arrays.setAll(ofShards, i -> Measures.start(metrics, meeting));
    }

    /** Whether it is a pass over these rows in batches of this size, that measures the same. */
    boolean fits(Source other, int size, Team with, List<Metric> chosen) {
        return data == other
                && this.batchSize == Math.min(size, other.rowCount())
                && team == with
                && names().equals(chosen.stream().map(Metric::name).toList());
    }

    /** Forgets what was done, so that the next pass begins anew. */
    void reset() {
        begun = false;
        handed = 0;
        done = 0;
        lossSum = 0;
        weightSum = 0;
        seconds = 0;
        measures = Measures.start(metrics, meeting);
        apart = false;
        startShards();
    }

    /** Whether a pass is under way. */
    boolean begun() {
        return begun;
    }

    /** Whether any rows were learned from. */
    boolean hasLearned() {
        return done > 0;
    }

    /** Adds to the time that this pass has taken. */
    double spent(double more) {
        seconds += more;
        return seconds;
    }

    /** Mean loss over the rows so far, by their weights; NaN before the first that weighs anything. */
    double loss() {
        return weightSum == 0 ? Double.NaN : lossSum / weightSum;
    }

    /**
     * Refuses rows of which none weighs anything.
     *
     * @throws IllegalArgumentException if that is so
     */
    void checkWeights() {
        if (weightSum == 0) {
            throw new IllegalArgumentException("Training expects rows that weigh something, but all " + data.rowCount()
                    + " rows weigh 0, by their own weights or those of their classes, so nothing can be learned: look at"
                    + " weights(…) of the data and classWeights(…) of the loss; with a loss of pairs or triplets, whose rows"
                    + " need others of their class in the batch, at batchSize(…)");
        }
    }

    Measures measures() {
        bringTogether();
        return measures;
    }

    /** Part of the rows done, from 0 to 1. */
    double fraction() {
        return (double) done / data.rowCount();
    }

    /** Batches done. */
    int batches() {
        if (sharded != null) {
            return done == data.rowCount() ? sharded.steps() : sharded.step(done);
        }
        return (int) ((done + batchSize - 1) / batchSize);
    }

    /** Batches in the whole pass. */
    int allBatches() {
        return (int) ((data.rowCount() + batchSize - 1) / batchSize);
    }
}
