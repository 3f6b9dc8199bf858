package org.cellwise.train.state;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.train.optimizer.Finite;
import org.cellwise.train.optimizer.Slices;
import org.cellwise.train.optimizer.Updater;

/**
 * Everything that training moves: weights and what the optimizer remembers, sums gathered, random numbers, history, and
 * the best weights of a training that stops early. The place within an epoch is given by the caller.
 */
public final class TrainingState {
    private final Updater updater;
    private final SeededRandom order = new SeededRandom(0);
    private final SeededRandom dropout;
    private final History history = new History();
    private final Snapshots snapshots = new Snapshots();
    private final Held[] held;
    /** Which numbers training moves, which it learns, and where the others are; null once that changes. */
    private Slices moving;

    private Slices learning;
    private Held[] others;
    private final Gathered gathered = new Gathered();
    private Best best;

    public TrainingState(Updater updater, SeededRandom dropout) {
        this.updater = updater;
        this.dropout = dropout;
        held = new Held[updater.parameters().list().size()];
    }

    /** Where the order of rows, and what drops out, starts. */
    public void seed(Seed seed) {
        SeededRandom random = seed.random();
        dropout.restore(random.split().state());
        order.restore(random.state());
    }

    public Updater updater() {
        return updater;
    }

    public SeededRandom order() {
        return order;
    }

    public SeededRandom dropout() {
        return dropout;
    }

    public History history() {
        return history;
    }

    /** What was gathered since the weights last moved. */
    public Gathered gathered() {
        return gathered;
    }

    /** The best weights of a training that stops early; null where none is under way. */
    public Best best() {
        return best;
    }

    /** Takes the weights as they are for the best, which have this loss on these rows. */
    public void best(double loss, Object watched, long rows) {
        best = new Best(loss, history.size(), watched, rows, snapshot(null));
    }

    /** There are no best weights any more. */
    public void forgetBest() {
        best = null;
    }

    /** Makes ready to move the weights that are trainable now: those that were frozen are copied for earlier states. */
    public void plan() {
        Parameters parameters = updater.parameters();
        List<Parameter> list = parameters.list();
        for (int i = 0; i < held.length; i++) {
            Parameter p = list.get(i);
            if (held[i] != null && p.trainable()) {
                held[i].keep(parameters.values(), p.offset(), p.size());
                held[i] = null;
            }
        }
        moving = null;
        updater.plan();
    }

    private void sort() {
        if (moving != null && updater.isPlanned()) {
            return;
        }
        Parameters parameters = updater.parameters();
        learning = Slices.of(parameters, Parameter::trainable);
        moving = learning.and(Slices.of(parameters, p -> p.role() == Parameter.Role.STATE));
        BitSet packed = moving.indices();
        others = new Held[held.length];
        for (int i = 0; i < held.length; i++) {
            if (!packed.get(i)) {
                held[i] = held[i] == null ? new Held() : held[i];
                others[i] = held[i];
            }
        }
    }

    /** The parameters that training changes: those that learn, and what layers measure. */
    Slices moving() {
        sort();
        return moving;
    }

    /** The parameters that learn. */
    Slices learning() {
        sort();
        return learning;
    }

    /** Where the numbers of the parameters are that training leaves alone; null for the others. */
    Held[] others() {
        sort();
        return others;
    }

    /** The state at this moment. */
    public Snapshot snapshot(Position place) {
        Snapshot snapshot = new Snapshot();
        snapshot.take(this, place);
        return snapshot;
    }

    /** Everything but the history. */
    public void putBack(Snapshot snapshot) {
        snapshot.putBack(this);
    }

    /** Everything as it was, with all that the history has had since forgotten. */
    public void undo(Snapshot snapshot) {
        putBack(snapshot);
        history.truncate(snapshot.epochs(), snapshot.steps());
    }

    /**
     * Keeps the state as that after the epochs so far; not if a weight is not finite.
     *
     * @param place within the epoch after them; null between two
     */
    public void keep(Position place) {
        if (isFinite()) {
            snapshots.after(history.size(), Snapshot.bytes(this)).take(this, place);
        }
    }

    /** Whether all weights, and all that layers measure, are finite. */
    public boolean isFinite() {
        float[] values = updater.parameters().values();
        return Finite.all(values, 0, values.length);
    }

