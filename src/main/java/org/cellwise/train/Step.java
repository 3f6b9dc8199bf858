package org.cellwise.train;

import java.util.Map;
import java.util.Objects;
import org.cellwise.data.Batch;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Tape;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Updater;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.Gathered;
import org.cellwise.train.state.TrainingState;

/**
 * A step of training in its parts: {@link #gradients} adds what batches say without moving weights, {@link #gather} adds
 * what they said on another thread or machine, {@link #move} moves the weights by all of it. {@code fit} and {@code
 * trainer.step(batch)} do nothing else: {@code gradients} and {@code move} for each batch of {@code trainer.batches(data)}
 * are an epoch, with the same history, schedule and bits.
 *
 * <p>What is added are sums: Σ wᵢ ∇lᵢ, Σ wᵢ lᵢ and Σ wᵢ over rows or positions, where wᵢ is the weight of the row and
 * position times that of its class. Weights move along Σ wᵢ ∇lᵢ / Σ wᵢ, so that it does not matter how rows were divided
 * among batches, threads or machines:
 *
 * <pre>{@code
 * Step here = trainer.step();                                        // where the weights move
 * Step there = new Step(copy, crossEntropy(), sgd(0.1));             // on another thread; copy = network.copy()
 * there.gradients(batch);
 * here.gather(there.gradientSums(), there.lossSum(), there.weightSum());
 * here.move();                                                       // then bring the weights to the copy
 * there.forget();
 * }</pre>
 *
 * <p>A step belongs to one thread at a time.
 */
public final class Step {
    private final Network network;
    private final Loss loss;
    private final Forward forward;
    private final Updater updater;
    private final TrainingState state;
    private final Gathered gathered;
    private Schedule schedule = Schedules.constant();
    private double learningRate;
    private int accumulate = 1;
    private Epoch epoch;
    private Passes passes; // null for a step that is no trainer's
    private Sharding sharding; // null where a batch is computed as a whole
    private double factor = Double.NaN; // of the schedule, when something was added last; NaN if nothing was
    private boolean ruined;
    private boolean trial;

    /** With optimizer state and history of its own. */
    public Step(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        learningRate = optimizer.learningRate();
        network.read(loss.reads());
        updater = new Updater(network.compute(), network.parameters(), optimizer);
        forward = new Forward(network, loss, Tape.Mode.TRAIN, new SeededRandom(0));
        state = new TrainingState(updater, forward.random());
        gathered = state.gathered();
    }

    /**
     * Adds what a batch says: Σ wᵢ ∇lᵢ, Σ wᵢ lᵢ and Σ wᵢ over its rows. No weight moves. The batch is a step in the
     * history, and its rows are learned from where a pass of {@code trainer.batches} handed it out; at the end of a pass
     * the weights move along what was added until then.
     *
     * @return the mean loss of the batch, Σ wᵢ lᵢ / Σ wᵢ; 0 where nothing weighs anything
     * @throws IllegalArgumentException if the batch does not fit the network or the loss
     * @throws IllegalStateException if another thread is training the network
     * @throws DivergedException if the loss is not finite; then nothing is added
     */
    public double gradients(Batch batch) {
        Objects.requireNonNull(batch, "gradients expects a batch, but got null");
        Claim.checkNotElsewhere("gradients", network);
        boolean counts = passes != null && !trial;
        if (counts) {
            passes.learns(batch);
        }
        float mean = add(batch);
        if (!Float.isFinite(mean)) {
            throw new DivergedException(NonFinite.message("The loss of this batch", mean, network, batch));
        }
        if (counts) {
            passes.learned(batch);
        }
        return mean;
    }

