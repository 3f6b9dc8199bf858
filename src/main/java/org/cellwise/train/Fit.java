package org.cellwise.train;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cellwise.data.Batch;
import org.cellwise.data.Source;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.state.History;
import org.cellwise.train.state.TrainingState;

/** One call of {@code fit}: epochs, validation, and the reasons to stop. Interrupted, it can be run again to its end. */
final class Fit {
    private final Step step;
    private final TrainingState state;
    private final History history;
    private final Passes passes;
    private final Evaluator evaluator;
    private final List<TrainingListener> listeners;
    private final Epoch epoch;
    private final Source validation;
    private final List<Metric> metrics;
    private final Epochs limit;
    private final Patience patience; // null for none
    private final Pace pace = new Pace();
    private final int first;
    private long began;
    private double before; // seconds of what this call continues
    private boolean stopping;
    private double watchedLoss;
    private Progress.State how;
    private String message;
    private String remark = "";

    Fit(
            Step step,
            Passes passes,
            Evaluator evaluator,
            List<TrainingListener> listeners,
            Epoch epoch,
            Source validation,
            List<Metric> metrics,
            Epochs limit) {
        this.step = step;
        this.state = step.state();
        this.history = state.history();
        this.passes = passes;
        this.evaluator = evaluator;
        this.listeners = listeners;
        this.epoch = epoch;
        this.validation = validation;
        this.metrics = metrics;
        this.limit = limit;
        first = history.size() + 1;
        before = epoch.begun() ? epoch.spent(0) : 0;
        Source watched = validation == null ? epoch.data() : validation;
        patience = limit.patience() == 0
                ? null
                : new Patience(limit.patience(), state, evaluator, watched, validation == null);
    }

    /** A sentence to be said however this ends. */
    void remark(String sentence) {
        remark = sentence;
    }

