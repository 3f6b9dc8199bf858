package org.cellwise.train.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.cellwise.text.Names;

/** Several trainings at a time, each on a thread of its own; how many run at once never changes what comes out. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * The results of so many, in their order.
     *
     * @param who what wants them, for errors
     * @param unit what one is, such as {@code fold}
     * @param each makes one; called by several threads
     * @throws IllegalStateException if it is stopped
     */
    public static <T> List<T> run(String who, String unit, int count, IntFunction<T> each) {
        int threads = Math.max(1, Math.min(count, Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, who);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(pool.submit(() -> each.apply(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(result(who, unit, one, results.size()));
            }
            return results;
        } finally {
            pool.shutdownNow(); // interrupts what is still training after a failure
        }
    }

    private static <T> T result(String who, String unit, Future<T> one, int number) {
        try {
            return one.get();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(
                    "%s was stopped after %s: run the cell again".formatted(who, Names.count(number, unit)), stopped);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(
                    "%s %s of %s failed: %s".formatted(unit, number + 1, who, e.getCause()), e.getCause());
        }
    }
}
