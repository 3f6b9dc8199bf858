package org.cellwise.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark, one at a time: starting one takes seconds. */
final class Sessions {
    private Sessions() {}

    /** The one that runs on this master, or a new one instead of that on another. */
    static SparkSession of(String master) {
        if (SparkSession.getDefaultSession().isDefined()) {
            SparkSession running = SparkSession.getDefaultSession().get();
            if (running.sparkContext().master().equals(master)
                    && !running.sparkContext().isStopped()) {
                return running;
            }
            running.stop();
        }
        return SparkSession.builder()
                .master(master)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.executor.memory", "512m")
                .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .config("spark.executor.extraClassPath", ours())
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target", "spark-warehouse")
                                .toAbsolutePath()
                                .toUri()
                                .toString())
                .getOrCreate();
    }

    /** What of the class path a cluster has not. */
    private static String ours() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || Path.of(entry).getFileName().toString().startsWith("cellwise-"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
