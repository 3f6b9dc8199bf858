package org.cellwise.train;

/** Everything that a {@link Trainer} changes, at one moment, in memory: weights, optimizer, random numbers, history. */
public final class Checkpoint {
    private final TrainingState owner;
    private final Snapshot snapshot;
    private final History history;

    Checkpoint(TrainingState owner, Snapshot snapshot, History history) {
        this.owner = owner;
        this.snapshot = snapshot;
        this.history = history;
    }

    /** Whole epochs trained by then. */
    public int epochs() {
        return history.size();
    }

    boolean belongsTo(TrainingState state) {
        return owner == state;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    History history() {
        return history;
    }

    @Override
    public String toString() {
        return "Checkpoint; " + history;
    }
}
