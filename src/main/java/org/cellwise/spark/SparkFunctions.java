package org.cellwise.spark;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cellwise.data.Folds;
import org.cellwise.layer.Outputs;
import org.cellwise.network.Inputs;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.search.CrossValidation;
import org.cellwise.train.search.Search;
import org.cellwise.train.search.Setting;

/** What a cell imports for Spark beside the library: {@code import static org.cellwise.spark.SparkFunctions.*;}. */
public final class SparkFunctions {
    private SparkFunctions() {}

    /**
     * A session of Spark that writes errors alone, and brings this library to the machines of a cluster: {@code
     * spark("local[2]")}, {@code spark("spark://127.0.0.1:7077", "spark.executor.memory", "1g")}. The one that runs already
     * on this master, where there is one.
     *
     * @param master {@code local[threads]}, or the address of a cluster
     * @param settings names of Spark's settings and their values in turn
     * @throws IllegalStateException if a session runs on another master
     */
    public static SparkSession spark(String master, Object... settings) {
        return SparkSessions.of(master, settings);
    }

    /**
     * Prepares rows of Spark as {@code dataset(table)} prepares those of a table: {@code
     * dataset(rows).dropMissing().standardize().label("species").all()}.
     */
    public static SparkData dataset(Dataset<Row> rows) {
        return SparkData.of(rows);
    }

    /** The features of the rows, by name: {@code network(inputs(rows), dense(outputs(rows)))}. */
    public static Inputs inputs(SparkRows rows) {
        return new Inputs(rows.schema().inputShape(), rows.schema().inputNames());
    }

    /** As {@link #inputs(SparkRows)}. */
    public static Inputs inputs(SparkSplit split) {
        return inputs(split.train());
    }

    /** The classes or numeric targets of the rows, by name: {@code dense(outputs(rows))}. */
    public static Outputs outputs(SparkRows rows) {
        return new Outputs(rows.schema().outputNames());
    }

    /** As {@link #outputs(SparkRows)}. */
    public static Outputs outputs(SparkSplit split) {
        return outputs(split.train());
    }

    /**
     * As {@code search(folds, …)}, with each training a task of Spark: {@code search(spark, table.folds(3), (fold, s) ->
     * trainer(network(inputs(fold), dense(s.whole("units")), relu(), dense(outputs(fold))), crossEntropy(), adam(0.01))
     * .metrics(accuracy())).choose("units", 4, 16).grid(epochs(20))}. The rows of all folds go to each machine once; what
     * is measured beside the loss are the metrics of the trainer.
     *
     * @param build makes a new network and its trainer for a fold and a choice, on the machine that trains it; in a cell of
     *     a notebook it uses its arguments alone, nothing of other cells
     * @throws IllegalArgumentException if the function uses what other machines do not have, or the rows are too many
     */
    public static Search search(SparkSession spark, Folds folds, SearchRecipe build) {
        return Search.of(folds, build).on(new SparkTrials(spark, folds, Shipped.of(build)));
    }

    /**
     * As {@code crossValidate(folds, …)}, with each fold a task of Spark: {@code crossValidate(spark, table.folds(5), fold ->
     * trainer(network(inputs(fold), dense(outputs(fold))), crossEntropy(), adam(0.01)).metrics(accuracy()), epochs(20))}.
     *
     * @throws IllegalArgumentException as {@link #search} does
     */
    public static CrossValidation crossValidate(SparkSession spark, Folds folds, FoldRecipe build, Epochs epochs) {
        Setting none = new Setting(Map.of());
        return new SparkTrials(spark, folds, Shipped.of(build))
                .judge(List.of(none), epochs)
                .get(0);
    }

    /**
     * Trains on the machines of a Spark session what a trainer would train here: {@code
     * onSpark(trainer.shards(4)).fit(rows, 3)}.
     */
    public static SparkTrainer onSpark(Trainer trainer) {
        return SparkTrainer.of(trainer);
    }
}
