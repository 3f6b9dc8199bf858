package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cellwise.data.Dataset;
import tech.tablesaw.api.Table;

/**
 * The memory that encoding a table takes beside the table itself: one full collection after another while it goes on, each
 * followed by a look at what is in use.
 */
public final class EncodingMemory {
    private EncodingMemory() {}

    public static void main(String[] args) throws Exception {
        Table table = table(MillionRows.file().toString());
        measure("all columns", table);
        measure(
                "columns of numbers alone",
                table.retainColumns(
                        "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "class"));
    }

    private static void measure(String what, Table table) throws InterruptedException {
        System.gc();
        long before = used();
        AtomicBoolean ended = new AtomicBoolean();
        long[] most = {before};
        Thread watcher = new Thread(() -> {
            while (!ended.get()) {
                System.gc();
                most[0] = Math.max(most[0], used());
            }
        });
        watcher.start();
        Dataset data = table.containsColumn("day")
                ? TableBenchmark.recipe(table).all()
                : dataset(table).dropMissing().standardize().label("class").all();
        ended.set(true);
        watcher.join();
        double raw = 4.0 * data.size() * (data.inputShape().elements() + 1);
        System.out.printf(
                Locale.ROOT,
                "%s: table %d MB, floats %.0f MB, in use beside the table at most %d MB, %.2f times the floats%n",
                what,
                before >> 20,
                raw / (1 << 20),
                most[0] - before >> 20,
                (most[0] - before) / raw);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
