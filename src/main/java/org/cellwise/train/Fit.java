package org.cellwise.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;

/** One call of {@code fit}: epochs, validation, and the reasons to stop. */
final class Fit {
    private final Trainer trainer;
    private final EpochRun epoch;
    private final Dataset validation;
    private final Epochs limit;
    private final List<Metric> metrics;
    private final History history;
    private final Snapshot good;
    private final Snapshot best;
    private final int first;
    private final long began = System.nanoTime();
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private Progress.State state = Progress.State.RUNNING;
    private String message = "";

    Fit(Trainer trainer, EpochRun epoch, Dataset validation, Epochs limit, List<Metric> metrics) {
        this.trainer = trainer;
        this.epoch = epoch;
        this.validation = validation;
        this.limit = limit;
        this.metrics = metrics;
        this.history = trainer.history();
        this.first = history.size() + 1;
        int size = trainer.network().parameters().size();
        int slots = trainer.optimizer().slots();
        good = new Snapshot(size, slots);
        best = limit.patience() > 0 ? new Snapshot(size, slots) : null;
    }

    void run() {
        tell(l -> l.started(progress()));
        try {
            while (state == Progress.State.RUNNING) {
                epoch();
            }
        } catch (RuntimeException | Error e) {
            if (state == Progress.State.RUNNING) {
                end(Progress.State.DIVERGED, String.valueOf(e.getMessage()));
            }
            throw e;
        } finally {
            tell(l -> l.ended(progress()));
        }
    }

    private int number() {
        return history.size() + 1;
    }

    private int last() {
        return first + limit.most() - 1;
    }

    private void epoch() {
        long start = System.nanoTime();
        if (!epoch.begun()) {
            epoch.begin(trainer.order());
        }
        save(good);
        while (epoch.hasNext()) {
            if (Thread.interrupted()) {
                end(
                        Progress.State.INTERRUPTED,
                        "stopped in epoch %d after batch %d of %d; run fit again to go on"
                                .formatted(number(), epoch.batch(), epoch.batches()));
                return;
            }
            learn(epoch.next());
        }
        measure((System.nanoTime() - start) * 1e-9);
        epoch.reset();
        tell(l -> l.epochEnded(progress()));
        decide();
    }

    private void learn(Batch batch) {
        float loss = trainer.learn(batch);
        if (!Float.isFinite(loss)) {
            String who = "Epoch %d, batch %d: the loss".formatted(number(), epoch.batch() + 1);
            String text = NonFinite.message(who, loss, trainer.network(), batch);
            restore(good);
            epoch.reset();
            end(Progress.State.DIVERGED, text);
            throw new DivergedException(text + ". The weights are those from before the epoch");
        }
        epoch.learned(loss, trainer.stepper());
        for (TrainingListener listener : trainer.listeners()) {
            if (listener.wantsBatch()) {
                listener.batchEnded(progress());
            }
        }
    }

    /** Adds the epoch to the history. */
    private void measure(double seconds) {
        double validationLoss = Double.NaN;
        Map<String, Double> validationMetrics = Map.of();
        if (validation != null) {
            trainer.evaluator().run(validation);
            validationLoss = trainer.evaluator().loss();
            validationMetrics = measured(trainer.evaluator().predictions());
        }
        history.add(new History.Epoch(
                number(),
                epoch.loss(),
                validationLoss,
                measured(epoch.predictions()),
                validationMetrics,
                trainer.optimizer().learningRate(),
                seconds));
    }

    private Map<String, Double> measured(Predictions predictions) {
        Map<String, Double> values = new LinkedHashMap<>();
        metrics.forEach(m -> values.put(m.name(), m.measure(predictions)));
        return values;
    }

    /** Whether to go on: enough epochs, good enough, or no longer getting better. */
    private void decide() {
        double watched =
                validation == null ? history.last().loss() : history.last().validationLoss();
        if (watched < bestLoss) {
            bestLoss = watched;
            bestEpoch = history.size();
            if (best != null) {
                save(best);
            }
        }
        if (watched <= limit.goodEnough()) {
            end(Progress.State.STOPPED_EARLY, "good enough: loss %.4g after epoch %d".formatted(watched, bestEpoch));
        } else if (best != null && history.size() - bestEpoch >= limit.patience()) {
            end(
                    Progress.State.STOPPED_EARLY,
                    "no better for %d epochs; the weights of epoch %d are back, with loss %.4g"
                            .formatted(limit.patience(), bestEpoch, bestLoss));
        } else if (history.size() == last()) {
            end(Progress.State.FINISHED, "");
        }
        if (state != Progress.State.RUNNING && best != null) {
            restore(best);
        }
    }

    private void end(Progress.State how, String why) {
        state = how;
        message = why;
    }

    private void save(Snapshot snapshot) {
        Updater updater = trainer.updater();
        snapshot.take(
                updater.flat(), updater.steps(), trainer.stepper().random().state());
    }

    private void restore(Snapshot snapshot) {
        Updater updater = trainer.updater();
        snapshot.putBack(updater.flat());
        updater.clearGradients();
        updater.steps(snapshot.step());
        trainer.stepper().random().restore(snapshot.random());
    }

    private void tell(Consumer<TrainingListener> what) {
        trainer.listeners().forEach(what);
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
                (System.nanoTime() - began) * 1e-9,
                history,
                message);
    }
}
