package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Source;
import org.cellwise.data.table.TableData;
import org.cellwise.math.Compute;
import org.cellwise.notebook.Renderer;
import org.dflib.DataFrame;
import org.dflib.csv.Csv;
import org.dflib.csv.CsvLoader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tech.tablesaw.api.Table;

/** A million rows by 21 columns on their way from a file to a batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TableBenchmark {
    private static final int BATCH = 128;

    @Param("cellwise-2")
    String contestant;

    /** Whether the table is there before. */
    @Param("true")
    boolean isRead;

    private Path file;
    private Table table;
    private PandasProcess pandas;
    private Source rows;

    @Setup
    public void setUp() throws IOException {
        file = MillionRows.file();
        if (contestant.startsWith("pandas")) {
            pandas = new PandasProcess(file);
        }
        if (isRead) {
            table = readBy(pandas == null ? "cellwise" : contestant);
        }
    }

    @TearDown
    public void tearDown() {
        if (pandas != null) {
            pandas.close();
        }
    }

    private Table readBy(String reader) {
        if (reader.startsWith("tablesaw")) {
            return Table.read().csv(file.toFile());
        }
        if (reader.startsWith("pandas")) {
            pandas.ask("read");
            return null;
        }
        return table(file.toString());
    }

    @Benchmark
    public Object read() {
        return contestant.startsWith("dflib") ? readByDflib() : readBy(contestant);
    }

    /** DFLib finds no types out, so it is told them. */
    private DataFrame readByDflib() {
        CsvLoader loader = Csv.loader();
        for (int i = 1; i <= 12; i++) {
            loader = loader.doubleCol("x" + i, Double.NaN);
        }
        for (String whole : new String[] {"rooms", "floor", "year", "metres"}) {
            loader = loader.intCol(whole);
        }
        return loader.dateCol("day").boolCol("sold").load(file);
    }

    @Benchmark
    public Object describe() {
        if (contestant.startsWith("pandas")) {
            pandas.ask("describe");
            return null;
        }
        return contestant.startsWith("tablesaw") ? table.summary() : org.cellwise.Cellwise.describe(table);
    }

    /** With its page. */
    @Benchmark
    public Object report() {
        return Renderer.render(org.cellwise.Cellwise.report(table, "class"));
    }

    @Benchmark
    public Object encode() {
        if (contestant.startsWith("pandas")) {
            pandas.ask("encode");
            return null;
        }
        return recipe(table).all();
    }

    /** What becomes of the columns; scikit-learn does the same. */
    static TableData recipe(Table table) {
        return dataset(table)
                .dropMissing()
                .standardize()
                .date("day", "year", "month")
                .label("class");
    }

    /** From the start of a process to a batch. */
    @Benchmark
    public void batch() throws Exception {
        if (contestant.startsWith("pandas")) {
            PandasProcess.batch(file);
        } else {
            JavaProcess.run(TableBenchmark.class, file.toString());
        }
    }

    public static void main(String[] args) {
        Batch batch =
                recipe(table(args[0])).all().batch(IntStream.range(0, BATCH).toArray());
        if (batch.count() != BATCH) {
            throw new IllegalStateException();
        }
    }

    /** A pass over the file in windows, without training. */
    @Benchmark
    public void stream() {
        if (rows == null) {
            rows = csvParts(file.toString()).source(TableBenchmark::recipe);
        }
        Source.Pass pass = rows.pass();
        pass.shuffle(seed(1).random());
        Batch batch = new Batch(rows.schema(), BATCH);
        for (long at = 0; at < rows.rowCount(); at += BATCH) {
            pass.fill(batch, at, (int) Math.min(BATCH, rows.rowCount() - at), Compute.of(1));
        }
    }
}