    /** Back to the state after so many epochs; what came later is forgotten. */
    public void rewind(int epochs) {
        back(snapshots.at(epochs));
    }

    /** After how many epochs the states stand that are kept, the newest first. */
    public int[] kept() {
        return snapshots.epochs();
    }

    /** Whether a state between two epochs is kept, after so many. */
    public boolean keepsWhole(int epochs) {
        Snapshot kept = snapshots.find(epochs);
        return kept != null && kept.position() == null;
    }

    /** Puts weights and all but the history back as one of those {@link #kept} has them, to look at them. */
    public void putBackKept(int epochs) {
        putBack(snapshots.find(epochs));
    }

    /**
     * Back to one of the states that are {@link #kept}.
     *
     * @return where in an epoch that is; null between two
     */
    public Position rewindToKept(int epochs) {
        Snapshot kept = snapshots.find(epochs);
        back(kept);
        return kept.position();
    }

    private void back(Snapshot snapshot) {
        undo(snapshot);
        snapshots.dropAfter(snapshot.epochs());
        best = best == null || best.epochs() > snapshot.epochs() ? null : best;
    }

    /** Whether a state is kept to go back to. */
    public boolean keepsAny() {
        return !snapshots.isEmpty();
    }

    /** The state at this moment, to be restored. */
    public Checkpoint checkpoint(Position place) {
        History copy = new History();
        copy.copyFrom(history);
        return new Checkpoint(this, snapshot(place), copy, best, null, null);
    }

    /**
     * Writes the state into a file, for a training that these words identify.
     *
     * @param network that is trained
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void save(Path file, Owner owner, Position place, Network network) {
        CheckpointFile.write(file, owner, checkpoint(place), network);
    }

    /**
     * A checkpoint from a file that {@link #save} wrote.
     *
     * @throws IllegalArgumentException if it is damaged, or another training's
     */
    public Checkpoint read(Path file, Owner owner) {
        return CheckpointFile.read(file, owner, this);
    }

    /**
     * To a checkpoint, which may stand on another branch: the epochs kept of this one are dropped.
     *
     * @throws IllegalArgumentException if it is another training's
     */
    public void restore(Checkpoint checkpoint) {
        if (!checkpoint.belongsTo(this)) {
            throw new IllegalArgumentException("restore expects a checkpoint of this trainer, but this one is another"
                    + " trainer's: call restore on that one");
        }
        take(checkpoint);
    }

    /** To a checkpoint of another training, whose network has parameters of the same shapes. */
    public void take(Checkpoint checkpoint) {
        putBack(checkpoint.snapshot());
        history.copyFrom(checkpoint.history());
        best = checkpoint.best();
        snapshots.clear();
        keep(checkpoint.position());
    }

    /** A state of before, which the history still reaches, to be taken. */
    public Checkpoint checkpoint(Snapshot before) {
        History copy = new History();
        copy.copyFrom(history);
        copy.truncate(before.epochs(), before.steps());
        return new Checkpoint(this, before, copy, null, null, null);
    }

    /**
     * Goes on from where another training stands between two epochs, whose network had other shapes, with all but its weights.
     *
     * @param carry turns numbers laid out as the parameters there into those here
     */
    public void carry(TrainingState other, UnaryOperator<float[]> carry) {
        Slices there = other.updater.remembered();
        Slices here = Slices.of(updater.parameters(), there.indices());
        float[][] packed = new float[other.updater.slots().length][here.size()];
        for (int i = 0; i < packed.length; i++) {
            float[] flat = new float[other.updater.parameters().size()];
            there.unpack(other.updater.slots()[i], flat);
            here.pack(carry.apply(flat), packed[i]);
        }
        updater.restore(other.updater.updates(), here, packed);
        order.restore(other.order.state());
        dropout.restore(other.dropout.state());
        history.copyFrom(other.history);
        keep(null);
    }

    /** Takes the history of another training as far as it has gone itself, so that schedules see what was measured there. */
    public void remember(History other) {
        int epochs = history.size();
        int steps = history.steps();
        history.copyFrom(other);
        history.truncate(epochs, steps);
    }
}
