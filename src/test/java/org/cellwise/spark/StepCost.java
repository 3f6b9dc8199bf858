package org.cellwise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.cellwise.data.Dataset;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.Source;
import org.cellwise.network.Network;
import org.cellwise.train.Epochs;
import org.cellwise.train.Examples;
import org.cellwise.train.Progress;
import org.cellwise.train.Team;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * What a step of training costs, in milliseconds and in bytes that a task sends, by the number of weights: the trainer
 * alone, two tasks of one process, two workers; and how sums go fastest between two workers.
 */
public final class StepCost {
    private static final int[] WEIGHTS = {10_000, 1_000_000, 10_000_000};
    private static final int[] SIZES = {100, 1_000, 4_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 10_000_000};
    private static final int[] SHARDS = {2, 4, 8};
    private static final int BATCH = 256;
    private static final int ROWS = 16 * BATCH;
    private static final int OUTPUTS = 10;
    private static final int MOST_NUMBERS = 20_000_000; // in all shards, for a heap of 1 GB

    private StepCost() {}

    /** Prints tables: {@code alone}, {@code local}, {@code workers}, {@code rounds}, or several of these. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Set<String> asked = Set.of(arguments);
        System.out.println("shards, weights: a step in ms, of which sums; bytes that a task sends");
        if (asked.contains("alone")) {
            for (int shards : new int[] {1, 2, 4}) {
                for (int weights : WEIGHTS) {
                    System.out.println("alone, " + alone(weights, shards));
                }
            }
        }
        if (asked.contains("local")) {
            SparkSession here = Sessions.of("local[2]");
            steps(here, "local[2]");
            here.stop();
        }
        if (asked.contains("workers") || asked.contains("rounds")) {
            try (SparkCluster cluster = SparkCluster.start(2, 1024)) {
                SparkSession session = Sessions.of(cluster.master(), "1g", MillionsOfRows.OPTIONS);
                if (asked.contains("workers")) {
                    steps(session, "2 workers");
                }
                if (asked.contains("rounds")) {
                    rounds(session);
                }
                session.stop();
            }
        }
    }

    private static void steps(SparkSession session, String where) {
        for (int shards : new int[] {2, 4, 2}) {
            measure(session, new Job(Kind.STEPS, WEIGHTS[0], shards)); // until the loops are machine code
        }
        for (int shards : new int[] {2, 4}) {
            for (int weights : WEIGHTS) {
                System.out.println(where + ", " + measure(session, new Job(Kind.STEPS, weights, shards)));
            }
        }
    }

    private static void rounds(SparkSession session) {
        for (int size : new int[] {0, 100, 1_000, 10_000}) {
            System.out.println(measure(session, new Job(Kind.BARRIER, size, 2)));
        }
        for (int size : SIZES) {
            for (int shards : SHARDS) {
                if ((long) size * shards <= MOST_NUMBERS) {
                    System.out.println(measure(session, new Job(Kind.SUMS, size, shards)));
                }
            }
        }
    }

    private static String measure(SparkSession session, Job job) {
        return new JavaSparkContext(session.sparkContext())
                .parallelize(List.of(0, 1), 2)
                .rdd()
                .barrier()
                .mapPartitions(job, false, ClassTag$.MODULE$.apply(String.class))
                .toJavaRDD()
                .collect()
                .get(0);
    }

    private static Network network(int weights) {
        int inputs = Math.min(64, weights / 100);
        int hidden = (int) ((Math.sqrt((inputs + 12.0) * (inputs + 12.0) + 4.0 * weights) - inputs - 12) / 2);
        return Examples.network(
                inputs,
                Examples.dense(hidden),
                Examples.relu(),
                Examples.dense(hidden),
                Examples.relu(),
                Examples.dense(OUTPUTS));
    }

    private static Trainer trainer(int weights) {
        return new Trainer(network(weights), Losses.meanSquaredError(), new Adam(0.001))
                .metrics()
                .batchSize(BATCH);
    }

    private static int steps(int weights) {
        return weights <= 10_000 ? 6_000 : weights <= 1_000_000 ? 200 : 32;
    }

    private static String alone(int weights, int shards) {
        Trainer trainer = trainer(weights).shards(shards);
        Steps steps = new Steps();
        run(trainer, rows(trainer.network(), 0, shards, shards), steps, steps(weights));
        return line(trainer.network(), shards, steps, 0, 0);
    }

    private static String line(Network network, int shards, Steps steps, double sums, long bytes) {
        return "%d, %,d: %.3f, %.3f, %,d".formatted(shards, network.parameters().size(), steps.median(), sums, bytes);
    }

    /** Rows of some shards of all. */
    private static Dataset rows(Network network, int first, int end, int shards) {
        int inputs = network.inputShape().elements();
        float[] x = new float[inputs];
        List<double[]> features = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < inputs; i++) {
                x[i] = (float) Math.sin(row * 0.37 + i * i);
            }
            if (shard(x, shards) >= first && shard(x, shards) < end) {
                features.add(IntStream.range(0, inputs).mapToDouble(i -> x[i]).toArray());
                targets.add(new double[OUTPUTS]);
            }
        }
        return Dataset.of(features.toArray(double[][]::new), targets.toArray(double[][]::new));
    }

    private static int shard(float[] features, int shards) {
        float[] targets = new float[OUTPUTS];
        long hash = ShardedRows.hash(features, 0, features.length, targets, 0, targets.length);
        return ShardedRows.shard(ShardedRows.hash(hash, 1), shards);
    }

    private static void run(Trainer trainer, Source rows, Steps steps, int most) {
        trainer.listen(steps).fit(rows, new Epochs(Math.max(1, most * BATCH / ROWS)));
    }

    /** How long steps take. */
    private static final class Steps implements TrainingListener {
        private final List<Double> milliseconds = new ArrayList<>();
        private long last = System.nanoTime();

        @Override
        public void batchEnded(Progress progress) {
            long now = System.nanoTime();
            milliseconds.add((now - last) * 1e-6);
            last = now;
        }

        double median() {
            return StepCost.median(milliseconds);
        }
    }

    /** Of the later half. */
    private static double median(List<Double> values) {
        double[] sorted = values.subList(values.size() / 2, values.size()).stream()
                .mapToDouble(v -> v)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** A team whose sums are timed. */
    private static final class Timed implements Team {
        private final TaskTeam team;
        private final List<Double> milliseconds = new ArrayList<>();
        private long adding;
        private long sent;

        Timed(TaskTeam team) {
            this.team = team;
        }

        @Override
        public int shards() {
            return team.shards();
        }

        @Override
        public int first() {
            return team.first();
        }

        @Override
        public int end() {
            return team.end();
        }

        @Override
        public void add(int shard, float[] sums) {
            long start = System.nanoTime();
            team.add(shard, sums);
            adding += System.nanoTime() - start;
        }

        @Override
        public double[][] gather(double[][] own, float[] sums) {
            long before = team.sent();
            long start = System.nanoTime();
            double[][] all = team.gather(own, sums);
            if (sums != null) {
                milliseconds.add((System.nanoTime() - start + adding) * 1e-6);
                adding = 0;
                sent = team.sent() - before;
            }
            return all;
        }

        @Override
        public boolean stops(boolean asked) {
            return team.stops(asked);
        }
    }

    private enum Kind {
        STEPS,
        SUMS,
        BARRIER
    }

    /** What each of two tasks does; the first one says what it measured. */
    private static final class Job extends AbstractFunction1<Iterator<Integer>, Iterator<String>>
            implements Serializable {
        private final Kind kind;
        private final int weights;
        private final int shards;
        private final byte[] secret = Wire.secret();

        Job(Kind kind, int weights, int shards) {
            this.kind = kind;
            this.weights = weights;
            this.shards = shards;
        }

        @Override
        public Iterator<String> apply(Iterator<Integer> numbers) {
            Locale.setDefault(Locale.ROOT);
            BarrierTaskContext context = BarrierTaskContext.get();
            String line;
            try {
                line = switch (kind) {
                    case STEPS -> steps(context);
                    case SUMS ->
                        "%d shards of %,d weights: %.3f ms whole, %.3f ms in slices"
                                .formatted(shards, weights, sums(context, Long.MAX_VALUE), sums(context, 0));
                    case BARRIER -> barrier(context);
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return CollectionConverters.asScala(
                    (context.partitionId() == 0 ? List.of(line) : List.<String>of()).iterator());
        }

        private TaskTeam team(BarrierTaskContext context, long roundBytes) throws IOException {
            try (ServerSocket server = TrainingTask.listen(2)) {
                String[] places = context.allGather(TrainingTask.place(server));
                Wire[] wires = TrainingTask.join(context, server, secret, places);
                return new TaskTeam(shards, context.partitionId(), wires, () -> false, roundBytes);
            }
        }

        private String steps(BarrierTaskContext context) throws IOException {
            try (TaskTeam team = team(context, TaskTeam.ROUND_BYTES)) {
                Timed timed = new Timed(team);
                Trainer trainer = trainer(weights).team(timed);
                long[] sizes = IntStream.range(0, shards)
                        .mapToLong(shard -> rows(trainer.network(), shard, shard + 1, shards)
                                .size())
                        .toArray();
                Dataset own = rows(trainer.network(), team.first(), team.end(), shards);
                Steps steps = new Steps();
                run(trainer, ShardedRows.some(own, team.first(), team.end(), sizes, 0), steps, StepCost.steps(weights));
                context.barrier();
                return line(trainer.network(), shards, steps, median(timed.milliseconds), timed.sent);
            }
        }

        private String barrier(BarrierTaskContext context) {
            List<Double> times = new ArrayList<>();
            String text = "x".repeat(weights * Float.BYTES * 4 / 3); // as Base64
            for (int i = 0; i < 6; i++) {
                long start = System.nanoTime();
                context.allGather(text);
                times.add((System.nanoTime() - start) * 1e-6);
            }
            return "%,d weights by allGather: %.3f ms".formatted(weights, median(times));
        }

        private double sums(BarrierTaskContext context, long roundBytes) throws IOException {
            try (TaskTeam team = team(context, roundBytes)) {
                Timed timed = new Timed(team);
                float[] sums = new float[weights];
                double[][] own = new double[team.end() - team.first()][3];
                int count = weights <= 10_000 ? 6_000 : weights <= 100_000 ? 600 : weights <= 1_000_000 ? 100 : 20;
                for (int i = 0; i < count; i++) {
                    Arrays.fill(sums, 1e-3f * i);
                    for (int shard = team.first(); shard < team.end(); shard++) {
                        timed.add(shard, sums);
                    }
                    timed.gather(own, sums);
                }
                context.barrier();
                return median(timed.milliseconds);
            }
        }
    }
}
