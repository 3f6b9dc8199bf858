package org.cellwise.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A standalone cluster on this machine: one master and workers of one core each, processes of their own, with the jars of
 * this class path. Classes of the JDK alone, so that {@code kernel-install/spark-cluster.sh} can run this file as it is.
 */
final class SparkCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final int memory;
    private final int port = freePort();
    private final int page = freePort();
    private final List<Process> workers = new ArrayList<>();
    private Process master;

    private SparkCluster(Path home, int memory) {
        this.home = home;
        this.memory = memory;
    }

    /**
     * Starts the master and waits until the workers are registered.
     *
     * @param memory MB that each worker lends
     */
    static SparkCluster start(int workers, int memory) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("spark-cluster");
        SparkCluster cluster = new SparkCluster(home, memory);
        try {
            cluster.linkJars();
            cluster.master = cluster.launch(
                    "master",
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    HOST,
                    "--port",
                    Integer.toString(cluster.port),
                    "--webui-port",
                    Integer.toString(cluster.page));
            cluster.await("answers", 0);
            for (int i = 0; i < workers; i++) {
                cluster.addWorker();
            }
            cluster.await("has " + workers + " workers", workers);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The address that {@code SparkSession.builder().master(…)} takes. */
    String master() {
        return "spark://" + HOST + ":" + port;
    }

    /** One more worker; the master knows it some moments later. */
    void addWorker() throws IOException {
        workers.add(launch(
                "worker-" + workers.size(),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                HOST,
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                memory + "m",
                "--work-dir",
                home.resolve("work").toString(),
                master()));
    }

    /** Ends a worker and its executors at once, as a machine does that loses its power. */
    void killWorker(int index) throws InterruptedException {
        Process worker = workers.get(index);
        worker.descendants().forEach(ProcessHandle::destroyForcibly);
        worker.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        List<Process> all = new ArrayList<>(workers);
        if (master != null) {
            all.add(master);
        }
        for (Process process : all) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try {
            for (Process process : all) {
                process.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(home);
    }

    /** Spark's own launcher of executors looks for a folder of jars in its home. */
    private void linkJars() throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry).toAbsolutePath();
            String name = jar.getFileName().toString();
            // log4j writes what executors say; a copy of the library comes with the application
            if (name.endsWith(".jar") && !name.startsWith("slf4j-nop") && !name.startsWith("cellwise-")) {
                try {
                    Files.createSymbolicLink(jars.resolve(name), jar);
                } catch (IOException | UnsupportedOperationException e) {
                    Files.copy(jar, jars.resolve(name)); // Windows without the right to make links
                }
            }
        }
    }

    private Process launch(String name, String type, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.resolve("jars") + File.separator + "*",
                type));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13"); // else it looks for a build of Spark
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        return builder.start();
    }

    private void await(String what, int count) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + page + "/json/"))
                .timeout(Duration.ofSeconds(5))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && master.isAlive()) {
            try {
                String json = client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
                if (json.split("\"state\" : \"ALIVE\"", -1).length - 1 >= count) {
                    return;
                }
            } catch (IOException notYet) {
                // the master has not begun to listen
            }
            Thread.sleep(100);
        }
        throw new IOException(
                "no cluster that " + what + (master.isAlive() ? " after " + PATIENCE.toSeconds() + " s" : "")
                        + "; its master wrote:\n" + Files.readString(home.resolve("master.log")));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a folder for temporary files; the system clears it
        }
    }

    /** Runs a cluster until its input ends or the process is stopped: workers (2), MB for each (1024). */
    public static void main(String[] arguments) throws Exception {
        int workers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        int memory = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1024;
        SparkCluster cluster = start(workers, memory);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        System.out.println(cluster.master());
        while (System.in.read() >= 0) {
            // until the end
        }
    }
}