    /** Trains; how that ended. */
    Progress run() {
        began = System.nanoTime();
        pace.begin();
        stopping = false;
        epoch.handBack();
        end(Progress.State.RUNNING, "");
        tell(l -> l.started(progress()));
        try {
            while (how == Progress.State.RUNNING) {
                epoch();
            }
        } catch (RuntimeException | Error e) {
            if (how == Progress.State.RUNNING) {
                step.forget();
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

    /** The pass that it runs, or was stopped in. */
    Epoch pass() {
        return epoch;
    }

    boolean interrupted() {
        return how == Progress.State.INTERRUPTED;
    }

    private int number() {
        return history.size() + 1;
    }

    private int last() {
        return (int) Math.min(Integer.MAX_VALUE, (long) first + limit.maximum() - 1);
    }

    /** Whether the stop button was pressed; clears the thread's flag, which would break whatever is published next. */
    private boolean stopping() {
        stopping |= Thread.interrupted();
        return step.sharding() == null ? stopping : step.sharding().team().stops(stopping);
    }

    private void epoch() {
        long start = System.nanoTime();
        if (!epoch.begun()) {
            if (patience != null) {
                patience.begin(this::stopping);
            }
            state.keep(null);
            epoch.begin(step.order());
        }
        while (epoch.hasNext() && !stopping()) {
            learn(epoch.nextBatch());
        }
        boolean whole = !epoch.hasNext() && validated();
        epoch.spent((System.nanoTime() - start) * 1e-9);
        if (!whole) {
            end(
                    Progress.State.INTERRUPTED,
                    "stopped in epoch %s after batch %s of %s; run fit again to continue"
                            .formatted(number(), epoch.batches(), epoch.allBatches()));
            return;
        }
        addToHistory();
        tell(l -> l.epochEnded(progress()));
        decide();
    }

    private void learn(Batch batch) {
        float loss = step.learn(batch);
        if (!Float.isFinite(loss)) {
            String who = "Epoch %s, batch %s: the loss".formatted(number(), epoch.batches() + 1);
            throw diverged(NonFinite.message(who, loss, step.network(), batch), batch);
        }
        if (step.isRuined()) {
            String who = "Epoch %s, batch %s: the step".formatted(number(), epoch.batches() + 1);
            throw diverged(NonFinite.weights(who, step.network()), batch);
        }
        epoch.learned(step.forward());
        pace.batch();
        for (int i = 0; i < listeners.size(); i++) {
            TrainingListener listener = listeners.get(i);
            if (listener.wantsBatch()) {
                stopping();
                long start = System.nanoTime();
                listener.batchEnded(progress());
                pace.listened(System.nanoTime() - start);
            }
        }
    }

    /** What is to be done after the last batch: the rows watched are measured. False if that was interrupted. */
    private boolean validated() {
        if (!step.flush() || !state.isFinite()) {
            String who = "Epoch %s, after its last batch: the step".formatted(number());
            throw diverged(NonFinite.weights(who, step.network()), epoch.batch());
        }
        boolean watches = validation != null || patience != null && patience.measuresItself();
        if (!watches) {
            watchedLoss = epoch.loss();
            return true;
        }
        boolean run = validation != null
                ? evaluator.run(validation, metrics, this::stopping)
                : evaluator.run(epoch.data(), this::stopping);
        if (run && !Double.isFinite(evaluator.loss())) {
            String who = "Epoch %s, after its last batch: the %s loss"
                    .formatted(number(), validation == null ? "training" : "validation");
            throw diverged(
                    NonFinite.message(who, evaluator.loss(), step.network(), evaluator.batch()), evaluator.batch());
        }
        watchedLoss = evaluator.loss();
        return run;
    }

    private void addToHistory() {
        passes.addToHistory(
                epoch,
                validation == null ? Double.NaN : watchedLoss,
                validation == null ? Map.of() : evaluator.measures().values());
        if (patience != null) {
            patience.measured(watchedLoss);
        }
    }

    /** Puts the last good weights back: those before this epoch, or before the one that ruined it from the start. */
    private DivergedException diverged(String text, Batch batch) {
        end(Progress.State.DIVERGED, text + ". " + Rescue.rescue(step, passes, evaluator, batch));
        epoch.reset();
        return new DivergedException(message);
    }

    /** Whether to continue: enough epochs, good enough, or no longer getting better. */
    private void decide() {
        int epochs = history.size();
        if (watchedLoss <= limit.goodEnough()) {
            end(
                    Progress.State.STOPPED_EARLY,
                    "good enough: loss %s after epoch %s".formatted(Numbers.significant(watchedLoss, 4), epochs));
        } else if (patience != null && patience.isOver()) {
            end(Progress.State.STOPPED_EARLY, patience.toString());
        } else if (epochs >= last()) {
            end(Progress.State.FINISHED, "");
        }
        if (how == Progress.State.RUNNING) {
            return;
        }
        String back = "";
        if (patience != null) {
            back = patience.putBack();
            add(back);
        } else if (validation == null) {
            double last = evaluator.loss(epoch.batch());
            if (!Double.isFinite(last)) {
                String who = "Epoch %s, after its last batch: the loss of that batch".formatted(epochs);
                throw diverged(NonFinite.message(who, last, step.network(), epoch.batch()), epoch.batch());
            }
            watchedLoss = Math.max(watchedLoss, last);
        }
        state.keep(null);
        if (back.isEmpty()) {
            add(new Ruin(history).sentence(watchedLoss, state));
        }
    }

    private void add(String sentence) {
        message += (message.isEmpty() || sentence.isEmpty() ? "" : "; ") + sentence;
    }

    private void end(Progress.State state, String why) {
        how = state;
        message = why;
        if (how != Progress.State.RUNNING) {
            add(remark);
        }
    }

    private void tell(Consumer<TrainingListener> what) {
        stopping();
        long start = System.nanoTime();
        listeners.forEach(what);
        pace.listened(System.nanoTime() - start);
    }

    private Progress progress() {
        boolean between = !epoch.begun();
        int all = epoch.allBatches();
        int number = between ? Math.max(first, history.size()) : number();
        int batch = between && history.size() >= first ? all : epoch.batches();
        double loss = between && history.size() > 0 ? history.last().loss() : epoch.loss();
        double seconds = before + (System.nanoTime() - began) * 1e-9;
        Progress soFar = new Progress(how, number, first, last(), batch, all, loss, seconds, history, message);
        double left = pace.seconds((double) (last() - number + 1) * all - batch);
        return Double.isNaN(left) ? soFar : soFar.secondsLeft(left);
    }
}
