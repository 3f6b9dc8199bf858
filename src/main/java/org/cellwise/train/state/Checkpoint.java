package org.cellwise.train.state;

import org.cellwise.network.Network;

/**
 * Everything that a {@code Trainer} changes, at one moment, in memory: weights, optimizer, random numbers, history, and
 * the place within an epoch.
 */
public final class Checkpoint {
    private final TrainingState owner;
    private final Snapshot snapshot;
    private final History history;
    private final Best best;
    private final Owner saved;

    /**
     * Of a moment.
     *
     * @param saved of what training it was read from a file; null where it is of this session
     */
    Checkpoint(TrainingState owner, Snapshot snapshot, History history, Best best, Owner saved) {
        this.owner = owner;
        this.snapshot = snapshot;
        this.history = history;
        this.best = best;
        this.saved = saved;
    }

    /** Whole epochs trained by then. */
    public int epochs() {
        return history.size();
    }

    /** Where within the epoch after those it is; null between two. */
    public Position position() {
        return snapshot.position();
    }

    /** Tells a network what the outputs of the one that was saved mean, and the names that it was trained on. */
    public void teach(Network network) {
        if (saved != null) {
            saved.teach(network);
        }
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
