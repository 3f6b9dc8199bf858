package org.cellwise.train;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.train.metric.Measures;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;

/** One pass over the training rows in random order; an interrupt may cut it, and a later call go on with it. */
final class EpochRun {
    private final Dataset data;
    private final Source.Pass pass;
    private final Batch batch;
    private final Compute compute;
    private final Meeting meeting;
    private List<Metric> metrics = List.of();
    private Measures measures;
    private boolean begun;
    private int done;
    private double lossSum;
    private double seconds;

    EpochRun(Compute compute, Meeting meeting, Dataset data, int batchSize) {
        this.data = data;
        this.pass = data.pass();
        this.batch = new Batch(data.schema(), Math.min(batchSize, data.size()));
        this.compute = compute;
        this.meeting = meeting;
        reset();
    }

    /** Begins a pass, in an order that depends on the state of the generator alone. */
    void begin(SeededRandom random) {
        reset();
        begun = true;
        pass.shuffle(random);
    }

    Dataset data() {
        return data;
    }

    boolean hasNext() {
        return done < data.size();
    }

    /** The next rows; the same batch each time, refilled. */
    Batch next() {
        pass.fill(batch, done, Math.min(batch.capacity(), data.size() - done), compute);
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
        measures.add(
                stepper.output().data(), stepper.output().offset(), batch.targets(), batch.weights(), batch.count());
    }

    boolean fits(Dataset other, int batchSize) {
        return data == other && batch.capacity() == Math.min(batchSize, other.size());
    }

    /** Forgets what was done, so that the next pass begins anew. */
    void reset() {
        begun = false;
        done = 0;
        lossSum = 0;
        seconds = 0;
        measures = Measures.start(metrics, meeting);
    }

    /** Whether a pass is under way. */
    boolean begun() {
        return begun;
    }

    /** Adds to the time that this pass has taken. */
    double spent(double more) {
        seconds += more;
        return seconds;
    }

    /** Mean loss over the rows so far, each row counted once; NaN before the first. */
    double loss() {
        return done == 0 ? Double.NaN : lossSum / done;
    }

    /** What is measured from the next pass on. */
    void measure(List<Metric> chosen) {
        if (!names(chosen).equals(names(metrics))) {
            metrics = chosen;
            measures = Measures.start(metrics, meeting);
        }
    }

    private static List<String> names(List<Metric> metrics) {
        return metrics.stream().map(Metric::name).toList();
    }

    Measures measures() {
        return measures;
    }

    /** Part of the rows done, from 0 to 1. */
    double fraction() {
        return (double) done / data.size();
    }

    /** Batches done. */
    int batch() {
        return (done + batch.capacity() - 1) / batch.capacity();
    }

    /** Batches in the whole pass. */
    int batches() {
        return (data.size() + batch.capacity() - 1) / batch.capacity();
    }
}
