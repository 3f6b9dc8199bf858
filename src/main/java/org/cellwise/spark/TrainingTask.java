package org.cellwise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.ShardedRows;
import org.cellwise.file.Json;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.network.Network;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.runtime.AbstractFunction1;

/** One task of a training: it holds the rows of some shards, and trains as all others do, each the same network. */
final class TrainingTask extends AbstractFunction1<Iterator<Tuple2<Integer, byte[]>>, Iterator<Integer>>
        implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int MEETING_MS = 60_000;

    private final Order order;
    private final Broadcast<byte[]> trainer;

    TrainingTask(Order order, Broadcast<byte[]> trainer) {
        this.order = order;
        this.trainer = trainer;
    }

    @Override
    public Iterator<Integer> apply(Iterator<Tuple2<Integer, byte[]>> blocks) {
        BarrierTaskContext context = BarrierTaskContext.get();
        int task = context.partitionId();
        Stop stop = new Stop();
        try (Wire driver = Wire.connect(order.driverHost, order.driverPort, order.secret, task)) {
            driver.until(context::isInterrupted).patient();
            try {
                train(context, task, blocks, driver, stop);
            } catch (RuntimeException e) {
                if (e instanceof UncheckedIOException || context.isInterrupted()) {
                    throw e; // another task is gone: the driver begins anew
                }
                tell(driver, failure(task, e));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Task " + task + " lost others: " + e.getMessage(), e);
        }
        return Iterator$.MODULE$.empty();
    }

    private static News failure(int task, RuntimeException e) {
        boolean ours = e instanceof IllegalArgumentException || e instanceof IllegalStateException;
        return new News(
                News.Kind.FAILURE,
                task,
                Map.of("message", "Task %s: %s".formatted(task, ours ? e.getMessage() : String.valueOf(e))));
    }

    private void train(
            BarrierTaskContext context, int task, Iterator<Tuple2<Integer, byte[]>> blocks, Wire driver, Stop stop)
            throws IOException {
        requireSameMath();
        int first = SparkRows.ByTask.first(task, order.shards, order.tasks);
        int end = SparkRows.ByTask.first(task + 1, order.shards, order.tasks);
        HeldRows rows = new HeldRows(order.coder, order.rows, first, end);
        HeldRows watched = order.watched == null ? null : new HeldRows(order.watchedCoder, order.watched, first, end);
        while (blocks.hasNext()) {
            Tuple2<Integer, byte[]> block = blocks.next();
            if (block._1() < order.shards) {
                rows.add(block._2());
            } else {
                watched.add(block._2());
            }
        }
        ShardedRows train = rows.sharded();
        ShardedRows validation = watched == null ? null : watched.sharded();
        Path file = Files.createTempFile("training", ".safetensors");
        Wire[] wires = meet(context, task, driver);
        try (TaskTeam team = new TaskTeam(order.shards, task, wires, stop, TaskTeam.ROUND_BYTES)) {
            Files.write(file, trainer.value());
            Network network = Network.load(file, Compute.of(1), RowEncoder::of);
            Trainer copy = Trainer.of(
                            network, Json.readObject("settings", order.settings).values())
                    .team(team);
            copy.load(file);
            copy.listen(new Messenger(copy, task, driver, file, order.every));
            stop.listen(driver, task);
            Epochs epochs = new Epochs(order.epochs, order.patience, order.goodEnough);
            Progress progress = fit(copy, train, validation, epochs);
            copy.checkpoint(); // on all tasks, which bring together what shards have measured
            byte[] bytes = task == 0 ? Messenger.bytes(copy, file) : new byte[0];
            tell(driver, new News(News.Kind.END, task, News.of(progress), bytes));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Progress fit(Trainer trainer, ShardedRows rows, ShardedRows watched, Epochs epochs) {
        try {
            return trainer.fit(rows, watched, epochs);
        } catch (DivergedException e) {
            int done = trainer.history().size();
            return new Progress(
                    Progress.State.DIVERGED, done, done, done, 0, 1, Double.NaN, 0, trainer.history(), e.getMessage());
        }
    }

    private static void tell(Wire driver, News news) throws IOException {
        driver.send(news.frame());
    }

    /** What loops this Java runs. */
    static String math() {
        return FloatMath.best().getClass().getSimpleName();
    }

    private void requireSameMath() {
        String math = math();
        if (!math.equals(order.math)) {
            throw new IllegalStateException(
                    "The driver computes with %s, but this executor with %s, whose last bits differ: give both --add-modules jdk.incubator.vector, by spark.driver.extraJavaOptions and spark.executor.extraJavaOptions, or neither"
                            .formatted(order.math, math));
        }
    }

    /** Tells the driver where this task listens, and meets the others where the driver says that they do. */
    private Wire[] meet(BarrierTaskContext context, int task, Wire driver) throws IOException {
        if (order.tasks == 1) {
            return new Wire[1];
        }
        try (ServerSocket server = listen(order.tasks)) {
            tell(driver, new News(News.Kind.PLACE, task, Map.of("place", place(server))));
            ByteBuffer places = driver.receive(null, (long) order.tasks * Headquarters.PLACE_BYTES);
            String text = StandardCharsets.UTF_8.decode(places).toString();
            return join(context, server, order.secret, text.split("\n"));
        }
    }

    static ServerSocket listen(int tasks) throws IOException {
        return Wire.listen(SparkEnv.get().blockManager().blockManagerId().host(), tasks);
    }

    /** What others are told, so that they find this one. */
    static String place(ServerSocket server) {
        return server.getInetAddress().getHostAddress() + " " + server.getLocalPort();
    }

    /** Wires to all other tasks, by their places; null stands for this one. */
    static Wire[] join(BarrierTaskContext context, ServerSocket server, byte[] secret, String... places)
            throws IOException {
        int task = context.partitionId();
        Wire[] wires = new Wire[places.length];
        server.setSoTimeout(MEETING_MS);
        for (int p = 0; p < task; p++) {
            int space = places[p].indexOf(' ');
            wires[p] = Wire.connect(
                    places[p].substring(0, space), Integer.parseInt(places[p].substring(space + 1)), secret, task);
        }
        while (Arrays.stream(wires, task + 1, wires.length).anyMatch(wire -> wire == null)) {
            Wire wire = Wire.accept(server, secret);
            if (wire != null && wire.peer() > task && wire.peer() < wires.length) {
                wires[wire.peer()] = wire;
            }
        }
        for (Wire wire : wires) {
            if (wire != null) {
                wire.until(context::isInterrupted);
            }
        }
        return wires;
    }

    /** Whether the driver has asked to stop; a thread waits for it. */
    private static final class Stop implements BooleanSupplier {
        private volatile boolean asked;

        void listen(Wire driver, int task) {
            if (task != 0) {
                return;
            }
            Thread thread = new Thread(
                    () -> {
                        try {
                            while (true) {
                                ByteBuffer said = driver.receive(null, 1);
                                asked |= said.remaining() == 1;
                            }
                        } catch (IOException e) {
                            asked = true; // the driver is gone, or training has ended
                        }
                    },
                    "cellwise-stop");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public boolean getAsBoolean() {
            return asked;
        }
    }

    /** What every task of a training is told, besides the trainer's file. */
    static final class Order implements Serializable {
        private static final long serialVersionUID = 1;

        String settings; // of the trainer, as JSON
        String math; // what the driver computes with
        int shards;
        int tasks;
        int epochs;
        int patience;
        double goodEnough;
        int every; // steps between two states that are told; 0 for after each epoch alone
        String coder; // of the rows, as a text
        DealtRows rows;
        String watchedCoder;
        DealtRows watched; // null where no rows are watched
        String driverHost;
        int driverPort;
        byte[] secret;
    }
}
