package org.cellwise.train.schedule;

import java.util.List;
import org.cellwise.train.state.History;

/**
 * How often the watched loss stayed for more than so many epochs without getting better. It follows from the history alone;
 * what was found out about its beginning is kept, so that a step costs the same after any number of epochs.
 */
final class Plateaus {
    /**
     * After some epochs of a history.
     *
     * @param last of them; null before the first
     * @param waited epochs since the best one, or since the last plateau
     */
    private record Found(History.Epoch last, int epochs, double best, int waited, int count) {
        static final Found NOTHING = new Found(null, 0, Double.POSITIVE_INFINITY, 0, 0);

        /** Whether these are the first epochs of a history, which may have been rewound or be another one. */
        boolean begins(List<History.Epoch> all) {
            return epochs <= all.size() && (epochs == 0 || all.get(epochs - 1) == last);
        }

        Found with(History.Epoch epoch, int patience) {
            double loss = epoch.watchedLoss();
            int waiting = loss < best ? 0 : waited + 1;
            boolean plateau = waiting > patience;
            return new Found(
                    epoch, epochs + 1, Math.min(best, loss), plateau ? 0 : waiting, plateau ? count + 1 : count);
        }
    }

    private final int patience;
    private volatile Found found = Found.NOTHING; // several trainers may follow one schedule

    Plateaus(int patience) {
        this.patience = patience;
    }

    int in(History history) {
        Found known = found;
        int size = history.size();
        if (size == known.epochs() && (size == 0 || history.last() == known.last())) {
            return known.count();
        }
        List<History.Epoch> all = history.epochs();
        Found now = known.begins(all) ? known : Found.NOTHING;
        for (History.Epoch epoch : all.subList(now.epochs(), all.size())) {
            now = now.with(epoch, patience);
        }
        found = now;
        return now.count();
    }
}
