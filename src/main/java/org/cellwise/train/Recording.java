package org.cellwise.train;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.network.Network;

/**
 * Keeps the weights of a network as it learns, evenly spread over its epochs: few enough to fit into memory, the first
 * and the last among them. When it is full every second one goes, and from then on half as many come.
 */
public final class Recording implements TrainingListener {
    private static final int MOST = 64;
    private static final int LEAST = 4;
    private static final long MEMORY = 64 << 20;

    /**
     * The weights at one moment.
     *
     * @param epochs that were trained before
     * @param values all numbers of the network, laid out as they are there
     */
    public record Moment(int epochs, float[] values) {}

    private final Trainer trainer;
    private final int most;
    private final List<Moment> moments = new ArrayList<>();
    private int stride = 1;

    private Recording(Trainer trainer) {
        this.trainer = trainer;
        long bytes = Math.max(1, 4L * network().parameters().size());
        most = (int) Math.max(LEAST, Math.min(MOST, MEMORY / bytes));
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

    /** The moments kept, oldest first. */
    public List<Moment> moments() {
        return List.copyOf(moments);
    }

    @Override
    public void started(Progress progress) {
        moments.removeIf(moment -> moment.epochs() > epochs()); // training was rewound
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

    private int epochs() {
        return trainer.history().size();
    }

    private void take() {
        int last = moments.size() - 1;
        if (last >= 0 && moments.get(last).epochs() == epochs()) {
            moments.remove(last); // the weights of the best epoch may be back
        } else if (last > 0 && moments.get(last).epochs() % stride != 0) {
            moments.remove(last); // the end of an earlier call, which is none now
        }
        moments.add(new Moment(epochs(), network().parameters().values().clone()));
        if (moments.size() > most) {
            stride *= 2;
            Moment newest = moments.get(moments.size() - 1);
            moments.removeIf(moment -> moment.epochs() % stride != 0 && moment != newest);
        }
    }

    @Override
    public String toString() {
        return "Recording of %s moments over %s epochs".formatted(moments.size(), epochs());
    }
}
