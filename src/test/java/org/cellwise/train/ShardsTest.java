package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.ToyData;
import org.cellwise.data.augment.Augmentation;
import org.cellwise.data.augment.Augmented;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.Checkpoint;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training in shards does the same whoever computes which shard, and in whatever order rows come. */
class ShardsTest {
    private static final int SHARDS = 4;
    private static final Dataset ROWS = ToyData.moons(210, 0.2, new Seed(3));
    private static final Dataset WATCHED = ToyData.moons(60, 0.2, new Seed(4));

    private static Trainer trainer() {
        Network network = Examples.network(
                2,
                Examples.dense(12),
                new BatchNorm(),
                Examples.relu(),
                new Dropout(0.2),
                Examples.dense(8),
                Examples.tanh(),
                Examples.dense(2));
        return new Trainer(network, Losses.crossEntropy().classWeights(1, 2), new Adam(0.01).weightDecay(0.01))
                .batchSize(32)
                .accumulate(2)
                .clipNorm(0.5)
                .schedule(Schedules.cosine(6))
                .metrics(Metrics.accuracy(), Metrics.f1())
                .seed(new Seed(11));
    }

    private static Dataset mixed(Dataset data) {
        List<Integer> rows =
                new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
        Collections.shuffle(rows, new Random(1));
        return data.rows(rows.stream().mapToInt(i -> i).toArray());
    }

    private static Dataset weighted(Dataset data) {
        return data.weights(IntStream.range(0, data.size())
                .mapToDouble(i -> 0.5 + (data.features(i)[0] > 0 ? 1 : 0))
                .toArray());
    }

    private static void assertSame(Trainer a, Trainer b) {
        assertThat(b.network().parameters().values())
                .isEqualTo(a.network().parameters().values());
        assertThat(b.history().size()).isEqualTo(a.history().size());
        for (int i = 0; i < a.history().size(); i++) {
            History.Epoch x = a.history().epochs().get(i);
            History.Epoch y = b.history().epochs().get(i);
            assertThat(y.loss()).isEqualTo(x.loss());
            assertThat(y.validationLoss()).isEqualTo(x.validationLoss());
            assertThat(y.metrics()).isEqualTo(x.metrics());
            assertThat(y.validationMetrics()).isEqualTo(x.validationMetrics());
        }
    }

    /** Machines that are threads: each has some of the shards, and all wait for each other. */
    private static final class Threads {
        private final CyclicBarrier barrier;
        private final float[][] sums = new float[SHARDS][];
        private final double[][] numbers = new double[SHARDS][];

        Threads(int machines) {
            barrier = new CyclicBarrier(machines);
        }

        private void await() {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        Team member(int first, int end) {
            return new Team() {
                @Override
                public int shards() {
                    return SHARDS;
                }

                @Override
                public int first() {
                    return first;
                }

                @Override
                public int end() {
                    return end;
                }

                @Override
                public void add(int shard, float[] said) {
                    sums[shard] = said.clone();
                }

                @Override
                public double[][] gather(double[][] own, float[] into) {
                    for (int i = 0; i < own.length; i++) {
                        numbers[first + i] = own[i].clone();
                    }
                    await();
                    double[][] all = Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
                    for (int i = 0; into != null && i < into.length; i++) {
                        into[i] = ((sums[0][i] + sums[1][i]) + sums[2][i]) + sums[3][i];
                    }
                    await();
                    return all;
                }

                @Override
                public boolean stops(boolean asked) {
                    return false;
                }
            };
        }
    }

    private static long hash(Dataset data, int row) {
        Batch one = data.batch(row);
        long numbers =
                ShardedRows.hash(one.features(), 0, data.inputShape().elements(), one.targets(), 0, data.targetWidth());
        return ShardedRows.hash(numbers, one.weights() == null ? new float[] {1} : new float[] {one.weights()[0]});
    }

    private static ShardedRows part(Dataset data, int first, int end) {
        ShardedRows all = ShardedRows.of(data, SHARDS);
        int[] own = IntStream.range(0, data.size())
                .filter(row -> ShardedRows.shard(hash(data, row), SHARDS) >= first
                        && ShardedRows.shard(hash(data, row), SHARDS) < end)
                .toArray();
        long[] sizes = IntStream.range(0, SHARDS).mapToLong(all::size).toArray();
        return ShardedRows.some(data.rows(own), first, end, sizes, all.fingerprint());
    }

