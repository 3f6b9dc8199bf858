package org.cellwise.train;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.cellwise.data.Batch;
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
        double lossSum = 0;
        double weightSum = 0;
        for (long from = 0; from < data.rowCount(); from += batch.capacity()) {
            if (stop.getAsBoolean()) {
                return false;
            }
            pass.fill(batch, from, (int) Math.min(batch.capacity(), data.rowCount() - from), network.compute());
            forward.run(batch);
            lossSum += forward.lossSum();
            weightSum += forward.weightSum();
            if (!Double.isFinite(lossSum)) {
                break; // the metrics of such outputs would be no numbers
            }
            measures.add(
                    forward.output().data(),
                    forward.output().offset(),
                    batch.targets(),
                    batch.weights(),
                    batch.count());
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

    /** The mean loss of a batch; 0 where nothing weighs anything. */
    double loss(Batch rows) {
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
            pass = forward.pass(data);
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
