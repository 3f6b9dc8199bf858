package org.cellwise;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a piece of work allocates on this thread once warm. */
public final class Allocations {
    /** Vector code allocates until the compiler has seen it often enough, which is late where processors are busy. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private Allocations() {}

    /** Bytes of the most frugal run: ends with the first that allocates nothing, or when patience is over. */
    public static long least(Runnable work) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            least = Math.min(least, bytes(work));
        }
        return least;
    }

    /** Bytes of the most frugal of so many runs. */
    public static long leastOf(int runs, Runnable work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            least = Math.min(least, bytes(work));
        }
        return least;
    }

    private static long bytes(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
