package org.cellwise.train;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.state.History;
import org.cellwise.train.state.Snapshot;

/** One call of {@code fit}: epochs, validation, and the reasons to stop. Interrupted, it can be run again to its end. */
final class Fit {
    private final Learner learner;
    private final List<TrainingListener> listeners;
    private final EpochRun epoch;
    private final Dataset validation;
    private final Epochs limit;
    private final List<Metric> metrics;
    private final History history;
    private final Snapshot best;
    private final int first;
    private long began;
    private double before; // seconds of what this call goes on with
    private boolean stopping;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private Progress.State state;
    private String message;

    Fit(
            Learner learner,
            List<TrainingListener> listeners,
            EpochRun epoch,
            Dataset validation,
            Epochs limit,
            List<Metric> metrics) {
        this.learner = learner;
        this.listeners = listeners;
        this.epoch = epoch;
        epoch.measure(metrics);
        this.validation = validation;
        this.limit = limit;
        this.metrics = metrics;
        this.history = learner.history();
        this.first = history.size() + 1;
        this.before = epoch.begun() ? epoch.spent(0) : 0;
        this.best = limit.patience() > 0 ? learner.state().snapshot() : null;
    }

    /** Trains, and tells how that ended. */
    Progress run() {
        began = System.nanoTime();
        stopping = false;
        end(Progress.State.RUNNING, "");
        tell(l -> l.started(progress()));
        try {
            while (state == Progress.State.RUNNING) {
                epoch();
            }
        } catch (RuntimeException | Error e) {
            if (state == Progress.State.RUNNING) {
                learner.updater().forget();
                end(Progress.State.FAILED, String.valueOf(e.getMessage()));
            }
            throw e;
        } finally {
            tell(l -> l.ended(progress()));
        }
        Progress ended = progress();
        before = ended.seconds();
        return ended;
    }

    boolean interrupted() {
        return state == Progress.State.INTERRUPTED;
    }

    private int number() {
        return history.size() + 1;
    }

    private int last() {
        return first + limit.most() - 1;
    }

    /** Whether the stop button was pressed; clears the thread's flag, which would break whatever is published next. */
    private boolean stopping() {
        stopping |= Thread.interrupted();
        return stopping;
    }

    private void epoch() {
        long start = System.nanoTime();
        if (!epoch.begun()) {
            learner.state().keep();
            epoch.begin(learner.state().order());
        }
        while (epoch.hasNext() && !stopping()) {
            learn(epoch.next());
        }
        boolean whole = !epoch.hasNext() && validated();
        double seconds = epoch.spent((System.nanoTime() - start) * 1e-9);
        if (!whole) {
            end(
                    Progress.State.INTERRUPTED,
                    "stopped in epoch %s after batch %s of %s; run fit again to go on"
                            .formatted(number(), epoch.batch(), epoch.batches()));
            return;
        }
        addToHistory(seconds);
        epoch.reset();
        tell(l -> l.epochEnded(progress()));
        decide();
    }

    private void learn(Batch batch) {
        float loss = learner.learn(batch);
        if (!Float.isFinite(loss)) {
            throw diverged("batch %s: the loss".formatted(epoch.batch() + 1), loss, batch);
        }
        epoch.learned(loss, learner.stepper());
        for (int i = 0; i < listeners.size(); i++) {
            TrainingListener listener = listeners.get(i);
            if (listener.wantsBatch()) {
                stopping();
                listener.batchEnded(progress());
            }
        }
    }

    /** Runs the validation rows, if there are any; false if that was interrupted. */
    private boolean validated() {
        learner.flush();
        if (validation == null) {
            return true;
        }
        Evaluator evaluator = learner.evaluator();
        if (!evaluator.run(validation, metrics, this::stopping)) {
            return false;
        }
        if (!Double.isFinite(evaluator.loss())) {
            throw diverged("after its last batch: the validation loss", evaluator.loss(), evaluator.batch());
        }
        return true;
    }

    /** Puts the last good weights back: those before this epoch, or before the one that ruined it from the start. */
    private DivergedException diverged(String what, double value, Batch batch) {
        String text = NonFinite.message("Epoch %s, %s".formatted(number(), what), value, learner.network(), batch);
        learner.state().rewindToGood(epoch.batch() == 0);
        epoch.reset();
        end(
                Progress.State.DIVERGED,
                text
                        + ". The weights are those from before epoch %s, and training goes on from there"
                                .formatted(number()));
        return new DivergedException(message);
    }

    /** Adds the epoch to the history. */
    private void addToHistory(double seconds) {
        history.add(new History.Epoch(
                number(),
                epoch.loss(),
                validation == null ? Double.NaN : learner.evaluator().loss(),
                epoch.measures().values(),
                validation == null ? Map.of() : learner.evaluator().measures().values(),
                history.lastRate(),
                seconds));
    }

    /** Whether to go on: enough epochs, good enough, or no longer getting better. */
    private void decide() {
        double watched = history.last().watchedLoss();
        if (watched < bestLoss) {
            bestLoss = watched;
            bestEpoch = history.size();
            if (best != null) {
                learner.state().save(best);
            }
        }
        if (watched <= limit.goodEnough()) {
            end(
                    Progress.State.STOPPED_EARLY,
                    "good enough: loss %s after epoch %s".formatted(Numbers.significant(watched, 4), bestEpoch));
        } else if (best != null && history.size() - bestEpoch >= limit.patience()) {
            end(
                    Progress.State.STOPPED_EARLY,
                    "no better for %s epochs; the weights of epoch %s are back, with loss %s"
                            .formatted(limit.patience(), bestEpoch, Numbers.significant(bestLoss, 4)));
        } else if (history.size() >= last()) {
            end(
                    Progress.State.FINISHED,
                    best == null || bestEpoch == history.size()
                            ? ""
                            : "the weights of epoch %s are back, with loss %s"
                                    .formatted(bestEpoch, Numbers.significant(bestLoss, 4)));
        }
        if (state != Progress.State.RUNNING) {
            if (best != null) {
                learner.state().putBack(best);
            }
            learner.state().keep();
        }
    }

    private void end(Progress.State how, String why) {
        state = how;
        message = why;
    }

    private void tell(Consumer<TrainingListener> what) {
        stopping();
        listeners.forEach(what);
    }

    private Progress progress() {
        boolean between = !epoch.begun();
        return new Progress(
                state,
                between ? Math.max(first, history.size()) : number(),
                first,
                last(),
                between && history.size() >= first ? epoch.batches() : epoch.batch(),
                epoch.batches(),
                between && history.size() > 0 ? history.last().loss() : epoch.loss(),
                before + (System.nanoTime() - began) * 1e-9,
                history,
                message);
    }
}
