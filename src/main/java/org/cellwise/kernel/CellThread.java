package org.cellwise.kernel;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The one thread that runs all cells, and the ways to end a statement that runs on it.
 *
 * <p>The stop button sets the interrupt flag and then waits, so that code that looks at the flag can finish normally and
 * its variables get their values. What has not ended after the grace period, or when the button is pressed again, is
 * stopped by force. What survives that is left behind on its thread, and a new thread takes over.
 */
final class CellThread {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration FORCE = Duration.ofSeconds(2);

    private final Duration timeLimit;
    private final Duration grace;
    private final Consumer<Thread> force;

    private volatile Worker worker;
    private ClassLoader contextClassLoader;
    private Statement running;
    private boolean inCell;
    private volatile String reason = "stopped";
    private volatile int interrupts; // since the cell began
    private volatile int begun; // cells

    /**
     * @param timeLimit how long one statement may run; zero for no limit
     * @param force stops what the given thread runs when the flag alone did not
     */
    CellThread(Duration timeLimit, Consumer<Thread> force) {
        this(timeLimit, GRACE, force);
    }

    CellThread(Duration timeLimit, Duration grace, Consumer<Thread> force) {
        this.timeLimit = timeLimit;
        this.grace = grace;
        this.force = force;
        this.worker = new Worker();
    }

    synchronized void setContextClassLoader(ClassLoader loader) {
        contextClassLoader = loader;
        worker.thread.setContextClassLoader(loader);
    }

    synchronized void beginCell() {
        inCell = true;
        begun = begun + 1;
        interrupts = 0;
        reason = "stopped";
    }

    synchronized void endCell() {
        inCell = false;
    }

    /** Asks the running cell to end; does nothing between cells. */
    synchronized void interrupt() {
        if (inCell) {
            interrupts = interrupts + 1;
            if (running != null) {
                worker.thread.interrupt();
            }
            notifyAll();
        }
    }

    /** Ends the running cell at once, for a reason that the user is told. */
    synchronized void stop(String why) {
        if (inCell) {
            reason = why;
            interrupt();
            interrupt(); // a second press needs no grace
        }
    }

    int begun() {
        return begun;
    }

    /** Why the cell was stopped, if it was. */
    String reason() {
        return reason;
    }

    boolean wasInterrupted() {
        return interrupts > 0;
    }

    /** Whether the button was pressed while no statement runs that could end. */
    synchronized boolean isStoppedBetweenStatements() {
        return interrupts > 0 && running == null;
    }

    /** Ends the cell here when the stop button was pressed since it began. */
    void checkInterrupt() throws CellInterruptedException {
        if (wasInterrupted()) {
            throw new CellInterruptedException(reason + " before the next statement began");
        }
    }

    /**
     * Runs {@code body} on the cell thread and waits for it.
     *
     * @throws CellInterruptedException when it was stopped by force
     * @throws Exception what {@code body} threw
     */
    Object call(Callable<Object> body) throws Exception {
        if (Thread.currentThread() == worker.thread) {
            return body.call(); // a cell that calls eval(...)
        }
        Statement statement = new Statement(body);
        int before = begin(statement);
        if (!await(statement, timeLimit, before)) {
            end(statement, before);
        }
        try {
            return statement.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : new ExecutionException(e.getCause());
        }
    }

    private synchronized int begin(Statement statement) {
        running = statement;
        worker.statements.add(statement);
        return interrupts;
    }

    private void end(Statement statement, int before) throws CellInterruptedException {
        boolean late = interrupts == before;
        String why = late ? "stopped after " + timeLimit.toMillis() + " ms, the limit set by IJAVA_TIMEOUT" : reason;
        Thread thread = worker.thread;
        thread.interrupt();
        boolean ended = await(statement, grace, late ? before : before + 1);
        if (ended && !late) {
            return;
        }
        if (!ended) {
            force.accept(thread);
            boolean obeyed = await(statement, FORCE, Integer.MAX_VALUE);
            replaceWorker(); // the force may have hit the old one's own code
            if (!obeyed) {
                why += ", but its code runs on in the background: restart the kernel to end it";
            }
        }
        throw new CellInterruptedException(why);
    }

    /** True once the statement has ended; false after {@code time}, or at more interrupts than {@code expected}. */
    private synchronized boolean await(Statement statement, Duration time, int expected) {
        long end = System.nanoTime() + time.toNanos();
        while (!statement.isDone()) {
            long left = time.isZero() ? 0 : Math.max(0, (end - System.nanoTime()) / 1_000_000);
            if (interrupts > expected || (left == 0 && !time.isZero())) {
                return false;
            }
            try {
                wait(left); // 0 waits for ever
            } catch (InterruptedException e) {
                interrupt(); // of the thread that waits: taken for the stop button
            }
        }
        return true;
    }

    private synchronized void replaceWorker() {
        running = null;
        worker.abandoned = true;
        worker.thread.interrupt();
        worker = new Worker();
        worker.thread.setContextClassLoader(contextClassLoader);
    }

    private synchronized void ended(Statement statement) {
        if (running == statement) {
            running = null;
        }
        notifyAll();
    }

    private static final class Statement extends FutureTask<Object> {
        Statement(Callable<Object> body) {
            super(body);
        }
    }

    private final class Worker implements Runnable {
        private final BlockingQueue<Statement> statements = new LinkedBlockingQueue<>();
        private final Thread thread = new Thread(this, "cells");
        private volatile boolean abandoned;

        Worker() {
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            while (!abandoned) {
                try {
                    Statement statement = statements.take();
                    try {
                        statement.run();
                    } finally {
                        ended(statement);
                    }
                } catch (InterruptedException e) {
                    continue; // a late press of the button: nothing runs that it could end
                } catch (Throwable e) {
                    continue; // a full heap can hit this loop too, and the thread has to live
                }
                Thread.interrupted(); // the flag was for the statement that has just ended
            }
        }
    }
}
