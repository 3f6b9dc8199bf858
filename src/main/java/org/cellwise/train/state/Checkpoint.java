package org.cellwise.train.state;

/**
 * Everything that a {@code Trainer} changes, at one moment, in memory: weights, optimizer, random numbers, history, and
 * the place within an epoch.
 */
public final class Checkpoint {
    private final TrainingState owner;
    private final Snapshot snapshot;
    private final History history;
    private final Best best;

    Checkpoint(TrainingState owner, Snapshot snapshot, History history, Best best) {
        this.owner = owner;
        this.snapshot = snapshot;
        this.history = history;
        this.best = best;
    }

    /** Whole epochs trained by then. */
    public int epochs() {
        return history.size();
    }

    /** Where within the epoch after those it is; null between two. */
    public Position position() {
        return snapshot.position();
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

    Best best() {
        return best;
    }

    @Override
    public String toString() {
        return "Checkpoint; " + history;
    }
}
