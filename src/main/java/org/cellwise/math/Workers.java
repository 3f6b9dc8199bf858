package org.cellwise.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A fixed number of threads that share loops. The caller is one of them; the others are daemons that start with the first
 * shared loop, spin briefly between loops, then sleep, and end when nothing has come for a while. Each thread begins with
 * a share of its own, the same part of every loop, so that it often finds in its cache what it left there; then it takes
 * from the others' shares. Ranges are claimed one by one, so that a thread whose core is taken away holds up only the
 * range it is in.
 *
 * <p>Any thread may call; a call that finds the workers busy, or that comes from inside a task, runs on its own thread.
 */
public final class Workers {
    private static final long SPIN_NANOS = 50_000;
    private static final long IDLE_NANOS = 20_000_000_000L;
    /** The low half of a ticket when there is nothing to claim. */
    private static final int CLOSED = Integer.MAX_VALUE;
    /** From ticket to ticket, so that no two share a line of the cache. */
    private static final int APART = 16;

    private final Helper[] helpers;
    private final Consumer<Thread> starter;
    /** How many helpers the system has room for, as far as is known. */
    private int startable;

    private final AtomicBoolean busy = new AtomicBoolean();
    /** For each share: number of the loop in the high half, the first unclaimed range in the low one. */
    private final AtomicLongArray tickets;
    /** Ranges not yet done. */
    private final AtomicInteger remaining = new AtomicInteger();

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    // these change only while the tickets are closed, and are read before a claim that proves them current
    private Task task;
    private int count;
    private int grain;
    private int ranges;
    private Thread caller;
    /** Number of the loop; written once all tickets of it are open. */
    private volatile int loop;

    /** The body of a loop: does the indices from (inclusive) to (exclusive), in any thread. */
    @FunctionalInterface
    public interface Task {
        void run(int from, int to);
    }

    public Workers(int threads) {
        this(threads, Thread::start);
    }

    /** @param starter starts a thread */
    Workers(int threads, Consumer<Thread> starter) {
        if (threads < 1) {
            throw new IllegalArgumentException("Workers expects at least 1 thread, but got " + threads);
        }
        helpers = new Helper[threads - 1];
        startable = helpers.length;
        this.starter = starter;
        tickets = new AtomicLongArray(APART * threads);
        close();
    }

    /** One thread, the caller's. */
    public static Workers inline() {
        return new Workers(1);
    }

    public int threads() {
        return helpers.length + 1;
    }

    /**
     * Runs the task over 0 … count - 1 and returns when all are done: in ranges of the given grain (the last may be
     * shorter), or in one range when the caller is on its own. What a range throws is thrown here; ranges not begun by then are left out.
     */
    public void run(int count, int grain, Task task) {
        if (grain < 1) {
            throw new IllegalArgumentException("Workers expects a grain of at least 1, but got " + grain);
        }
        if (helpers.length == 0 || count <= grain || !busy.compareAndSet(false, true)) {
            if (count > 0) {
                task.run(0, count);
            }
            return;
        }
        try {
            share(count, grain, task);
        } finally {
            close();
            this.task = null;
            busy.set(false);
        }
    }

    private void share(int count, int grain, Task task) {
        this.task = task;
        this.count = count;
        this.grain = grain;
        ranges = (count - 1) / grain + 1;
        caller = Thread.currentThread();
        remaining.set(ranges);
        int now = loop + 1;
        for (int share = 0; share < threads(); share++) {
            tickets.set(APART * share, ticket(now, start(share)));
        }
        loop = now;
        for (int i = 0; i < Math.min(startable, ranges - 1); i++) {
            wake(i);
        }
        claimAll(now, 0);
        awaitOthers();
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            Workers.<RuntimeException>rethrow(thrown);
        }
    }

    /** The first range of a share. */
    private int start(int share) {
        return (int) (((long) share * ranges + threads() - 1) / threads());
    }

    private void close() {
        for (int share = 0; share < threads(); share++) {
            tickets.set(APART * share, ticket(loop, CLOSED));
        }
    }

    private static long ticket(int loop, int range) {
        return (long) loop << 32 | range;
    }

    private void wake(int index) {
        Helper helper = helpers[index];
        if (helper == null || helper.ended) {
            startHelper(index);
        } else if (helper.asleep) {
            LockSupport.unpark(helper);
        }
    }

    /** Where the system has no room for another thread, those that run do its share, from now on. */
    private void startHelper(int index) {
        Helper helper = new Helper(index);
        try {
            starter.accept(helper);
            helpers[index] = helper;
        } catch (OutOfMemoryError e) {
            startable = index;
        }
    }

    /** Claims and does ranges of a loop until none is left, those of one share first; true if it did one. */
    private boolean claimAll(int wanted, int own) {
        boolean any = false;
        for (int i = 0; i < threads(); i++) {
            any |= claimShare(wanted, (own + i) % threads());
        }
        return any;
    }

    private boolean claimShare(int wanted, int share) {
        boolean any = false;
        while (true) {
            long now = tickets.get(APART * share);
            int range = (int) now;
            if ((int) (now >>> 32) != wanted || range >= start(share + 1)) {
                return any;
            }
            Task current = task;
            int from = range * grain;
            int to = Math.min(count, from + grain);
            Thread waiting = caller;
            if (tickets.compareAndSet(APART * share, now, now + 1)) {
                any = true;
                runRange(current, from, to, waiting);
            }
        }
    }

    private void runRange(Task current, int from, int to, Thread waiting) {
        try {
            if (failure.get() == null) {
                current.run(from, to);
            }
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
        if (remaining.decrementAndGet() == 0 && waiting != Thread.currentThread()) {
            LockSupport.unpark(waiting);
        }
    }

    private void awaitOthers() {
        long start = System.nanoTime();
        while (remaining.get() != 0) {
            if (System.nanoTime() - start < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, SPIN_NANOS);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private final class Helper extends Thread {
        volatile boolean asleep;
        volatile boolean ended;
        private final int share;

        Helper(int index) {
            super("cellwise-" + (index + 1));
            share = index + 1;
            setDaemon(true);
        }

        @Override
        public void run() {
            int seen = loop - 1; // the loop that it was started for may be in hand
            long idleSince = System.nanoTime();
            while (true) {
                int now = loop;
                if (now != seen) {
                    seen = now;
                    if (claimAll(now, share)) {
                        idleSince = System.nanoTime();
                    }
                }
                long idle = System.nanoTime() - idleSince;
                if (idle < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else if (idle < IDLE_NANOS) {
                    sleepUnlessWork(seen);
                } else {
                    ended = true;
                    return;
                }
            }
        }

        private void sleepUnlessWork(int seen) {
            asleep = true; // seen by a caller who opens a loop after the look at its number
            if (loop == seen) {
                LockSupport.parkNanos(Workers.this, IDLE_NANOS);
            }
            asleep = false;
        }
    }
}