    /**
     * Adds what batches said elsewhere; a step in the history.
     *
     * @param gradientSums Σ wᵢ ∇lᵢ, as {@link #gradientSums} gave it
     * @param lossSum Σ wᵢ lᵢ
     * @param weightSum Σ wᵢ, 0 or more
     * @throws IllegalArgumentException if there is not one sum for each number of the network, or the weight is below 0
     * @throws IllegalStateException if another thread is training the network
     * @throws DivergedException if a sum is not finite; then nothing is added
     */
    public void gather(float[] gradientSums, double lossSum, double weightSum) {
        Claim.checkNotElsewhere("gather", network);
        double now = factor();
        float[] sums = network.parameters().gradients();
        if (gradientSums.length != sums.length || !(weightSum >= 0)) {
            throw new IllegalArgumentException("gather expects a sum for each of the " + sums.length
                    + " numbers of the network and a weight from 0, but got " + gradientSums.length
                    + " sums and a weight of " + weightSum);
        }
        double odd = firstNotFinite(gradientSums);
        odd = Double.isFinite(lossSum) ? odd : lossSum;
        odd = Double.isFinite(weightSum) ? odd : weightSum;
        if (!Double.isFinite(odd)) {
            throw new DivergedException("gather expects finite sums, but one of those gathered is " + odd
                    + ": try a learning rate ten times smaller, or " + Unscaled.FEATURES);
        }
        network.compute().math().axpy(sums.length, 1, gradientSums, 0, sums, 0);
        gathered.add(lossSum, weightSum);
        factor = now;
        state.history().addStep((float) (weightSum == 0 ? 0 : lossSum / weightSum), learningRate * now);
    }

    private static double firstNotFinite(float... sums) {
        for (float sum : sums) {
            if (!Float.isFinite(sum)) {
                return sum;
            }
        }
        return 0;
    }

    /**
     * Moves the weights along the mean of what was added since they last moved: penalties and clipping, then the
     * optimizer at the {@link #rate} that the schedule gave for what was added last. Nothing moves where nothing was
     * added, or nothing of that weighs anything.
     *
     * @throws IllegalStateException if another thread is training the network
     * @throws DivergedException if a weight is not finite after it: weights and optimizer are ruined, and a state from
     *     before must be restored
     */
    public void move() {
        Claim.checkNotElsewhere("move", network);
        double held = Double.isNaN(factor) ? factor() : factor;
        if (gathered.batches() > 0 && !move(learningRate * held)) {
            throw new DivergedException(NonFinite.weights("The step", network));
        }
    }

    /**
     * Drops what was added since the weights last moved.
     *
     * @throws IllegalStateException if another thread is training the network
     */
    public void forget() {
        Claim.checkNotElsewhere("forget", network);
        updater.clear();
        gathered.clear();
        factor = Double.NaN;
    }

    /** Σ wᵢ ∇lᵢ of what was added since the weights last moved, one for each number of the network, as a copy. */
    public float[] gradientSums() {
        return network.parameters().gradients().clone();
    }

    /** Σ wᵢ lᵢ of what was added since the weights last moved. */
    public double lossSum() {
        return gathered.lossSum();
    }

    /** Σ wᵢ of what was added since the weights last moved. */
    public double weightSum() {
        return gathered.weightSum();
    }

    /**
     * The mean loss of a batch as training sees it, with dropout; nothing is added, and no weight moves.
     *
     * @throws IllegalArgumentException if the batch does not fit the network or the loss
     * @throws IllegalStateException if another thread is training the network
     */
    public double loss(Batch batch) {
        Claim.checkNotElsewhere("loss", network);
        forward.run(batch);
        return (float) forward.mean();
    }

    /**
     * The learning rate of the next step: the trainer's, times the factor of its schedule.
     *
     * @throws IllegalArgumentException if the schedule gives a factor below 0, or none that is finite
     */
    public double rate() {
        return learningRate * factor();
    }

    private double factor() {
        double position = state.history().size() + (epoch == null ? 0 : epoch.fraction());
        double now = schedule.factor(position, state.history());
        if (!(now >= 0) || Double.isInfinite(now)) {
            throw new IllegalArgumentException("A schedule is expected to give factors of 0 or more, but " + schedule
                    + " gave " + now + " after " + position + " epochs");
        }
        return now;
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return loss;
    }

    public Optimizer optimizer() {
        return updater.optimizer();
    }

    /** The generator that says what drops out. */
    public SeededRandom random() {
        return forward.random();
    }

    /** The generator from which the order of rows follows. */
    public SeededRandom order() {
        return state.order();
    }

