package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark, one at a time: starting one takes seconds. */
final class Sessions {
    private Sessions() {}

    /** The one that runs on this master, or a new one instead of that on another. */
    static SparkSession of(String master) {
        return of(master, "512m", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    /** The same with so much memory for each executor, and options of its Java. */
    static SparkSession of(String master, String memory, String options) {
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
                .config("spark.executor.memory", memory)
                .config("spark.executor.extraJavaOptions", options)
                .config("spark.executor.extraClassPath", ours())
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target", "spark-warehouse")
                                .toAbsolutePath()
                                .toUri()
                                .toString())
                .getOrCreate();
    }

    /** Waits until so many executors take tasks; else a job begins with the first that comes. */
    static void awaitExecutors(SparkSession session, int count) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (session.sparkContext().statusTracker().getExecutorInfos().length < count + 1) { // the driver counts
            assertThat(System.nanoTime()).as("executors came in time").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** Runs the main method of a class of these tests in a process with the options and class path of this one. */
    static Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
