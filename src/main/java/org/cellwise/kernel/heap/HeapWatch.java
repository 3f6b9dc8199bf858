package org.cellwise.kernel.heap;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sees a heap so full that next to all time goes into collecting garbage: the JVM may go on like that for hours without
 * an error. First the cell is stopped, then the reserve is given up, then what holds most is emptied.
 */
public final class HeapWatch implements Runnable {

    /** Why a cell was stopped. */
    public static final String STOPPED = "stopped, as the heap is full";

    private static final int WINDOW_MILLIS = 3000;
    private static final double TOO_MUCH = 0.7; // of the time
    private static final int FULL_SHARE = 10; // less than one part of so many of the heap is free
    private static final int MOST_ATTEMPTS = 20; // to tell an error

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final Cells cells;
    private boolean stopped; // the running cell, in the window before

    /** What can be done about a full heap. */
    public interface Cells {
        /** How many cells have begun: another one each time. */
        int begun();

        /** Ends the running cell at once. */
        void stop(String why);

        /** Sets the variable that holds most to null; returns its name. */
        Optional<String> emptyLargest();
    }

    private HeapWatch(Cells cells) {
        this.cells = cells;
    }

    public static void start(Cells cells) {
        Thread thread = new Thread(new HeapWatch(cells), "heap watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (true) {
            try {
                int cell = cells.begun();
                long before = collecting();
                long start = System.nanoTime();
                Thread.sleep(WINDOW_MILLIS);
                double share = (collecting() - before) * 1e6 / (System.nanoTime() - start);
                if (share > TOO_MUCH && isFull() && cells.begun() == cell) { // not for what another one did
                    makeRoom();
                } else {
                    stopped = false;
                }
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                continue; // there is no memory even for this
            }
        }
    }

    private long collecting() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        return millis;
    }

    private static boolean isFull() {
        return HeapReserve.free() < Runtime.getRuntime().maxMemory() / FULL_SHARE;
    }

    private void makeRoom() {
        if (!stopped) {
            stopped = true;
            cells.stop(STOPPED);
        } else if (!HeapReserve.give()) {
            emptyLargest(cells);
        }
    }

    /**
     * Tells an error, for which a full heap has to have room: from the reserve, and where that was gone before or does not
     * do, by emptying what holds most.
     *
     * @param reserved whether the reserve was there when the cell began
     */
    public static <T> T withRoom(Throwable thrown, boolean reserved, Cells cells, Supplier<T> report) {
        Throwable cause = thrown;
        boolean hasReserve = reserved;
        for (int left = MOST_ATTEMPTS; ; left--) {
            try {
                makeRoom(cause, hasReserve, cells);
                return report.get();
            } catch (OutOfMemoryError e) {
                if (left == 0) {
                    throw e;
                }
                cause = e;
                hasReserve = false;
            }
        }
    }

    private static void makeRoom(Throwable thrown, boolean reserved, Cells cells) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        if (cause != null || isStop(thrown)) {
            HeapReserve.give();
            if (!reserved && HeapReserve.isShort()) {
                emptyLargest(cells);
            }
        }
    }

    /** Whether a cell was stopped by the watch. */
    public static boolean isStop(Throwable thrown) {
        return thrown.getMessage() != null && thrown.getMessage().startsWith(STOPPED);
    }

    /** The last resort. */
    private static void emptyLargest(Cells cells) {
        HeapReserve.giveLast();
        cells.emptyLargest()
                .ifPresent(name -> System.err.println(
                        name + " is null now: the heap was full, and the kernel had no memory left to go on"));
    }
}