    /**
     * Learns from a batch of a loop: the weights move, or are about to where batches accumulate.
     *
     * @return its mean loss; nothing has moved if that is not finite
     */
    float learn(Batch batch) {
        ruined = false;
        float mean = add(batch);
        if (Float.isFinite(mean) && gathered.batches() >= accumulate) {
            ruined = !move(learningRate * factor);
        }
        return mean;
    }

    /** Whether what follows is put back, so that the network keeps nothing of it. */
    void trial(boolean begins) {
        trial = begins;
        factor = Double.NaN;
    }

    /** One step at a rate of its own; false if loss or weights are no longer finite. */
    boolean learn(Batch batch, double rate) {
        forward.run(batch);
        if (!Float.isFinite((float) forward.mean())) {
            return false;
        }
        if (forward.weightSum() > 0) {
            backward(1 / forward.weightSum());
            return update(1, rate);
        }
        return true;
    }

    /** Adds what a batch says, which is a step in the history; its mean loss. Nothing is added if that is not finite. */
    private float add(Batch batch) {
        double now = factor();
        if (sharding != null) {
            shard(batch);
        } else {
            forward.run(batch);
        }
        float mean = (float) forward.mean();
        if (!Float.isFinite(mean)) {
            return mean;
        }
        if (sharding == null && forward.weightSum() > 0) {
            backward(1);
        }
        if (!trial) {
            forward.meeting().settle(); // the network keeps what training makes of its outputs
        }
        gathered.add(forward.lossSum(), forward.weightSum());
        factor = now;
        state.history().addStep(mean, learningRate * now);
        return mean;
    }

    private void shard(Batch batch) {
        try {
            sharding.run(batch, forward, epoch, gathered.batches() > 0);
        } catch (RuntimeException | Error e) {
            forget();
            throw e;
        }
    }

    /** Computes batches in shards; null for each as a whole. */
    void shard(Team team) {
        sharding = team == null ? null : new Sharding(network, team);
    }

    Sharding sharding() {
        return sharding;
    }

    /** Where it fails midway, a part of the gradients must not stay. */
    private void backward(double factor) {
        try {
            forward.backward(factor);
        } catch (RuntimeException | Error e) {
            forget();
            throw e;
        }
    }

    /** Moves the weights along what was gathered, if anything was; false if one is not finite after. */
    boolean flush() {
        return gathered.batches() == 0 || move(rate());
    }

    private boolean move(double rate) {
        double weights = gathered.weightSum();
        gathered.clear();
        factor = Double.NaN;
        return weights == 0 || update(1 / weights, rate);
    }

    private boolean update(double factor, double rate) {
        if (!updater.isPlanned()) {
            state.plan();
        }
        return updater.update(factor, rate);
    }

    /** Whether a weight was no longer finite after the last batch that {@link #learn} learned from. */
    boolean isRuined() {
        return ruined;
    }

    void learningRate(double rate) {
        learningRate = rate;
    }

    double learningRate() {
        return learningRate;
    }

    Schedule schedule() {
        return schedule;
    }

    void describe(Map<String, Object> into) {
        into.put("learning_rate", learningRate);
        into.put("schedule", schedule.describe());
        into.put("accumulate", accumulate);
    }

    void schedule(Schedule course) {
        schedule = Schedules.named(course);
    }

    int accumulated() {
        return accumulate;
    }

    void accumulate(int batches) {
        accumulate = batches;
    }

    /** Where training stands, for the schedule; null between two epochs. */
    void at(Epoch underWay) {
        epoch = underWay;
        factor = Double.NaN;
    }

    /** Which passes hand out the batches that it learns from. */
    void follow(Passes handingOut) {
        passes = handingOut;
    }

    Forward forward() {
        return forward;
    }

    Updater updater() {
        return updater;
    }

    TrainingState state() {
        return state;
    }

    @Override
    public String toString() {
        return loss + ", " + updater + ", learning rate " + learningRate + ", " + schedule
                + (accumulate == 1 ? "" : ", every " + accumulate + " batches")
                + (sharding == null ? "" : ", in " + sharding.team().shards() + " shards");
    }
}
