package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Tape;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Updater;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.History;
import org.cellwise.train.state.TrainingState;

/** What a {@link Trainer} trains with: steps on batches, the rate of each, the epoch under way, and the state. */
public final class Learner {
    private final Network network;
    private final Loss loss;
    private final Updater updater;
    private final Stepper stepper;
    private final Evaluator evaluator;
    private final TrainingState state;
    private Schedule schedule = Schedules.constant();
    private double learningRate;
    private int accumulate = 1;
    private EpochRun epoch;

    Learner(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        learningRate = optimizer.learningRate();
        network.read(loss.reads());
        updater = new Updater(network.compute(), network.parameters(), optimizer);
        stepper = new Stepper(network, loss, Tape.Mode.TRAIN, new SeededRandom(0));
        evaluator = new Evaluator(network, loss);
        state = new TrainingState(updater, stepper.random());
    }

    void learningRate(double rate) {
        learningRate = rate;
    }

    void schedule(Schedule course) {
        schedule = Schedules.named(course);
    }

    void accumulate(int batches) {
        flush();
        accumulate = batches;
    }

    /** The pass over these rows: the one that was cut, if there is one, else a new one. */
    EpochRun epoch(Dataset data, int batchSize) {
        stepper.check(data);
        if (epoch == null || !epoch.fits(data, batchSize)) {
            epoch = pass(data, batchSize);
        }
        return epoch;
    }

    EpochRun pass(Dataset data, int batchSize) {
        stepper.check(data);
        return new EpochRun(network.compute(), stepper.meeting(), data, batchSize);
    }

    /** The rows trained on last; null before the first fit. */
    Dataset data() {
        return epoch == null ? null : epoch.data();
    }

    /** Learns from a batch: the weights move, or are about to when batches accumulate, only if the loss is finite. */
    float learn(Batch batch) {
        float weight = accumulate == 1 ? 1 : batch.count();
        float value = stepper.forwardBackward(batch, weight);
        if (!Float.isFinite(value)) {
            return value;
        }
        stepper.meeting().settle();
        double rate = rate();
        state.history().addStep(value, rate);
        updater.gather(weight);
        if (updater.batches() >= accumulate) {
            updater.update(rate);
        }
        return value;
    }

    /** A step at a rate of its own, which the history does not count. */
    float learn(Batch batch, double rate) {
        float value = stepper.forwardBackward(batch, 1);
        updater.gather(1);
        updater.update(rate);
        return value;
    }

    /** Moves the weights along what was gathered since they last moved. */
    void flush() {
        if (updater.batches() > 0) {
            updater.update(rate());
        }
    }

    /** The rate of the next step. */
    public double rate() {
        double position = state.history().size() + (epoch == null ? 0 : epoch.fraction());
        double factor = schedule.factor(position, state.history());
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("A schedule is expected to give factors of 0 or more, but " + schedule
                    + " gave " + factor + " after " + position + " epochs");
        }
        return learningRate * factor;
    }

    /** Forgets the epoch under way. */
    void beginAnew() {
        if (epoch != null) {
            epoch.reset();
        }
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return loss;
    }

    public Updater updater() {
        return updater;
    }

    public Stepper stepper() {
        return stepper;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    public TrainingState state() {
        return state;
    }

    History history() {
        return state.history();
    }

    @Override
    public String toString() {
        return loss + ", " + updater + ", learning rate " + learningRate + ", " + schedule
                + (accumulate == 1 ? "" : ", every " + accumulate + " batches");
    }
}
