package org.cellwise.kernel.heap;

/**
 * Memory that cells cannot fill: given up when the heap is full, so that the kernel can say so and go on, and taken again
 * once there is room.
 */
public final class HeapReserve {

    private static final int CHUNK = 1 << 18; // bytes; small enough to be found in a heap without large gaps
    private static final int MOST_CHUNKS = 64;
    private static final int LAST_CHUNKS = 12;
    private static final int SHARE = 10; // of the heap, at most one part of so many
    private static final long ROOM = 2; // times the reserve has to be free before it is taken again
    private static final int PAUSE_MILLIS = 20;
    private static final long PATIENCE_NANOS = 60_000_000_000L; // on a busy machine a full heap is emptied late

    private static volatile byte[][] held;
    private static volatile byte[][] last; // for finding out what can be emptied

    private HeapReserve() {}

    /** Memory for the last resort, which is taken again when the reserve is. */
    static void giveLast() {
        last = null;
    }

    /** Takes the memory where there is room for it and for what the next cell needs; returns whether it is there now. */
    public static synchronized boolean take() {
        if (held != null) {
            return true;
        }
        if (isLess(ROOM * chunks() * CHUNK)) {
            return false;
        }
        try {
            last = last == null ? new byte[LAST_CHUNKS][CHUNK] : last;
            held = new byte[chunks()][CHUNK];
        } catch (OutOfMemoryError e) {
            held = null;
        }
        return held != null;
    }

    private static int chunks() {
        return (int) Math.min(MOST_CHUNKS, Runtime.getRuntime().maxMemory() / SHARE / CHUNK);
    }

    private static boolean isLess(long bytes) {
        if (free() < bytes) {
            System.gc(); // what cells have let go of still counts as used
        }
        return free() < bytes;
    }

    /** Whether there is so little that the kernel may not be able to answer. */
    static boolean isShort() {
        return isLess((long) chunks() * CHUNK);
    }

    /** Bytes that can still be had, as of the last collection. */
    static long free() {
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    /** Returns whether there was memory to give up. */
    public static boolean give() {
        boolean any = held != null;
        held = null;
        return any;
    }

    /** An array that the kernel cannot do without: waits for the memory. */
    public static byte[] bytes(int length) {
        long start = System.nanoTime();
        while (true) {
            try {
                return new byte[length];
            } catch (OutOfMemoryError e) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw e;
                }
                give();
                pause();
            }
        }
    }

    /** Does what the kernel owes, again where the heap is too full for it, until others had time to make room. */
    public static void secured(Runnable action) {
        long start = System.nanoTime();
        while (true) {
            try {
                action.run();
                return;
            } catch (OutOfMemoryError e) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw e;
                }
                give();
                pause();
            }
        }
    }

    /** Lets others free what they can. */
    public static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
