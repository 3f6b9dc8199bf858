package org.cellwise.data.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cellwise.Cellwise;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.data.file.IdxFiles;
import org.cellwise.data.file.NpyFiles;
import org.cellwise.data.file.NumberArray;
import org.cellwise.data.file.NumberBlocks;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedTest {
    private static final int ROWS = 60_000;
    private static final Compute COMPUTE = Compute.of(1);

    /** Rows whose first feature is their number, 40 numbers each. */
    private static final Schema SCHEMA = Schema.ofNumbers(
            Shape.of(40), IntStream.range(0, 40).mapToObj(i -> "x" + i).toList(), List.of("y"));

    @TempDir
    private Path folder;

    /** Rows that know their numbers, in blocks of several sizes, one of them empty. */
    private static final class Numbered implements Blocks {
        private final AtomicInteger reads = new AtomicInteger();

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public int count() {
            return 121;
        }

        @Override
        public int rows(int block) {
            return block == 120 ? 0 : block % 2 == 0 ? 400 : 600;
        }

        @Override
        public void read(int block, float[] features, float[] targets, int at) {
            reads.incrementAndGet();
            int first = block / 2 * 1000 + block % 2 * 400;
            for (int i = 0; i < rows(block); i++) {
                for (int j = 0; j < 40; j++) {
                    features[(at + i) * 40 + j] = j == 0 ? first + i : (first + i) % (j + 2);
                }
                targets[at + i] = (first + i) % 7;
            }
        }
    }

    private static int[] order(Source.Pass pass, int size) {
        Batch batch = new Batch(SCHEMA, size);
        int[] order = new int[ROWS];
        for (int from = 0; from < ROWS; from += size) {
            pass.fill(batch, from, Math.min(size, ROWS - from), COMPUTE);
            for (int i = 0; i < batch.count(); i++) {
                order[from + i] = (int) batch.features()[i * 40];
            }
        }
        return order;
    }

    private static int[] shuffled(Streamed source, long seed, int size) {
        Source.Pass pass = source.pass();
        pass.shuffle(new SeededRandom(seed));
        return order(pass, size);
    }

    @Test
    void eachRowOnceInAnyOrder() {
        Streamed source = Streamed.of(new Numbered()).memory(2);
        int[] natural = IntStream.range(0, ROWS).toArray();
        assertThat(order(source.pass(), 77)).isEqualTo(natural);
        int[] order = shuffled(source, 5, 64);
        assertThat(order).isNotEqualTo(natural);
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(natural);
        assertThat(shuffled(source, 5, 1000)).isEqualTo(order);
        assertThat(shuffled(source, 6, 1000)).isNotEqualTo(order);
        // well mixed: neighbours come from far apart
        double apart = IntStream.range(1, ROWS)
                .mapToLong(i -> Math.abs(order[i] - order[i - 1]))
                .average()
                .orElse(0);
        assertThat(apart).isGreaterThan(ROWS / 5.0);
    }

    @Test
    void whatFitsIsPassedOverAsADatasetIs() {
        Numbered blocks = new Numbered();
        Streamed source = Streamed.of(blocks);
        int[] order = IntStream.range(0, ROWS).toArray();
        SeededRandom random = new SeededRandom(9);
        random.shuffle(order);
        Source.Pass pass = source.pass();
        SeededRandom other = new SeededRandom(9);
        pass.shuffle(other);
        assertThat(order(pass, 128)).isEqualTo(order);
        assertThat(other.state()).isEqualTo(random.state());
        pass.shuffle(other);
        order(pass, 128);
        assertThat(blocks.reads).as("read once for all passes").hasValue(121);
    }

    @Test
    void anyPlaceCanBeReadAtAnyTime() {
        Streamed source = Streamed.of(new Numbered()).memory(2);
        int[] order = shuffled(source, 5, 64);
        Source.Pass pass = source.pass();
        pass.shuffle(new SeededRandom(5));
        Batch batch = new Batch(SCHEMA, 50);
        SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(ROWS - 50);
            pass.fill(batch, from, 50, COMPUTE);
            assertThat(batch.features()[49 * 40]).isEqualTo(order[from + 49]);
        }
        assertThatThrownBy(() -> pass.fill(batch, ROWS - 10, 50, COMPUTE))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStopOfTheCellHarmsNoReading() {
        Source.Pass pass = Streamed.of(new Numbered()).memory(2).pass();
        Thread.currentThread().interrupt();
        try {
            Batch batch = new Batch(SCHEMA, 10);
            pass.fill(batch, 0, 10, COMPUTE);
            assertThat(batch.features()[9 * 40]).isEqualTo(9);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void trainsToTheBitAsADatasetInTheSameOrder() {
        Streamed source = Streamed.of(new Numbered()).memory(2);
        Dataset all = source.head(ROWS);
        Source beside = new Source() {
            @Override
            public Schema schema() {
                return SCHEMA;
            }

            @Override
            public long rowCount() {
                return ROWS;
            }

            @Override
            public Pass pass() {
                return new Pass() {
                    private Dataset rows = all;

                    @Override
                    public void shuffle(SeededRandom random) {
                        Source.Pass pass = source.pass();
                        pass.shuffle(random);
                        rows = all.rows(order(pass, 500));
                    }

                    @Override
                    public void fill(Batch batch, long from, int count, Compute compute) {
                        rows.pass().fill(batch, from, count, compute);
                    }
                };
            }
        };
        float[] expected = trained(beside, 1, 2);
        for (int threads : new int[] {1, 2, 3}) {
            assertThat(trained(source, threads, 2)).isEqualTo(expected);
        }
    }

    private static float[] trained(Source source, int threads, int epochs) {
        Network network = net(threads);
        trainer(network).fit(source, new Epochs(epochs));
        return network.parameters().values().clone();
    }

    private static Network net(int threads) {
        System.setProperty("cellwise.threads", String.valueOf(threads));
        try {
            return Cellwise.network(
                    Cellwise.inputs(40), Cellwise.batchNorm(), Cellwise.dense(16), Cellwise.relu(), Cellwise.dense(1));
        } finally {
            System.clearProperty("cellwise.threads");
        }
    }

    private static Trainer trainer(Network network) {
        return Cellwise.trainer(network, Cellwise.meanSquaredError(), Cellwise.adam(0.001))
                .batchSize(500);
    }

    @Test
    void aPassThatWasCutGoesOnInItsMiddle() {
        Streamed source = Streamed.of(new Numbered()).memory(2);
        Network network = net(1);
        Trainer trainer = trainer(network);
        int steps = 0;
        for (Batch batch : trainer.batches(source)) {
            trainer.step(batch);
            if (++steps == 50) {
                break;
            }
        }
        int[] rest = new int[1];
        for (Batch batch : trainer.batches(Streamed.of(new Numbered()).memory(2))) { // another object of the same rows
            trainer.step(batch);
            rest[0]++;
        }
        assertThat(steps + rest[0]).isGreaterThanOrEqualTo(ROWS / 500);
        Network whole = net(1);
        trainer(whole).fit(source, new Epochs(1));
        Network cut = net(1);
        Trainer other = trainer(cut);
        int n = 0;
        for (Batch batch : other.batches(source)) {
            other.step(batch);
            if (++n == 50) {
                break;
            }
        }
        for (Batch batch : other.batches(source)) {
            other.step(batch);
        }
        assertThat(cut.parameters().values()).isEqualTo(whole.parameters().values());
    }

    @Test
    void memoryIsBoundedAndMustHoldABlock() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Streamed.of(new Numbered()).memory(0))
                .withMessageContaining("room for two windows of a block of 600 rows, 1 MB or more, but got 0 MB");
        assertThat(Streamed.of(new Numbered()).memory(1))
                .hasToString("Source of 60000 rows in 121 blocks, 40 features each; 1 MB of them in memory at a time");
    }

    @Test
    void splitsRowByRow() {
        Streamed[] parts = Streamed.of(new Numbered()).memory(2).split(0.9, new Seed(3));
        assertThat(parts[0].rowCount() + parts[1].rowCount()).isEqualTo(ROWS);
        assertThat(parts[0].rowCount()).isBetween(53_700L, 54_300L);
        int[] rows = IntStream.of(0, 1)
                .flatMap(p -> IntStream.range(0, (int) parts[p].rowCount())
                        .map(i -> (int) heads(parts)[p].features(i)[0]))
                .sorted()
                .limit(100)
                .toArray();
        assertThat(rows).isEqualTo(IntStream.range(0, 100).toArray());
    }

    private Dataset[] cached;

    private Dataset[] heads(Streamed... parts) {
        if (cached == null) {
            cached = new Dataset[] {parts[0].head(ROWS), parts[1].head(ROWS)};
        }
        return cached;
    }

    @Test
    void whatBreaksWhileReadingIsSaid() {
        Blocks broken = new Blocks() {
            @Override
            public Schema schema() {
                return SCHEMA;
            }

            @Override
            public int count() {
                return 1;
            }

            @Override
            public int rows(int block) {
                return 10;
            }

            @Override
            public void read(int block, float[] features, float[] targets, int at) {
                throw new IllegalArgumentException("the disk is gone");
            }
        };
        Source.Pass pass = Streamed.of(broken).pass();
        for (int i = 0; i < 2; i++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pass.fill(new Batch(SCHEMA, 1), 0, 1, COMPUTE))
                    .withMessage("the disk is gone");
        }
    }

    @Test
    void generatedRowsAreTheSameInEachPass() {
        Streamed made = Streamed.generated(5000, 2, List.of("low", "high"), new Seed(4), (random, x, y) -> {
            x[0] = random.nextDouble();
            x[1] = random.nextGaussian();
            y[0] = x[0] < 0.5 ? 0 : 1;
        });
        Dataset first = made.head(5000);
        assertThat(first.features(4999)).isEqualTo(made.head(5000).features(4999));
        assertThat(first.classCounts()[0]).isBetween(2300, 2700);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Streamed.generated(10, 1, List.of("a", "b"), new Seed(1), (random, x, y) -> y[0] = 2)
                        .head(1))
                .withMessageContaining("a class from 0 to 1 as its target, but got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Streamed.generated(10, 1, 1, new Seed(1), (random, x, y) -> x[0] = 1 / 0.0)
                        .head(1))
                .withMessageContaining("finite features, but got Infinity");
    }

    @Test
    void filesOfNumbersAsReadWhole() throws IOException {
        Path images = idx("images", new int[] {0x803, 300, 4, 5}, 300 * 20);
        Path labels = idx("labels", new int[] {0x801, 300}, 300);
        Dataset whole = IdxFiles.read(images, labels);
        Streamed streamed = NumberBlocks.source(images, labels);
        assertThat(streamed.schema()).isEqualTo(whole.schema());
        assertThat(streamed.head(300).features(299)).isEqualTo(whole.features(299));
        assertThat(streamed.head(300).label(299)).isEqualTo(whole.label(299));

        Path x = npy("x.npy", "<f8", 2000, 3);
        Path y = npy("y.npy", "<f8", 2000, 1);
        Dataset arrays = NumberArray.dataset(NpyFiles.read(x), NpyFiles.read(y));
        Streamed numbers = NumberBlocks.source(x, y);
        assertThat(numbers.schema()).isEqualTo(arrays.schema());
        assertThat(numbers.head(2000).features(1999)).isEqualTo(arrays.features(1999));
        assertThat(numbers.head(2000).target(1999)).isEqualTo(arrays.target(1999));

        Files.write(x, Arrays.copyOf(Files.readAllBytes(x), 1000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbers.head(1))
                .withMessageContaining("has changed since it was looked at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberBlocks.source(x, y))
                .withMessageContaining("it is of 1000 bytes, but its header announces")
                .withMessageContaining("was it cut?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberBlocks.source(images, y))
                .withMessageContaining("300 rows, but")
                .withMessageContaining("choose the two of one pair");
    }

    private Path idx(String name, int[] header, int count) throws IOException {
        Path file = folder.resolve(name);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            for (int number : header) {
                out.writeInt(number);
            }
            for (int i = 0; i < count; i++) {
                out.writeByte(count == 300 ? i % 3 : i * 7);
            }
        }
        return file;
    }

    private Path npy(String name, String type, int rows, int columns) throws IOException {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s, %s), }\n".formatted(type, rows, columns);
        Path file = folder.resolve(name);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            out.write(header.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < rows * columns; i++) {
                out.writeLong(Long.reverseBytes(Double.doubleToLongBits(i * 0.37 - 5)));
            }
        }
        return file;
    }
}
