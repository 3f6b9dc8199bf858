package org.cellwise.train;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.network.Network;
import org.cellwise.train.state.History;

/**
 * Keeps the weights of a network as it learns, evenly spread over its epochs: few enough to fit into memory, the first
 * and the last among them. When it is full every second one goes, and from then on half as many come. What training has
 * left behind, because it was rewound or another state was restored or loaded, goes too.
 */
public final class Recording implements TrainingListener {
    private static final int MAXIMUM = 64;
    private static final int MINIMUM = 4;
    private static final long MEMORY = 64 << 20;

    /**
     * The weights at one moment.
     *
     * @param epochs that were trained before
     * @param values all numbers of the network, laid out as they are there
     */
    public record Moment(int epochs, float[] values) {}

    /** A moment, and the epoch that ended in it; null before the first. */
    private record Kept(Moment moment, History.Epoch epoch) {
        int epochs() {
            return moment.epochs;
        }
    }

    private final Trainer trainer;
    private final int maximum;
    private final List<Kept> kept = new ArrayList<>();
    private int stride = 1;

    private Recording(Trainer trainer) {
        this.trainer = trainer;
        long bytes = Math.max(1, 4L * network().parameters().size());
        maximum = (int) Math.max(MINIMUM, Math.min(MAXIMUM, MEMORY / bytes));
    }

    /** Records all training of a trainer from now on, beginning with the weights that it has now. */
    public static Recording of(Trainer trainer) {
        Recording recording = new Recording(trainer);
        recording.take();
        trainer.listen(recording);
        return recording;
    }

    public Trainer trainer() {
        return trainer;
    }

    public Network network() {
        return trainer.network();
    }

    /** The moments kept, oldest first; there is always one, and none is later than the history. */
    public List<Moment> moments() {
        return kept.stream().map(Kept::moment).toList();
    }

    @Override
    public boolean wantsBatch() {
        return false;
    }

    @Override
    public void started(Progress progress) {
        take();
    }

    @Override
    public void epochEnded(Progress progress) {
        if (epochs() % stride == 0) {
            take();
        }
    }

    @Override
    public void ended(Progress progress) {
        take();
    }

    @Override
    public void moved() {
        List<History.Epoch> now = trainer.history().epochs();
        kept.removeIf(k -> k.epoch != null && (k.epochs() > now.size() || !k.epoch.equals(now.get(k.epochs() - 1))));
        take();
    }

    private int epochs() {
        return trainer.history().size();
    }

    private void take() {
        int last = kept.size() - 1;
        if (last >= 0 && kept.get(last).epochs() == epochs()) {
            kept.remove(last); // the weights of the best epoch may be back
        } else if (last > 0 && kept.get(last).epochs() % stride != 0) {
            kept.remove(last); // the end of an earlier call, which is none now
        }
        Moment now = new Moment(epochs(), network().parameters().values().clone());
        kept.add(new Kept(now, epochs() == 0 ? null : trainer.history().last()));
        if (kept.size() > maximum) {
            stride *= 2;
            Kept newest = kept.get(kept.size() - 1);
            kept.removeIf(k -> k.epochs() % stride != 0 && k != newest);
        }
    }

    @Override
    public String toString() {
        return "Recording of %s moments over %s epochs".formatted(kept.size(), epochs());
    }
}
