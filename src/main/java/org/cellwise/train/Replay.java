package org.cellwise.train;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.cellwise.data.Batch;
import org.cellwise.data.Source;
import org.cellwise.network.Network;
import org.cellwise.train.Recording.Kept;

/**
 * A stretch of a recorded training once more, step by step, on a branch; what was recorded stays as it is. Training follows
 * from its state alone, so that each step is the very one of then. That is compared wherever the recording has the
 * weights: where a bit differs, the replay is refused.
 */
public final class Replay {
    private final Trainer recorded;
    private final List<Kept> kept;
    private final Source data;
    private final Trainer trainer;
    private final int end; // steps at which the stretch ends
    private Iterator<Batch> pass; // null between two
    private int[] rows = {};
    private double loss = Double.NaN;
    private int epoch;
    private int number;
    private int batches;
    private int checked; // of the moments
    private int compared;

    /**
     * From one moment of a recording to another, by their places in {@link Recording#moments}.
     *
     * @throws IllegalArgumentException if nothing was trained in it
     */
    public static Replay of(Recording recording, int from, int to) {
        return new Replay(recording, from, recording.kept().get(to).steps());
    }

    /** The whole of a recording. */
    public static Replay of(Recording recording) {
        return of(recording, 0, recording.kept().size() - 1);
    }

    /** From a moment on until so many steps of the training are done. */
    public static Replay until(Recording recording, int from, int steps) {
        return new Replay(recording, from, steps);
    }

    private Replay(Recording recording, int from, int steps) {
        recorded = recording.trainer();
        kept = recording.kept();
        data = recorded.passes.data();
        if (data == null || kept.get(kept.size() - 1).steps() == kept.get(0).steps()) {
            throw new IllegalArgumentException(
                    "A replay expects a recording of some training, but nothing was trained since it"
                            + " began: call recording(trainer) before fit, and look at it after");
        }
        int start = from;
        while (kept.get(start).state() == null) {
            start--; // the first always has one
        }
        Kept first = kept.get(start);
        end = steps;
        checked = start + 1;
        trainer = Claim.atRest("replay", recorded.network, () -> {
            Trainer branch = recorded.branch().quiet();
            freeze(branch.network, first.frozen());
            branch.goOn(recorded.state.checkpoint(first.state()), data);
            return branch;
        });
        epoch = first.epochs();
    }

    private static void freeze(Network network, BitSet frozen) {
        network.parameters().list().forEach(p -> p.freeze(frozen.get(p.index())));
    }

    /**
     * Trains on the next batch.
     *
     * @return false where the stretch is at its end
     * @throws IllegalStateException if training comes out otherwise than it did, or the thread is interrupted
     */
    public boolean next() {
        return next(batch -> {});
    }

    /**
     * As {@link #next()}, after a look at the batch that is going to be learned from, and at the {@link #trainer} before it is.
     *
     * @param before must change neither
     */
    public boolean next(Consumer<Batch> before) {
        if (Thread.interrupted()) {
            throw new IllegalStateException("The replay was stopped: run the cell again");
        }
        if (steps() >= end) {
            return false;
        }
        if (pass == null) {
            pass = trainer.batches(data).iterator();
        }
        epoch = trainer.history().size() + 1;
        if (!pass.hasNext()) {
            throw differs();
        }
        Batch batch = pass.next();
        rows = trainer.passes.rows();
        before.accept(batch);
        loss = trainer.step(batch);
        number = trainer.passes.batches();
        batches = trainer.passes.allBatches();
        if (number == batches) {
            pass.hasNext(); // which ends the epoch
            pass = null;
            trainer.state.remember(recorded.history());
        }
        compare();
        return true;
    }

    private void compare() {
        while (checked < kept.size() && kept.get(checked).steps() <= steps()) {
            Kept there = kept.get(checked++);
            boolean here = there.steps() == steps()
                    && there.epochs() == trainer.history().size();
            if (here && !sameBits(there.trained(), trainer.network.parameters().values())) {
                throw differs();
            }
            compared += here ? 1 : 0;
        }
    }

    private static boolean sameBits(float[] a, float[] b) {
        return Arrays.mismatch(a, b) < 0; // which tells 0 from -0, and takes all that is not a number for the same
    }

    private IllegalStateException differs() {
        return new IllegalStateException(
                ("The training cannot be repeated: within epoch %s it comes out otherwise than when it"
                                + " was recorded. Between two moments of the recording something changed that does not follow from"
                                + " the state of training: a setting of the trainer, its rows, weights set by hand, or a layer or"
                                + " listener of your own with random numbers or a memory. Record a training without that")
                        .formatted(epoch));
    }

    private int steps() {
        return trainer.history().steps();
    }

    /** The branch that it trains: it stands after the last step, and may be trained on. */
    public Trainer trainer() {
        return trainer;
    }

    /** The rows that are learned from. */
    public Source data() {
        return data;
    }

    /** Their loss before the last step moved the weights. */
    public double loss() {
        return loss;
    }

    /** The epoch of the last step, counted from 1; before the first the number of epochs done. */
    public int epoch() {
        return epoch;
    }

    /** The batch of that epoch, counted from 1. */
    public int batch() {
        return number;
    }

    /** How many batches an epoch has. */
    public int batches() {
        return batches;
    }

    /** Steps done over all epochs. */
    public int step() {
        return steps();
    }

    /** How many moments of the recording the weights were compared with so far. */
    public int compared() {
        return compared;
    }

    /** Which rows of the data the last step learned from; empty where rows have no numbers. */
    public int[] rows() {
        return rows.clone();
    }
}
