package org.cellwise.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.network.UnitChange;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.state.Checkpoint;
import org.cellwise.train.state.Owner;
import org.cellwise.train.state.Position;
import org.cellwise.train.state.Snapshot;
import org.cellwise.train.state.TrainingState;

/** The state of a {@link Trainer}: how it is kept, left and put back. */
abstract class TrainerState extends TrainerSettings {
    final TrainingState state;
    final Passes passes;
    Fit fit; // the last one; null before the first, and after another state was put back

    TrainerState(Network network, Loss loss, Optimizer optimizer) {
        super(network, loss, optimizer);
        state = step.state();
        passes = new Passes(step, progress -> listeners.forEach(l -> l.epochEnded(progress)));
        step.follow(passes);
    }

    /** The rows trained on last; null before the first, and where they came from another source than a dataset. */
    public Dataset data() {
        return passes.data() instanceof Dataset rows ? rows : null;
    }

    /**
     * Goes back to the state after so many epochs, exactly: weights, optimizer, random numbers and history. As many of
     * the last epochs are kept as fit into 64 MB, two at least and a hundred at most.
     *
     * @param epochs 0 for the state before the first
     * @throws IllegalArgumentException if that state is not kept
     * @throws IllegalStateException if another call is training the same network
     */
    public Trainer rewind(int epochs) {
        return Claim.exclusively("rewind", network, () -> {
            state.rewind(epochs);
            return moveTo(null);
        });
    }

    private Trainer moveTo(Position place) {
        passes.moveTo(place);
        fit = null;
        moved();
        return self();
    }

    /** Tells listeners what happens where it is trained elsewhere, on this thread. */
    public void tell(Consumer<TrainingListener> what) {
        listeners.forEach(what);
    }

    /** Tells listeners. */
    final void moved() {
        listeners.forEach(TrainingListener::moved);
    }

    /**
     * The state at this moment, with the place within an epoch, to {@link #restore} later; it takes as much memory as
     * the weights that are not frozen and what the optimizer remembers. A listener may ask for it too.
     *
     * @throws IllegalStateException if another thread is training the network
     */
    public Checkpoint checkpoint() {
        return Claim.atRest("checkpoint", network, () -> state.checkpoint(passes.position()));
    }

    /**
     * Goes back, or over to another branch: weights, optimizer, random numbers and history become those of the
     * checkpoint. Within an epoch, the next {@code fit} or loop over {@link #batches} on the same rows continues with the
     * batch that came next.
     *
     * @throws IllegalArgumentException if the checkpoint is another trainer's
     * @throws IllegalStateException if another call is training the same network
     */
    public Trainer restore(Checkpoint checkpoint) {
        Objects.requireNonNull(checkpoint, "restore expects what checkpoint() gave, but got null");
        return Claim.exclusively("restore", network, () -> {
            state.restore(checkpoint);
            return moveTo(checkpoint.position());
        });
    }

    /**
     * A trainer of its own with a copy of the network, in the same state to the bit, from where both go their own ways:
     * weights, optimizer, random numbers, history, the place within an epoch, and all settings. Listeners stay with this
     * one, but for the display below the cell and {@link #unfreezeEvery}.
     *
     * @throws IllegalStateException if another thread is training the network
     */
    public Trainer branch() {
        return Claim.atRest("branch", network, () -> {
            Trainer branch = new Trainer(network.copy(), loss(), optimizer());
            settle(branch);
            branch.goOn(state.checkpoint(passes.position()), passes.data());
            return branch;
        });
    }

    /** Stands where another training stood, whose network has parameters of the same shapes. */
    final void goOn(Checkpoint checkpoint, Source rows) {
        state.take(checkpoint);
        passes.moveTo(checkpoint.position());
        passes.knows(rows);
    }

    /**
     * A branch, see {@link #branch}, whose network lacks some units of a hidden dense layer; see {@link
     * Network#withoutUnits}. What the optimizer remembers of the others goes with them.
     *
     * @throws IllegalArgumentException if there are no such units, or none would be left
     * @throws IllegalStateException if training stands within an epoch, or another thread is training the network
     */
    public Trainer withoutUnits(String layer, int... units) {
        return branch(UnitChange.without(network, layer, units));
    }

