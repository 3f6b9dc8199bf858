package org.cellwise.spark;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cellwise.math.Seed;
import org.cellwise.train.Epochs;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;

/**
 * Training of a network as a stage of a Spark pipeline: it prepares the rows that it is given, trains on all executors as
 * {@link SparkTrainer} does, and gives a {@link NetworkModel}. Both functions run on the driver alone:
 *
 * <pre>{@code
 * new NetworkEstimator(
 *         rows -> rows.dropMissing().standardize().label("species"),
 *         rows -> trainer(network(inputs(rows), dense(16), relu(), dense(outputs(rows))), crossEntropy(), adam(0.01)).shards(4),
 *         epochs(20))
 * }</pre>
 */
public final class NetworkEstimator extends Estimator<NetworkModel> {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final transient UnaryOperator<SparkData> prepare;
    private final transient Function<SparkRows, Trainer> build;
    private final transient Epochs epochs;
    private final DoubleParam validationShare;
    private final LongParam seed;

    /**
     * A stage that trains.
     *
     * @param prepare how rows are prepared, and what is to be predicted
     * @param build makes a new network for prepared rows, and its trainer, which has shards
     */
    public NetworkEstimator(UnaryOperator<SparkData> prepare, Function<SparkRows, Trainer> build, Epochs epochs) {
        this(
                Identifiable.randomUID("networkEstimator"),
                Objects.requireNonNull(prepare, "NetworkEstimator expects how rows are prepared, but got null"),
                Objects.requireNonNull(build, "NetworkEstimator expects a function that makes a trainer, but got null"),
                Objects.requireNonNull(epochs, "NetworkEstimator expects a number of epochs, but got null"));
    }

    private NetworkEstimator(
            String uid, UnaryOperator<SparkData> prepare, Function<SparkRows, Trainer> build, Epochs epochs) {
        this.uid = uid;
        this.prepare = prepare;
        this.build = build;
        this.epochs = epochs;
        validationShare = new DoubleParam(
                this, "validationShare", "share of the rows that is held out and measured on after each epoch");
        seed = new LongParam(this, "seed", "decides which rows are held out");
        setDefault(validationShare, 0.0);
        setDefault(seed, Seed.DEFAULT.value());
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Share of the rows that is held out and measured on after each epoch; 0 unless set. */
    public DoubleParam validationShare() {
        return validationShare;
    }

    /** Holds so much of the rows out, to measure on after each epoch, and to stop early by. */
    public NetworkEstimator setValidationShare(double share) {
        set(validationShare, share);
        return this;
    }

    /** What decides which rows are held out. */
    public LongParam seed() {
        return seed;
    }

    /** Decides which rows are held out. */
    public NetworkEstimator setSeed(long value) {
        set(seed, value);
        return this;
    }

    /**
     * Trains a network on the rows.
     *
     * @throws IllegalArgumentException if a column does not hold what is to be made of it, or the trainer does not fit
     * @throws IllegalStateException if training was stopped
     */
    @Override
    public NetworkModel fit(Dataset<?> rows) {
        SparkData data = prepare.apply(SparkData.of(rows.toDF()));
        double share = (Double) getOrDefault(validationShare);
        SparkSplit split = share == 0
                ? new SparkSplit(data.all(), null)
                : data.split(1 - share, new Seed((Long) getOrDefault(seed)));
        Trainer trainer = Objects.requireNonNull(
                build.apply(split.train()), "NetworkEstimator expects a trainer, but its function gave null");
        Progress progress = SparkTrainer.of(trainer).fit(split.train(), split.validation(), epochs);
        if (progress.state() == Progress.State.INTERRUPTED) {
            throw new IllegalStateException(
                    "The training was stopped, so that there is no model: fit again, or train with"
                            + " onSpark(trainer), which goes on where it was stopped");
        }
        return new NetworkModel(trainer.network()).setParent(this);
    }

    /** The columns that a model adds, as far as they are known before training: those of one class or number. */
    @Override
    public StructType transformSchema(StructType schema) {
        return schema.add("prediction", DataTypes.DoubleType)
                .add("predictedClass", DataTypes.StringType)
                .add("probability", SQLDataTypes.VectorType())
                .add("problem", DataTypes.StringType);
    }

    @Override
    public NetworkEstimator copy(ParamMap extra) {
        NetworkEstimator copy = new NetworkEstimator(uid, prepare, build, epochs);
        copyValues(copy, extra);
        return copy;
    }
}
