package org.cellwise.train.state;

import java.nio.file.Path;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Updater;

/** Everything that training moves: weights and what the optimizer remembers, random numbers, history. */
public final class TrainingState {
    private final Updater updater;
    private final SeededRandom order = new SeededRandom(0);
    private final SeededRandom dropout;
    private final History history = new History();
    private final Snapshots snapshots;

    public TrainingState(Updater updater, SeededRandom dropout) {
        this.updater = updater;
        this.dropout = dropout;
        Optimizer.Flat flat = updater.flat();
        snapshots = new Snapshots(flat.weights().length, flat.slots().length);
    }

    public void seed(Seed seed) {
        SeededRandom random = seed.random();
        dropout.restore(random.split().state());
        order.restore(random.state());
    }

    public SeededRandom order() {
        return order;
    }

    public History history() {
        return history;
    }

    public Snapshot snapshot() {
        Snapshot snapshot = snapshots.empty();
        save(snapshot);
        return snapshot;
    }

    public void save(Snapshot snapshot) {
        snapshot.take(updater, order, dropout, history);
    }

    /** Everything but the history. */
    public void putBack(Snapshot snapshot) {
        snapshot.putBack(updater, order, dropout);
    }

    /** Keeps the state as that after the epochs so far. */
    public void keep() {
        save(snapshots.after(history.size()));
    }

    /** Back to the state after so many epochs; what came later is forgotten. */
    public void rewind(int epochs) {
        Snapshot snapshot = snapshots.at(epochs);
        putBack(snapshot);
        history.truncate(snapshot.epochs(), snapshot.steps());
        snapshots.dropAfter(epochs);
    }

    /** After divergence, back to before the epoch; to before the last one if this one began with ruined weights. */
    public void rewindToGood(boolean ruinedFromTheStart) {
        int before = history.size() - 1;
        rewind(ruinedFromTheStart && snapshots.has(before) ? before : history.size());
    }

    public Checkpoint checkpoint() {
        History copy = new History();
        copy.copyFrom(history);
        return new Checkpoint(this, snapshot(), copy);
    }

    /** A checkpoint from a file that {@link CheckpointFile} wrote. */
    public Checkpoint checkpoint(Path file, String owner) {
        Snapshot snapshot = snapshots.empty();
        History earlier = new History();
        CheckpointFile.read(file, owner, snapshot, earlier);
        return new Checkpoint(this, snapshot, earlier);
    }

    /** To a checkpoint, which may stand on another branch: the epochs kept of this one are dropped. */
    public void restore(Checkpoint checkpoint) {
        if (!checkpoint.belongsTo(this)) {
            throw new IllegalArgumentException("restore expects a checkpoint of this trainer, but this one is another"
                    + " trainer's: call restore on that one");
        }
        putBack(checkpoint.snapshot());
        history.copyFrom(checkpoint.history());
        snapshots.clear();
        keep();
    }
}
