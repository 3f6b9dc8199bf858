package org.cellwise.train;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
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
    private final Stepper stepper;
    private Batch batch;
    private Dataset measured;
    private Source.Pass pass;
    private Measures measures;
    private double loss;

    public Evaluator(Network network, Loss measure) {
        this.network = network;
        this.measure = measure;
        stepper = new Stepper(network, measure, Tape.Mode.PREDICT, new SeededRandom(0));
    }

    /** Runs all rows for the loss alone, unless told to stop between batches. */
    public boolean run(Dataset data, BooleanSupplier stop) {
        return run(data, List.of(), stop);
    }

    /** Runs all rows, unless told to stop between batches; then {@link #loss} and {@link #measures} tell. */
    boolean run(Dataset data, List<Metric> metrics, BooleanSupplier stop) {
        prepare(data, metrics);
        double sum = 0;
        for (int from = 0; from < data.size(); from += BATCH) {
            if (stop.getAsBoolean()) {
                return false;
            }
            pass.fill(batch, from, Math.min(BATCH, data.size() - from), network.compute());
            sum += (double) stepper.forward(batch).single() * batch.count();
            measures.add(
                    stepper.output().data(),
                    stepper.output().offset(),
                    batch.targets(),
                    batch.weights(),
                    batch.count());
        }
        loss = sum / data.size();
        return true;
    }

    /** Refuses data that does not fit the network and the loss. */
    public void check(Dataset data) {
        stepper.check(data);
    }

    private void prepare(Dataset data, List<Metric> metrics) {
        check(data);
        if (data != measured) {
            measured = data;
            batch = new Batch(data.schema(), Math.min(BATCH, data.size()));
            pass = data.pass();
        }
        measures = Measures.start(metrics, Meeting.of(network, data));
    }

    /** The last batch that ran. */
    Batch batch() {
        return batch;
    }

    public double loss() {
        return loss;
    }

    Measures measures() {
        return measures;
    }
}