    private static List<Trainer> onThreads(int machines, Epochs epochs) throws Exception {
        Threads threads = new Threads(machines);
        ExecutorService pool = Executors.newFixedThreadPool(machines);
        List<Future<Trainer>> running = new ArrayList<>();
        for (int m = 0; m < machines; m++) {
            int first = m * SHARDS / machines;
            int end = (m + 1) * SHARDS / machines;
            running.add(pool.submit(() -> {
                Trainer trainer = trainer().team(threads.member(first, end));
                trainer.fit(part(weighted(mixed(ROWS)), first, end), part(mixed(WATCHED), first, end), epochs);
                return trainer;
            }));
        }
        List<Trainer> done = new ArrayList<>();
        for (Future<Trainer> one : running) {
            done.add(one.get());
        }
        pool.shutdown();
        return done;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void machinesThatComputeSomeShardsEachComeToTheSameBits(int machines) throws Exception {
        Trainer alone = trainer().shards(SHARDS);
        alone.fit(weighted(ROWS), WATCHED, new Epochs(5).patience(2));
        for (Trainer member : onThreads(machines, new Epochs(5).patience(2))) {
            assertSame(alone, member);
        }
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        Trainer one = trainer().shards(SHARDS);
        Trainer other = trainer().shards(SHARDS);
        one.fit(ROWS, WATCHED, 3);
        other.fit(mixed(ROWS), mixed(WATCHED), 3);
        assertSame(one, other);
    }

    @Test
    void theNumberOfShardsDoes() {
        Trainer one = trainer().shards(2);
        Trainer other = trainer().shards(3);
        one.fit(ROWS, 1);
        other.fit(ROWS, 1);
        assertThat(one.network().parameters().values())
                .isNotEqualTo(other.network().parameters().values());
        assertThat(one.shards()).isEqualTo(2);
        assertThat(one.shards(1).shards()).isEqualTo(1);
    }

    @Test
    void aStepMovesAlongTheGradientOfAllItsRows() {
        Network whole = Examples.network(2, Examples.dense(5), Examples.tanh(), Examples.dense(2));
        Network cut = Examples.network(2, Examples.dense(5), Examples.tanh(), Examples.dense(2));
        Batch batch = ROWS.batch(IntStream.range(0, 50).toArray());
        Step one = new Trainer(whole, Losses.crossEntropy(), new Sgd(0.1)).step();
        Step three =
                new Trainer(cut, Losses.crossEntropy(), new Sgd(0.1)).shards(3).step();
        double loss = one.gradients(batch);
        assertThat(three.gradients(batch)).isCloseTo(loss, within(1e-6));
        assertThat(three.weightSum()).isEqualTo(50);
        float[] expected = one.gradientSums();
        float[] sums = three.gradientSums();
        for (int i = 0; i < expected.length; i++) {
            assertThat(sums[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void aPassGoesOverEachRowOnce() {
        Trainer trainer = trainer().shards(SHARDS);
        List<String> seen = new ArrayList<>();
        int batches = 0;
        for (Batch batch : trainer.batches(ROWS)) {
            batches++;
            assertThat(batch.count()).isBetween(32 - 2 * SHARDS, 32 + SHARDS);
            for (int i = 0; i < batch.count(); i++) {
                seen.add(batch.features()[2 * i] + " " + batch.features()[2 * i + 1]);
            }
        }
        assertThat(batches).isEqualTo(7);
        assertThat(seen).hasSize(ROWS.size());
        assertThat(seen.stream().distinct().count())
                .isEqualTo(IntStream.range(0, ROWS.size())
                        .mapToObj(i -> Arrays.toString(ROWS.features(i)))
                        .distinct()
                        .count());
    }

    @Test
    void aPassThatWasCutContinuesWhereItStood() {
        Trainer straight = trainer().shards(SHARDS);
        straight.fit(ROWS, WATCHED, 3);
        Trainer cut = trainer().shards(SHARDS);
        Checkpoint[] kept = new Checkpoint[1];
        cut.listen(new TrainingListener() {
            @Override
            public void batchEnded(Progress progress) {
                if (progress.epoch() == 2 && progress.batch() == 3) {
                    kept[0] = cut.checkpoint();
                }
            }
        });
        cut.fit(ROWS, WATCHED, 3);
        cut.restore(kept[0]);
        assertThat(cut.history().size()).isEqualTo(1);
        cut.fit(ROWS, WATCHED, 2);
        assertSame(straight, cut);
    }

    @Test
    void whatCannotBeInShardsIsRefused() {
        assertThatThrownBy(() -> trainer().shards(0)).hasMessage("shards expects at least 1 shard, but got 0");
        assertThatThrownBy(() -> trainer().cacheFrozen().shards(2).fit(ROWS, 1))
                .hasMessageContaining("leave cacheFrozen() or shards(…) out");
        Dataset images = Dataset.ofClasses(new double[][] {{1, 2, 3, 4}, {4, 3, 2, 1}}, new int[] {0, 1})
                .reshape(1, 2, 2);
        Network ofImages = new Network(
                new Seed(1), Compute.of(1), Inputs.shaped(1, 2, 2), List.of(new Flatten(), Examples.dense(2)));
        assertThatThrownBy(() -> new Trainer(ofImages, Losses.crossEntropy(), new Sgd(0.1))
                        .shards(2)
                        .fit(Augmented.of(images, new Augmentation.Noise(0.1)), 1))
                .hasMessageContaining("shards(2) expects a dataset");
    }
}
