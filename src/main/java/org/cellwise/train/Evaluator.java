package org.cellwise.train;

import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Tape;

/** Measures a network on rows it does not learn from: no dropout, running means, no gradients. */
final class Evaluator {
    private static final int BATCH = 256;

    private final Network network;
    private final Stepper stepper;
    private Batch batch;
    private int[] rows = new int[0];
    private Predictions predictions;
    private double loss;

    Evaluator(Network network, Loss loss) {
        this.network = network;
        stepper = new Stepper(network, loss, Tape.Mode.PREDICT, new SeededRandom(0));
    }

    /** Runs all rows; then {@link #loss} and {@link #predictions} tell. */
    void run(Dataset data) {
        prepare(data);
        double sum = 0;
        for (int from = 0; from < data.size(); from += BATCH) {
            batch.fill(rows, from, Math.min(BATCH, data.size() - from));
            sum += (double) stepper.forward(batch).single() * batch.count();
            predictions.add(stepper.output().data(), stepper.output().offset(), batch.targets(), batch.count());
        }
        loss = sum / data.size();
    }

    private void prepare(Dataset data) {
        stepper.check(data);
        if (batch == null || batch.dataset() != data) {
            batch = new Batch(data, Math.min(BATCH, data.size()));
            rows = IntStream.range(0, data.size()).toArray();
            predictions = Predictions.of(network, data);
        }
        predictions.clear();
    }

    double loss() {
        return loss;
    }

    Predictions predictions() {
        return predictions;
    }
}
