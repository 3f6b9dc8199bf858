package org.cellwise.spark;

import static org.cellwise.Cellwise.*;
import static org.cellwise.spark.SparkFunctions.*;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.cellwise.HeapUse;
import org.cellwise.data.stream.Streamed;
import org.cellwise.network.Network;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;

/**
 * Millions of rows of 20 columns in Parquet, on a driver and two workers with 1 GB of heap each: {@code MillionsOfRows write
 * FOLDER ROWS}, then {@code spark FOLDER} and {@code local FOLDER}, which trains the same network on the same rows by the
 * loader of rows larger than memory.
 */
public final class MillionsOfRows {
    /** Of executors that are measured. */
    static final String OPTIONS = "--add-modules jdk.incubator.vector -Dcellwise.threads=1";

    private static final int FILES = 8;
    private static final int NUMBERS = 18; // columns, besides a category and the class
    private static final int BATCH = 1024;
    private static final int SHARDS = 4;

    private MillionsOfRows() {}

    /** Prints rows a second, and the driver's heap. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "write" -> write(folder, Long.parseLong(arguments[2]));
            case "spark" -> {
                try (SparkCluster cluster = SparkCluster.start(2, 1024)) {
                    train(Sessions.of(cluster.master(), "1g", OPTIONS), folder);
                }
            }
            default -> stream(folder);
        }
    }

    private static void write(Path folder, long rows) {
        SparkSession spark = Sessions.of("local[2]");
        Dataset<Row> all = spark.range(0, rows, 1, FILES).toDF();
        for (int i = 0; i < NUMBERS; i++) {
            all = all.withColumn("x" + i, functions.round(functions.randn(i), 3));
        }
        all = all.withColumn(
                        "town",
                        functions.expr(
                                "element_at(array('Bern', 'Graz', 'Rom', 'Ulm'), 1 + cast(4 * rand(77) as int))"))
                .withColumn("kind", functions.expr("IF(x0 * x1 + x2 - x3 * x4 > 0, 'more', 'less')"))
                .drop("id");
        all.write().mode("overwrite").parquet(folder.toUri().toString());
        spark.stop();
    }

    private static void train(SparkSession spark, Path folder) {
        AtomicLong most = HeapUse.watch();
        AtomicLong results = new AtomicLong();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd ended) {
                if (ended.taskMetrics() != null) {
                    results.addAndGet(ended.taskMetrics().resultSize());
                }
            }
        });
        Dataset<Row> table = spark.read().parquet(folder.toUri().toString());
        long rows = table.count();
        heap("before", most);
        SparkRows prepared = timed(
                "encoders fitted",
                rows,
                () -> dataset(table).standardize().label("kind").all());
        heap("after fitting", most);
        Network net = network(seed(1), inputs(prepared), dense(32), relu(), dense(outputs(prepared)));
        Trainer trainer = trainer(net).shards(SHARDS).listen(new TrainingListener() {
            private int next = 1;

            @Override
            public void batchEnded(Progress now) {
                if (4 * now.batch() >= next * now.batches()) {
                    heap("batch " + now.batch() + " of " + now.batches(), most);
                    next++;
                }
            }
        });
        timed(
                "rows dealt out, moved and trained on for an epoch",
                rows,
                () -> onSpark(trainer).fit(prepared, 1));
        double seconds = trainer.history().last().seconds();
        System.out.printf("the epoch alone: %.1f s, %,.0f rows/s%n", seconds, rows / seconds);
        System.out.println(trainer.history().last());
        heap("after training", most);
        Dataset<Row> scored = new NetworkModel(net).transform(table);
        timed("scored", rows, () -> {
            scored.write().format("noop").mode("overwrite").save();
            return null;
        });
        heap("after scoring", most);
        System.out.printf("%,d bytes of results came to the driver%n", results.get());
        spark.stop();
    }

    private static Trainer trainer(Network net) {
        return org.cellwise.Cellwise.trainer(net, crossEntropy(), adam(0.001))
                .batchSize(BATCH)
                .quiet();
    }

    private static void stream(Path folder) {
        AtomicLong most = HeapUse.watch();
        long start = System.nanoTime();
        Streamed rows = parquetParts(folder + "/*.parquet")
                .source(table -> dataset(table).standardize().label("kind"));
        long count = rows.rowCount();
        System.out.printf(
                "looked through and checked: %,d rows, %,.0f rows/s%n",
                count, count / ((System.nanoTime() - start) * 1e-9));
        Network net = network(
                seed(1),
                inputs(rows.schema().inputNames().toArray(String[]::new)),
                dense(32),
                relu(),
                dense(outputs(rows.schema().outputNames().toArray(String[]::new))));
        Trainer trainer = trainer(net);
        timed("trained on for an epoch", count, () -> trainer.fit(rows, 1));
        System.out.println(trainer.history().last());
        timed("measured", count, () -> trainer.evaluate(rows));
        heap("after all", most);
    }

    private static <T> T timed(String what, long rows, Supplier<T> work) {
        long start = System.nanoTime();
        T made = work.get();
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf("%s: %,d rows in %.1f s, %,.0f rows/s%n", what, rows, seconds, rows / seconds);
        return made;
    }

    private static void heap(String when, AtomicLong most) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "driver, %s: %.1f MB in use, at most %.1f MB after a collection%n",
                when, (runtime.totalMemory() - runtime.freeMemory()) * 1e-6, most.get() * 1e-6);
    }
}
