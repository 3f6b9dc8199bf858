package org.cellwise.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
}
