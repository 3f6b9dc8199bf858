package org.cellwise.spark;

import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.cellwise.file.Json;
import org.cellwise.network.NetworkFile;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.LossTargets;

/**
 * Trains the network of a {@link Trainer} on the machines of a Spark session, and brings all that training moves back to
 * it. Each step is computed in the trainer's shards, which the tasks share among them, so that the weights are, bit for
 * bit, those that the trainer itself would come to on the same rows: on one task or many, and also where a machine was
 * lost and training went on from the last state that the driver was told.
 *
 * <p>Listeners of the trainer are told on the driver, live; the stop button ends training after the step under way, and
 * the next {@code fit}, here or of the trainer itself, continues there. What is a function of your own, such as a loss,
 * schedule or metric, cannot travel and is refused.
 */
public final class SparkTrainer {
    private final Trainer trainer;
    private int mostTasks = Integer.MAX_VALUE;
    private int every;
    private String folder;

    private SparkTrainer(Trainer trainer) {
        this.trainer = trainer;
    }

    static SparkTrainer of(Trainer trainer) {
        Objects.requireNonNull(trainer, "onSpark expects a trainer, but got null");
        return new SparkTrainer(trainer);
    }

    /**
     * Uses so many tasks at most; unless set as many as run at once, and never more than shards.
     *
     * @throws IllegalArgumentException if that is not at least one
     */
    public SparkTrainer tasks(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("tasks expects at least 1 task, but got " + most);
        }
        mostTasks = most;
        return this;
    }

    /**
     * Keeps the state after each epoch, and after every so many steps, in a folder of any file system that Hadoop knows:
     * {@code checkpoints("hdfs:///models/penguins", 500)}. Where a folder has a state of this training that is further than
     * the trainer, {@code fit} continues from there, as after a driver was lost, towards the same last epoch.
     *
     * @param steps 0 for after each epoch alone
     * @throws IllegalArgumentException if that is below 0
     */
    public SparkTrainer checkpoints(String address, int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    "checkpoints expects a number of steps, or 0 for after each epoch alone, but got " + steps);
        }
        folder = Objects.requireNonNull(address, "checkpoints expects a folder, but got null");
        every = steps;
        return this;
    }

    /** As {@link #fit(SparkRows, SparkRows, Epochs)}, on all rows, watching none. */
    public Progress fit(SparkRows rows, int epochs) {
        return fit(rows, null, new Epochs(epochs));
    }

    /** As {@link #fit(SparkRows, SparkRows, Epochs)}, on the first part of a split, watching the other. */
    public Progress fit(SparkSplit split, int epochs) {
        return fit(split, new Epochs(epochs));
    }

    /** As {@link #fit(SparkRows, SparkRows, Epochs)}, on the first part of a split, watching the other. */
    public Progress fit(SparkSplit split, Epochs epochs) {
        Objects.requireNonNull(split, "fit expects a split of rows, but got null");
        return fit(split.train(), split.validation(), epochs);
    }

    /**
     * Trains until the epochs are done, or the stop button is pressed.
     *
     * @param validation rows to measure on after each epoch; null for none
     * @return how it ended; its message also says how many rows were left out since they could not be read
     * @throws IllegalArgumentException if the rows do not fit the network or the loss, or a row cannot be read and {@code
     *     strict()} was asked for
     * @throws IllegalStateException if the trainer has no shards, something of it is your own, or machines were lost too
     *     often
     * @throws DivergedException if loss or weights are no longer finite; the last good weights are put back
     */
    public Progress fit(SparkRows rows, SparkRows validation, Epochs epochs) {
        Objects.requireNonNull(rows, "fit expects rows to learn from, but got null");
        Objects.requireNonNull(epochs, "fit expects a number of epochs, but got null");
        int shards = trainer.shards();
        if (shards == 1) {
            throw new IllegalStateException(
                    "onSpark expects a trainer with a fixed number of shards, at least as many as tasks, but this one computes batches as a whole: call trainer.shards(8)");
        }
        TrainingTask.Order order = new TrainingTask.Order();
        order.settings = Json.write(trainer.describe());
        NetworkFile.describe(trainer.network()); // refuses layers that cannot travel
        if (trainer.network().parameters().list().stream().noneMatch(Parameter::trainable)) {
            throw new IllegalStateException(
                    "fit expects weights to train, but all layers are frozen, or there are none");
        }
        new LossTargets(trainer.network(), trainer.loss(), rows.schema()); // refuses rows that do not fit
        order.math = TrainingTask.math();
        order.shards = shards;
        order.coder = rows.coder().text();
        order.rows = rows.deal(shards);
        BadRows bad = new BadRows();
        bad.merge(order.rows.bad());
        if (validation != null) {
            order.watchedCoder = validation.coder().text();
            order.watched = validation.deal(shards);
            bad.merge(order.watched.bad());
        }
        order.patience = epochs.patience();
        order.goodEnough = epochs.goodEnough();
        order.every = every;
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.session().sparkContext());
        Checkpoints kept = folder == null ? null : Checkpoints.in(folder, context.hadoopConfiguration());
        return new SparkFit(trainer, context, rows, validation, order, epochs, kept, mostTasks, bad.toString()).run();
    }

    @Override
    public String toString() {
        return trainer + ", on Spark";
    }
}
