package org.cellwise.data.table.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.Cellwise;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.data.stream.Streamed;
import org.cellwise.data.table.TableData;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ParquetPartsTest {
    @TempDir
    private Path folder;

    /** Numbers, some missing, categories and an answer. */
    private static final String ROWS =
            "SELECT i AS id, CASE WHEN i %% 50 = 7 THEN NULL ELSE (i * 7919 %% 1000) / 8.0 END::DOUBLE AS size, 'kind, ' || i * 31 %% 4 AS \"a \"\"kind\"\"\", CASE WHEN i * 17 %% 5 < 2 THEN 'low' ELSE 'high' END AS answer FROM range(%s, %s) t(i)";

    private static String rows(int from, int to) {
        return ROWS.formatted(from, to);
    }

    private String write(String name, String select, String options) {
        String path = folder.resolve(name).toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT %s)".formatted(select, path, options));
        } catch (SQLException e) {
            throw new IllegalStateException(select, e);
        }
        return path;
    }

    private static TableData recipe(Table table) {
        return TableData.of(table).dropMissing().standardize().label("answer");
    }

    private static Network net(Source source) {
        return Cellwise.network(
                Cellwise.inputs(source.schema().inputShape().elements()),
                Cellwise.dense(8),
                Cellwise.relu(),
                Cellwise.dense(2));
    }

    private static Trainer trainer(Network network) {
        return Cellwise.trainer(network, Cellwise.crossEntropy(), Cellwise.adam(0.01))
                .batchSize(500)
                .quiet();
    }

    private static float[] trained(Source source) {
        Network network = net(source);
        trainer(network).fit(source, Cellwise.epochs(1));
        return network.parameters().values().clone();
    }

    @Test
    void theSameBitsAsFromCsvAndAsReadWhole() {
        write("part-1.csv", rows(0, 3000), "csv, HEADER");
        write("part-2.csv", rows(3000, 9000), "csv, HEADER");
        write("part-1.parquet", rows(0, 3000), "parquet");
        write("part-2.parquet", rows(3000, 9000), "parquet, ROW_GROUP_SIZE 2048");
        Streamed parquet = Cellwise.parquetParts(folder + "/part-*.parquet").source(ParquetPartsTest::recipe);
        Streamed csv = Cellwise.csvParts(folder + "/part-*.csv").source(ParquetPartsTest::recipe);
        Dataset whole = recipe(Cellwise.table(write("whole.parquet", rows(0, 9000), "parquet")))
                .all();
        assertThat(parquet.schema()).isEqualTo(csv.schema()).isEqualTo(whole.schema());
        assertThat(parquet.rowCount()).isEqualTo(8820);
        assertThat(trained(parquet)).isEqualTo(trained(csv)).isEqualTo(trained(whole));
        assertThat(parquet.preparation()).isNotNull();
    }

    /** More rows than a window holds and than a sample has, in groups of other sizes than blocks. */
    @Test
    void eachRowOnceWithinTheBoundAndOnFromTheMiddle() {
        String file = write("large.parquet", rows(0, 150_000), "parquet, ROW_GROUP_SIZE 40000");
        assertThat(Cellwise.parquetParts(file).sample().rowCount()).isEqualTo(100_000);
        Streamed source = large(file);
        assertThat(source)
                .hasToString("Source of 147000 rows in 11 blocks, 6 features each; 2 MB of them in memory at a time");
        Source.Pass pass = source.pass();
        pass.shuffle(new SeededRandom(3));
        Batch batch = new Batch(source.schema(), 1000);
        double[] ids = new double[147_000];
        for (int from = 0; from < ids.length; from += 1000) {
            pass.fill(batch, from, 1000, Compute.of(1));
            for (int i = 0; i < 1000; i++) {
                ids[from + i] = batch.features()[i * 6];
            }
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .isNotEqualTo(Arrays.stream(ids).sorted().toArray());

        Network cut = net(source);
        Trainer trainer = trainer(cut);
        int steps = 0;
        for (Batch step : trainer.batches(source)) {
            trainer.step(step);
            if (++steps == 100) {
                break;
            }
        }
        trainer.save(folder.resolve("cut"));
        Trainer later = trainer(net(source)).load(folder.resolve("cut"));
        Streamed again = large(file); // as in another session
        for (Batch step : later.batches(again)) {
            later.step(step);
        }
        assertThat(later.network().parameters().values()).isEqualTo(trained(source));
    }

    private static Streamed large(String file) {
        return Cellwise.parquetParts(file).source(ParquetPartsTest::recipe).memory(2);
    }

    @Test
    void aRowThatDoesNotFitIsNamed() {
        String file = write(
                "odd.parquet",
                "SELECT CASE WHEN i = 40000 THEN 18446744073709551615 ELSE i END::UBIGINT AS n, i % 2 AS k FROM range(50000) t(i)",
                "parquet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.parquetParts(file))
                .withMessageContaining("odd.parquet, rows 37500 to 49999, as Parquet")
                .withMessageContaining("18446744073709551615");
        // not in the sample
        String infinite = write(
                "infinite.parquet",
                "SELECT CASE WHEN i = 400000 THEN 'inf'::DOUBLE ELSE i END AS n, i % 2 AS k FROM range(400001) t(i)",
                "parquet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.parquetParts(infinite)
                        .source(table -> TableData.of(table).features("n").target("k")))
                .withMessageContaining("infinite.parquet, rows 384321 to 400000: ");
    }

    @Test
    void filesThatDoNotGoTogether() {
        write("a-1.parquet", "SELECT 1 AS n, 2 AS k", "parquet");
        write("a-2.parquet", "SELECT 1.5::DOUBLE AS n, 2 AS k", "parquet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.parquetParts(folder + "/a-*.parquet"))
                .withMessageContaining("a-2.parquet has the columns (n DOUBLE, k INTEGER), but")
                .withMessageContaining("has (n INTEGER, k INTEGER): choose files of one kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.parquetParts(write("none.parquet", "SELECT 1 AS n WHERE false", "parquet")))
                .withMessageContaining("it has columns, but no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.parquetParts(folder + "/b-*.parquet"))
                .withMessageContaining("parquetParts expects files");
        assertThatThrownBy(() -> Cellwise.parquetParts("absent.parquet")).hasMessageContaining("there is no such file");
        write("data1.parquet", "SELECT 1 AS other", "parquet");
        assertThat(Cellwise.parquetParts(write("data[1].parquet", "SELECT 2 AS own", "parquet"))
                        .sample()
                        .columnNames())
                .containsExactly("own");
    }

    @Test
    void aFileThatChangesMeanwhile() throws IOException {
        Path file = Path.of(write("a.parquet", rows(0, 1000), "parquet"));
        Streamed source = Cellwise.parquetParts(file.toString()).source(ParquetPartsTest::recipe);
        Files.writeString(file, "other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.head(10))
                .withMessageContaining("has changed since it was looked through");
    }

    @Test
    void damagedFilesAreRefusedInWords() throws IOException {
        byte[] good = Files.readAllBytes(Path.of(write("good.parquet", rows(0, 3000), "parquet, ROW_GROUP_SIZE 2048")));
        SeededRandom random = new SeededRandom(3);
        Path file = folder.resolve("bad.parquet");
        int refused = 0;
        for (int run = 0; run < 40; run++) {
            byte[] bad = Arrays.copyOf(good, run % 3 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 0; i < 4 && bad.length > 0; i++) {
                int at =
                        run % 2 == 0 ? random.nextInt(bad.length) : bad.length - 1 - random.nextInt(bad.length / 8 + 1);
                bad[at] = (byte) random.nextInt(256); // every other time in the description at the end
            }
            Files.write(file, bad);
            try {
                assertThat(Cellwise.parquetParts(file.toString()).sample().rowCount())
                        .isPositive();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("bad.parquet").message().doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    @Test
    void blocksAreSmallHoweverLargeAGroupIs() {
        String wide = IntStream.range(0, 300)
                .mapToObj(i -> "i + " + i + " AS c" + i)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        ParquetIndex index = ParquetIndex.of(
                Path.of(write("wide.parquet", "SELECT " + wide + " FROM range(20000) t(i)", "parquet")));
        assertThat(index.count()).isEqualTo(3);
        assertThat(index.rows(0)).isEqualTo(6667);
        assertThat(index.rows(2)).isEqualTo(6666);
        Table block = index.read(1, List.of("c299", "c0"));
        assertThat(block.columnNames()).containsExactly("c0", "c299");
        assertThat(block.longColumn("c0").get(0)).isEqualTo(6667);
    }
}
