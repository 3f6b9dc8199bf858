package org.cellwise.train.state;

import java.util.ArrayDeque;
import java.util.Deque;

/** The states in which the last epochs began, so that training can go back to one of them. */
final class Snapshots {
    private static final long MEMORY = 64 << 20;
    private static final int MINIMUM = 2; // a ruined epoch may show only in the next one
    private static final int MAXIMUM = 100;

    private final Deque<Snapshot> kept = new ArrayDeque<>();

    /**
     * A snapshot to fill with the state after so many epochs; what was kept of later ones goes.
     *
     * @param bytes that it will take: up to a hundred are kept as long as they take 64 MB or less, and two in any case
     */
    Snapshot after(int epochs, long bytes) {
        dropAfter(epochs);
        if (!kept.isEmpty() && kept.getLast().epochs() == epochs) {
            return kept.getLast();
        }
        long maximum = Math.max(MINIMUM, Math.min(MAXIMUM, MEMORY / Math.max(1, bytes)));
        Snapshot snapshot = null;
        while (kept.size() >= maximum) {
            snapshot = kept.removeFirst();
        }
        kept.addLast(snapshot == null ? new Snapshot() : snapshot);
        return kept.getLast();
    }

    void clear() {
        kept.clear();
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** After how many epochs each was taken, the newest first. */
    int[] epochs() {
        int[] epochs = new int[kept.size()];
        int at = epochs.length;
        for (Snapshot snapshot : kept) {
            epochs[--at] = snapshot.epochs();
        }
        return epochs;
    }

    /** That after so many epochs, at whatever place within the next; null if it is not kept. */
    Snapshot find(int epochs) {
        return kept.stream().filter(s -> s.epochs() == epochs).findFirst().orElse(null);
    }

    /** The state after so many epochs, or an error that tells which are kept. */
    Snapshot at(int epochs) {
        return kept.stream()
                .filter(s -> s.epochs() == epochs && s.position() == null)
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
