package org.cellwise.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that share loops. The caller is one of them; the others are daemons that start with the first
 * shared loop, spin briefly between loops, then sleep, and end when nothing has come for a while. Ranges are claimed one
 * by one, so that a thread whose core is taken away holds up only the range it is in.
 *
 * <p>Any thread may call; a call that finds the workers busy, or that comes from inside a task, runs on its own thread.
 */
public final class Workers {
    private static final long SPIN_NANOS = 50_000;
    private static final long IDLE_NANOS = 20_000_000_000L;
    /** The low half of the ticket when there is nothing to claim. */
    private static final int CLOSED = Integer.MAX_VALUE;

    private final Helper[] helpers;
    private final AtomicBoolean busy = new AtomicBoolean();
    /** Number of the loop in the high half, the first unclaimed index in the low one. */
    private final AtomicLong ticket = new AtomicLong(CLOSED);
    /** Indices not yet done. */
    private final AtomicInteger remaining = new AtomicInteger();

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    // these four change only while the ticket is closed, and are read before a claim that proves them current
    private Task task;
    private int count;
    private int grain;
    private Thread caller;

    /** The body of a loop: does the indices from (inclusive) to (exclusive), in any thread. */
    @FunctionalInterface
    public interface Task {
        void run(int from, int to);
    }

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Workers expects at least 1 thread, but got " + threads);
        }
        helpers = new Helper[threads - 1];
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
            busy.set(false);
        }
    }

    private void share(int count, int grain, Task task) {
        this.task = task;
        this.count = count;
        this.grain = grain;
        caller = Thread.currentThread();
        remaining.set(count);
        long loop = (ticket.get() >>> 32) + 1;
        ticket.set(loop << 32);
        int wanted = Math.min(helpers.length, (count - 1) / grain);
        for (int i = 0; i < wanted; i++) {
            wake(i);
        }
        claimAll();
        awaitOthers();
        ticket.set(loop << 32 | CLOSED);
        this.task = null;
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            Workers.<RuntimeException>rethrow(thrown);
        }
    }

    private void wake(int index) {
        Helper helper = helpers[index];
        if (helper == null || helper.ended) {
            helper = new Helper(index);
            helpers[index] = helper;
            helper.start();
        } else if (helper.asleep) {
            LockSupport.unpark(helper);
        }
    }

    /** Claims and does ranges until none is left; true if it did one. */
    private boolean claimAll() {
        boolean any = false;
        while (true) {
            long now = ticket.get();
            int from = (int) now;
            int end = count;
            if (from >= end) {
                return any;
            }
            Task current = task;
            int length = Math.min(grain, end - from);
            Thread waiting = caller;
            if (ticket.compareAndSet(now, now + length)) {
                any = true;
                runRange(current, from, length, waiting);
            }
        }
    }

    private void runRange(Task current, int from, int length, Thread waiting) {
        try {
            if (failure.get() == null) {
                current.run(from, from + length);
            }
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
        if (remaining.addAndGet(-length) == 0 && waiting != Thread.currentThread()) {
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

        Helper(int index) {
            super("cellwise-" + (index + 1));
            setDaemon(true);
        }

        @Override
        public void run() {
            long idleSince = System.nanoTime();
            while (true) {
                if (claimAll()) {
                    idleSince = System.nanoTime();
                }
                long idle = System.nanoTime() - idleSince;
                if (idle < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else if (idle < IDLE_NANOS) {
                    sleepUnlessWork();
                } else {
                    ended = true;
                    return;
                }
            }
        }

        private void sleepUnlessWork() {
            asleep = true; // seen by a caller who opens a loop after the look at the ticket
            if ((int) ticket.get() >= count) {
                LockSupport.parkNanos(Workers.this, IDLE_NANOS);
            }
            asleep = false;
        }
    }
}
