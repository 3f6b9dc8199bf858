package org.cellwise.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;

/** One pass over the training rows in random order; an interrupt may cut it, and a later call go on with it. */
final class EpochRun {
    private final Dataset data;
    private final int[] order;
    private final Batch batch;
    private final Predictions predictions;
    private int done;
    private double lossSum;

    EpochRun(Network network, Dataset data, int batchSize) {
        this.data = data;
        this.order = IntStream.range(0, data.size()).toArray();
        this.batch = new Batch(data, Math.min(batchSize, data.size()));
        this.predictions = Predictions.of(network, data);
    }

    /** Begins a pass in a new order. */
    void begin(SeededRandom random) {
        reset();
        random.shuffle(order);
    }

    boolean hasNext() {
        return done < order.length;
    }

    /** The next rows; the same batch each time, refilled. */
    Batch next() {
        batch.fill(order, done, Math.min(batch.capacity(), order.length - done));
        return batch;
    }

    /** The batches of this pass, for a loop of the user's own. */
    Iterator<Batch> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return EpochRun.this.hasNext();
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("All batches of this pass are done");
                }
                Batch filled = EpochRun.this.next();
                done += filled.count();
                return filled;
            }
        };
    }

    /** Counts the batch in hand as learned. */
    void learned(float loss, Stepper stepper) {
        done += batch.count();
        lossSum += (double) loss * batch.count();
        predictions.add(stepper.output().data(), stepper.output().offset(), batch.targets(), batch.count());
    }

    boolean fits(Dataset other, int batchSize) {
        return data == other && batch.capacity() == Math.min(batchSize, other.size());
    }

    /** Forgets what was done, so that the next pass begins anew. */
    void reset() {
        done = 0;
        lossSum = 0;
        predictions.clear();
    }

    /** Whether a pass is under way. */
    boolean begun() {
        return done > 0;
    }

    /** Mean loss over the rows so far, each row counted once; NaN before the first. */
    double loss() {
        return done == 0 ? Double.NaN : lossSum / done;
    }

    Predictions predictions() {
        return predictions;
    }

    /** Batches done. */
    int batch() {
        return (done + batch.capacity() - 1) / batch.capacity();
    }

    /** Batches in the whole pass. */
    int batches() {
        return (order.length + batch.capacity() - 1) / batch.capacity();
    }
}