    /**
     * A branch, see {@link #branch}, whose network has a copy of a unit beside it, each with half of its outgoing weights;
     * see {@link Network#withCopiedUnit}. What the optimizer remembers is copied too.
     *
     * @throws IllegalArgumentException as {@link Network#withCopiedUnit}
     * @throws IllegalStateException if training stands within an epoch, or another thread is training the network
     */
    public Trainer withCopiedUnit(String layer, int unit) {
        return branch(UnitChange.copied(network, layer, unit));
    }

    /**
     * A branch, see {@link #branch}, where a unit begins anew; see {@link Network#withRewiredUnit}. The optimizer remembers
     * nothing of it.
     *
     * @throws IllegalArgumentException if there is no such unit
     * @throws IllegalStateException if training stands within an epoch, or another thread is training the network
     */
    public Trainer withRewiredUnit(String layer, int unit, Seed seed) {
        return branch(UnitChange.rewired(network, layer, unit, seed));
    }

    private Trainer branch(UnitChange change) {
        return Claim.atRest("branch", network, () -> {
            if (passes.position() != null || state.gathered().batches() > 0) {
                throw new IllegalStateException(
                        "Units are changed between two epochs, but training stands within one: call"
                                + " trainer.resume() or fit first, or trainer.rewind(…) to the epoch before");
            }
            Trainer branch = new Trainer(change.network(), loss(), optimizer());
            settle(branch);
            branch.state.carry(state, change::carry);
            branch.passes.knows(passes.data());
            return branch;
        });
    }

    /**
     * Writes weights, optimizer, random numbers, history and the place within an epoch into a file, to {@link #load} into
     * a trainer of the same layers, loss and optimizer in another session; settings of the trainer, such as {@code
     * batchSize}, are not in it. An older file is replaced only when the new one is whole. A listener may call it too.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalStateException if another thread is training the network
     */
    public Trainer save(Path file) {
        Objects.requireNonNull(file, "save expects a file, but got null");
        return Claim.atRest("save", network, () -> {
            state.save(file, Owner.of(network, loss(), optimizer()), passes.position(), network);
            return self();
        });
    }

    /** As {@link #save(Path)}. */
    public Trainer save(String file) {
        return save(Path.of(Objects.requireNonNull(file, "save expects a file, but got null")));
    }

    /**
     * Continues from a file that {@link #save} wrote: the next {@code fit} does what it would have done then.
     *
     * @throws IllegalArgumentException if the file is damaged, or of other layers, another loss or another optimizer
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalStateException if another call is training the same network
     */
    public Trainer load(Path file) {
        Objects.requireNonNull(file, "load expects a file, but got null");
        Checkpoint read = state.read(file, Owner.of(network, loss(), optimizer()));
        Trainer trainer = restore(read);
        read.teach(network);
        return trainer;
    }

    /** As {@link #load(Path)}. */
    public Trainer load(String file) {
        return load(Path.of(Objects.requireNonNull(file, "load expects a file, but got null")));
    }

    /**
     * Runs something exclusively and puts everything back as it was: weights, optimizer, random numbers, history.
     *
     * @param who asks, such as {@code diagnose}
     * @throws IllegalStateException if another call is training the same network
     */
    public <T> T undone(String who, Function<Step, T> work) {
        return Claim.exclusively(who, network, () -> {
            Snapshot before = state.snapshot(null);
            step.trial(true);
            try {
                return work.apply(step);
            } finally {
                step.trial(false);
                state.undo(before);
            }
        });
    }

    /** A short proof of what was trained how: two runs with equal receipts did the same. */
    public Receipt receipt() {
        return Receipt.of(passes.data(), seed, settings(), network.parameters().values());
    }

    /**
     * All that was set, as plain values, from which {@link Trainer#of} makes a trainer that does the same on another
     * machine; what training moves is not in it.
     *
     * @throws IllegalStateException if loss, optimizer, schedule or a metric is one of your own, or {@code unfreezeEvery} was
     *     called
     */
    public Map<String, Object> describe() {
        if (unfreezes()) {
            throw new IllegalStateException(
                    "unfreezeEvery(…) is followed on one machine alone: on several, unfreeze layers"
                            + " between two calls of fit, with another trainer");
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("loss", loss().describe());
        all.put("optimizer", optimizer().describe());
        step.describe(all);
        all.put("batch_size", batchSize);
        all.put("seed", seed.value());
        all.put("shards", shards());
        if (metrics() != null) {
            all.put("metrics", metrics().stream().map(Metric::described).toList());
        }
        step.updater().describe(all);
        return all;
    }
}
