package org.cellwise.train;

/** Everything that a {@link Trainer} changes, at one moment, in memory: weights, optimizer, random numbers, history. */
public final class Checkpoint {
    private final TrainingState owner;
    private final Snapshot snapshot;
    private final History history = new History();

    Checkpoint(TrainingState owner) {
        this.owner = owner;
        snapshot = owner.snapshot();
        history.copyFrom(owner.history());
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
