package org.cellwise.train;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.cellwise.data.Batch;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.Source;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Tape;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.Measures;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;

/** Measures a network on rows it does not learn from: no dropout, running means, no gradients. */
public final class Evaluator {
    private static final int BATCH = 256;

    private final Network network;
    private final Loss measure;
    private final Forward forward;
    private Batch batch;
    private Source measured;
    private Source.Pass pass;
    private Measures measures;
    private double loss;
    private double lossSum;
    private double weightSum;
    private Sharding sharding; // null where all rows are measured one after another

    public Evaluator(Network network, Loss measure) {
        this.network = network;
        this.measure = measure;
        forward = new Forward(network, measure, Tape.Mode.PREDICT, new SeededRandom(0));
    }

    /**
     * Runs all rows for the loss alone, unless stopped between batches.
     *
     * @return whether it ran to the end
     * @throws IllegalArgumentException if the rows do not fit network and loss, or none of them weighs anything
     */
    public boolean run(Source data, BooleanSupplier stop) {
        return run(data, List.of(), stop);
    }

    /** Runs all rows, unless stopped between batches; {@link #loss} and {@link #measures} then hold the results. */
    boolean run(Source data, List<Metric> metrics, BooleanSupplier stop) {
        prepare(data, metrics);
        lossSum = 0;
        weightSum = 0;
        boolean ran = sharding == null ? run(0, data.rowCount(), measures, stop) : runShards(data, metrics);
        if (!ran) {
            return false;
        }
        if (weightSum == 0) {
            throw new IllegalArgumentException(
                    "A loss is the mean over rows by their weights, but all " + data.rowCount()
                            + " rows weigh 0, by their own weights or those of their classes: look at weights(…) of the data and"
                            + " classWeights(…) of the loss");
        }
        loss = lossSum / weightSum;
        return true;
    }

    /** Adds the rows from one place of the pass to another. */
    private boolean run(long begin, long end, Measures to, BooleanSupplier stop) {
        for (long from = begin; from < end; from += batch.capacity()) {
            if (stop.getAsBoolean()) {
                return false;
            }
            pass.fill(batch, from, (int) Math.min(batch.capacity(), end - from), network.compute());
            forward.run(batch);
            lossSum += forward.lossSum();
            weightSum += forward.weightSum();
            if (!Double.isFinite(lossSum)) {
                break; // the metrics of such outputs would be no numbers
            }
            to.add(forward.output().data(), forward.output().offset(), batch.targets(), batch.weights(), batch.count());
        }
        return true;
    }

    /** Each shard by itself; a stop waits for the end, since all machines must come to the same. */
    private boolean runShards(Source data, List<Metric> metrics) {
        Team team = sharding.team();
        ShardedRows rows = sharding.deal(data);
        double[][] own = new double[team.end() - team.first()][];
        Measures[] each = new Measures[own.length];
        for (int i = 0; i < own.length; i++) {
            int shard = team.first() + i;
            each[i] = Measures.start(metrics, Meeting.of(network, data));
            lossSum = 0;
            weightSum = 0;
            run(rows.start(shard), rows.start(shard + 1), each[i], () -> false);
            own[i] = new double[] {lossSum, weightSum};
        }
        lossSum = 0;
        weightSum = 0;
        for (double[] one : team.gather(own, null)) {
            lossSum += one[0];
            weightSum += one[1];
        }
        Sharding.gather(team, each, measures);
        return true;
    }

    /** Measures shard by shard, as a training in shards does; null for one row after another. */
    void shard(Sharding with) {
        if (sharding != with) {
            measured = null;
        }
        sharding = with;
    }

    /** The mean loss of a batch; 0 where nothing weighs anything. */
    double loss(Batch rows) {
        if (rows.count() == 0) {
            return 0;
        }
        forward.run(rows);
        return forward.mean();
    }

    /**
     * Refuses data that does not fit the network and the loss.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public void check(Source data) {
        forward.check(data);
    }

    /** Keeps what frozen layers put out for rows; null for none. */
    void cache(FrozenCache kept) {
        if (kept != forward.cache()) {
            forward.cache(kept);
            measured = null;
        }
    }

    private void prepare(Source data, List<Metric> metrics) {
        check(data);
        if (data != measured) {
            measured = data;
            batch = new Batch(data.schema(), (int) Math.min(BATCH, data.rowCount()));
            pass = sharding == null ? forward.pass(data) : sharding.deal(data).pass();
        }
        measures = Measures.start(metrics, Meeting.of(network, data));
    }

    /** The last batch that ran. */
    Batch batch() {
        return batch;
    }

    /** Σ wᵢ lᵢ / Σ wᵢ over the rows. */
    public double loss() {
        return loss;
    }

    Measures measures() {
        return measures;
    }
}
