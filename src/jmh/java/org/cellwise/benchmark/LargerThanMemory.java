package org.cellwise.benchmark;

import static org.cellwise.Cellwise.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.cellwise.HeapUse;
import org.cellwise.data.Batch;
import org.cellwise.data.stream.Streamed;
import org.cellwise.data.table.TableParts;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;

/**
 * An epoch over files of many gigabytes on a heap of one: {@code LargerThanMemory FOLDER GIGABYTES}. The parts are made in
 * the folder where they are not there yet, and stay. Then a training that was cut within the epoch, saved and loaded goes on,
 * and must have the same weights as one that was not.
 */
public final class LargerThanMemory {
    private static final int PART_ROWS = 2_500_000; // some 400 MB
    private static final long GIGABYTE = 1_000_000_000;
    private static final int BATCH = 1024;
    private static final int CUT = 300; // batches
    private static final int END = 800;

    private LargerThanMemory() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        if (Runtime.getRuntime().maxMemory() > GIGABYTE * 11 / 10) {
            JavaProcess.run(List.of("-Xmx1g"), ProcessBuilder.Redirect.INHERIT, LargerThanMemory.class, args);
            return;
        }
        int parts = makeParts(folder, Long.parseLong(args[1]) * GIGABYTE);
        AtomicLong heap = HeapUse.watch();
        long bytes = 0;
        for (int i = 0; i < parts; i++) {
            bytes += Files.size(part(folder, i));
        }
        long start = System.nanoTime();
        TableParts files = csvParts(folder + "/part-*.csv");
        say("looked through", start, bytes, files.rowCount(), heap);
        start = System.nanoTime();
        Streamed source = files.source(table -> dataset(table)
                .dropMissing()
                .standardize()
                .oneHot("colour")
                .date("day", "year", "month")
                .label("class"));
        say("every row checked", start, bytes, files.rowCount(), heap);
        start = System.nanoTime();
        Map<String, Double> learned = epoch(source);
        say("an epoch of training", start, bytes, source.rowCount(), heap);
        System.out.println(learned);
        checkResumed(source.memory(64), folder.resolve("cut.safetensors"));
    }

    private static Map<String, Double> epoch(Streamed source) {
        Trainer trainer = trainer(net(source));
        trainer.fit(source, 1);
        return trainer.evaluate(source.head(10_000));
    }

    private static Network net(Streamed source) {
        return network(inputs(source.schema().inputShape().elements()), dense(32), relu(), dense(3));
    }

    private static Trainer trainer(Network net) {
        return org.cellwise.Cellwise.trainer(net, crossEntropy(), adam(0.001)).batchSize(BATCH);
    }

    private static void checkResumed(Streamed source, Path file) throws IOException {
        Network whole = net(source);
        train(trainer(whole), source, END);
        Trainer cut = trainer(net(source));
        train(cut, source, CUT);
        cut.save(file);
        Network other = net(source);
        train(trainer(other).load(file), source, END - CUT);
        boolean same =
                Arrays.equals(whole.parameters().values(), other.parameters().values());
        Files.delete(file);
        System.out.printf(
                "cut after %s batches, saved, loaded, gone on to %s: %s%n",
                CUT, END, same ? "the same bits" : "OTHER BITS");
        System.exit(same ? 0 : 1);
    }

    private static void train(Trainer trainer, Streamed source, int batches) {
        int done = 0;
        for (Batch batch : trainer.batches(source)) {
            trainer.step(batch);
            if (++done == batches) {
                break;
            }
        }
    }

    private static int makeParts(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        long made = 0;
        int parts = 0;
        for (; made < bytes; parts++) {
            Path part = part(folder, parts);
            if (!Files.exists(part)) {
                Path unfinished = folder.resolve("unfinished");
                MillionRows.write(unfinished, PART_ROWS, new SeededRandom(parts));
                Files.move(unfinished, part);
            }
            made += Files.size(part);
        }
        return parts;
    }

    private static Path part(Path folder, int number) {
        return folder.resolve("part-%03d.csv".formatted(number));
    }

    private static void say(String what, long start, long bytes, long rows, AtomicLong heap) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f GB, %,d rows in %.0f s: %,.0f rows/s, %.0f MB/s; at most %d MB in use after a collection%n",
                what,
                bytes * 1e-9,
                rows,
                seconds,
                rows / seconds,
                bytes / seconds * 1e-6,
                heap.get() >> 20);
    }
}
