package org.cellwise.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.cellwise.network.Network;
import org.cellwise.text.Names;

/** Sessions of Spark for a notebook: quiet, on this machine unless told otherwise, with the library on all machines. */
final class SparkSessions {
    private static final String LOGGING = "log4j2.configurationFile";

    private SparkSessions() {}

    static SparkSession of(String master, Object... settings) {
        if (settings.length % 2 != 0) {
            throw new IllegalArgumentException("spark expects names and values of settings in turn, but got "
                    + Names.count(settings.length, "argument") + " after the master");
        }
        SparkSession.getDefaultSession().foreach(running -> {
            requireSame(running, master);
            return null;
        });
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "classpath:org/cellwise/spark/log4j2.properties");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("spark.app.name", "Cellwise");
        all.put("spark.ui.enabled", "false");
        all.put("spark.ui.showConsoleProgress", "false");
        if (isHere(master)) {
            all.put("spark.driver.host", "127.0.0.1");
            all.put("spark.driver.bindAddress", "127.0.0.1");
        }
        if (!master.startsWith("local")) {
            all.put("spark.jars", library());
            all.put("spark.executor.extraJavaOptions", executorOptions());
        }
        for (int i = 0; i < settings.length; i += 2) {
            all.put(String.valueOf(settings[i]), String.valueOf(settings[i + 1]));
        }
        SparkSession.Builder builder = SparkSession.builder().master(master);
        all.forEach(builder::config);
        return builder.getOrCreate();
    }

    /** Each core has its own task, and the loops are those of this process, so that the bits are. */
    private static String executorOptions() {
        String loops = System.getProperty("cellwise.math");
        return "-Dcellwise.threads=1" + (loops == null ? "" : " -Dcellwise.math=" + loops);
    }

    private static boolean isHere(String master) {
        return master.startsWith("local") || master.startsWith("spark://127.0.0.1:");
    }

    /** Spark would hand out the session that runs, whatever master it is asked for. */
    private static void requireSame(SparkSession running, String master) {
        String other = running.sparkContext().master();
        if (!running.sparkContext().isStopped() && !other.equals(master)) {
            throw new IllegalStateException("spark expects one session at a time, but one runs on " + other
                    + ": stop it first, by spark.stop() where it is called spark");
        }
    }

    /** What a job gives, or the error of the task in which it ended, without the words that Spark puts around it. */
    static <T> T run(Callable<T> job) {
        try {
            return job.call();
        } catch (InterruptedException e) {
            throw new IllegalStateException("The job on Spark was stopped: run the cell again", e);
        } catch (Exception e) { // Spark's are checked, though nothing declares them
            if (e.getCause() instanceof RuntimeException task) {
                throw task;
            }
            throw e instanceof RuntimeException own ? own : new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The jar, or the folder of classes, that this library came from; executors get it. */
    private static String library() {
        try {
            CodeSource source = Network.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).toUri().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The library's own jar was not found", e);
        }
    }
}
