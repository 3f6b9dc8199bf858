package org.cellwise.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Given;
import org.cellwise.train.state.History;
import org.cellwise.train.state.Snapshot;

/**
 * Keeps the weights of a network as it learns, evenly spread over its epochs: few enough to fit into memory, the first
 * and the last among them. When it is full every second one goes, and from then on half as many come. What training has
 * left behind, because it was rewound or another state was restored or loaded, goes too. Beside some of the weights it keeps
 * all else that training moves, so that what came between can be repeated: see {@link Replay}.
 */
public final class Recording implements TrainingListener {
    private static final int MAXIMUM = 64;
    private static final int MINIMUM = 4;
    private static final long MEMORY = 64 << 20;

    /**
     * The weights at one moment.
     *
     * @param epochs that were trained before
     * @param steps that were trained before
     * @param values all numbers of the network, laid out as they are there
     */
    public record Moment(int epochs, int steps, float[] values) {}

    /**
     * A moment, and how training came there.
     *
     * @param epoch that ended in it; null before the first
     * @param trained the weights as training left them; the moment has others where those of a better epoch were put back
     * @param frozen which parameters did not learn then
     * @param state all that training moves; null where it is not kept
     */
    record Kept(Moment moment, History.Epoch epoch, float[] trained, BitSet frozen, Snapshot state) {
        int epochs() {
            return moment.epochs;
        }

        int steps() {
            return moment.steps;
        }

        private Kept withoutState() {
            return new Kept(moment, epoch, trained, frozen, null);
        }
    }

    private final Trainer trainer;
    private final int maximum;
    private final List<Kept> kept = new ArrayList<>();
    private int stride = 1;

    private Recording(Trainer trainer) {
        this.trainer = trainer;
        long bytes = Math.max(1, 4L * network().parameters().size());
        maximum = fitting(bytes, MINIMUM);
    }

    private static int fitting(long bytes, int least) {
        return (int) Math.max(least, Math.min(MAXIMUM, MEMORY / bytes));
    }

    /** Records all training of a trainer from now on, beginning with the weights that it has now. */
    public static Recording of(Trainer trainer) {
        Recording recording = new Recording(
                Given.require(trainer, "recording", "a trainer, as trainer(net, loss, optimizer) makes it"));
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

    /** The same with the weights as training left them, before those of a better epoch were put back. */
    public List<Moment> trained() {
        return kept.stream()
                .map(k -> new Moment(k.epochs(), k.steps(), k.trained))
                .toList();
    }

    /** The moments kept, with how training came there. */
    List<Kept> kept() {
        return List.copyOf(kept);
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
        float[] trained = null;
        if (last >= 0 && kept.get(last).epochs() == epochs()) {
            Kept before = kept.remove(last); // the weights of the best epoch may be back
            trained = before.steps() == trainer.history().steps() ? before.trained : null;
        } else if (last > 0 && kept.get(last).epochs() % stride != 0) {
            kept.remove(last); // the end of an earlier call, which is none now
        }
        float[] values = network().parameters().values().clone();
        kept.add(new Kept(
                new Moment(epochs(), trainer.history().steps(), values),
                epochs() == 0 ? null : trainer.history().last(),
                trained == null || Arrays.equals(trained, values) ? values : trained,
                frozen(),
                trainer.state.snapshot(trainer.passes.position())));
        if (kept.size() > maximum) {
            stride *= 2;
            Kept newest = kept.get(kept.size() - 1);
            kept.removeIf(k -> k.epochs() % stride != 0 && k != newest);
        }
        thinStates();
    }

    private BitSet frozen() {
        BitSet frozen = new BitSet();
        network().parameters().list().stream().filter(Parameter::isFrozen).forEach(p -> frozen.set(p.index()));
        return frozen;
    }

    /** Every second state goes, but for the first and the newest, once all take too much memory. */
    private void thinStates() {
        int most = fitting(Math.max(1, Snapshot.bytes(trainer.state)), 2);
        int count = 0;
        long all = kept.stream().filter(k -> k.state != null).count();
        for (int i = 0; i < kept.size() - 1 && all > most; i++) {
            if (kept.get(i).state != null && count++ % 2 == 1) {
                kept.set(i, kept.get(i).withoutState());
            }
        }
    }

    @Override
    public String toString() {
        return "Recording of %s moments over %s epochs".formatted(kept.size(), epochs());
    }
}
