package org.cellwise.train.state;

/** Everything that a {@code Trainer} changes, at one moment, in memory: weights, optimizer, random numbers, history. */
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

    public Snapshot snapshot() {
        return snapshot;
    }

    public History history() {
        return history;
    }

    @Override
    public String toString() {
        return "Checkpoint; " + history;
    }
}
