package org.cellwise.train.state;

import java.util.Map;
import org.cellwise.data.RowEncoder;
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
    private final Map<String, Object> preparation;

    /**
     * Of a moment.
     *
     * @param saved of what training it was read from a file; null where it is of this session
     * @param preparation how rows were prepared then; null where that is not known
     */
    Checkpoint(
            TrainingState owner,
            Snapshot snapshot,
            History history,
            Best best,
            Owner saved,
            Map<String, Object> preparation) {
        this.owner = owner;
        this.snapshot = snapshot;
        this.history = history;
        this.best = best;
        this.saved = saved;
        this.preparation = preparation;
    }

    /** Whole epochs trained by then. */
    public int epochs() {
        return history.size();
    }

    /** Where within the epoch after those it is; null between two. */
    public Position position() {
        return snapshot.position();
    }

    /** Tells a network what the outputs of the one that was saved mean, the names that it was trained on, and how its rows
     * were prepared. */
    public void teach(Network network) {
        if (saved != null) {
            saved.teach(network);
        }
        if (preparation != null) {
            network.prepare(RowEncoder.of(preparation));
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
