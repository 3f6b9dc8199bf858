package org.cellwise.train.state;

import java.util.ArrayDeque;
import java.util.Deque;

/** The states in which the last epochs began, so that training can go back to one of them. */
public final class Snapshots {
    private static final long MEMORY = 64 << 20;
    private static final int LEAST = 2; // a ruined epoch may show only in the next one
    private static final int MOST = 100;

    private final Deque<Snapshot> kept = new ArrayDeque<>();
    private final int size;
    private final int slots;
    private final int most;

    /** Room for at least two states, and up to a hundred as long as they take 64 MB at the most. */
    Snapshots(int size, int slots) {
        this.size = size;
        this.slots = slots;
        long bytes = (long) Float.BYTES * Math.max(1, size) * (1 + slots);
        most = (int) Math.max(LEAST, Math.min(MOST, MEMORY / bytes));
    }

    /** A snapshot to fill with the state after so many epochs; what was kept of later ones goes. */
    Snapshot after(int epochs) {
        dropAfter(epochs);
        if (has(epochs)) {
            return kept.getLast();
        }
        Snapshot snapshot = kept.size() == most ? kept.removeFirst() : empty();
        kept.addLast(snapshot);
        return snapshot;
    }

    Snapshot empty() {
        return new Snapshot(size, slots);
    }

    void clear() {
        kept.clear();
    }

    boolean has(int epochs) {
        return kept.stream().anyMatch(s -> s.epochs() == epochs);
    }

    /** The state after so many epochs, or an error that tells which are kept. */
    Snapshot at(int epochs) {
        return kept.stream()
                .filter(s -> s.epochs() == epochs)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rewind expects a number of epochs that is kept, "
                        + (kept.isEmpty()
                                ? "but nothing was trained yet"
                                : "from %s to %s, but got %s"
                                        .formatted(
                                                kept.getFirst().epochs(),
                                                kept.getLast().epochs(),
                                                epochs))));
    }

    void dropAfter(int epochs) {
        while (!kept.isEmpty() && kept.getLast().epochs() > epochs) {
            kept.removeLast();
        }
    }
}
