package org.cellwise.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Takes cells through JShell on a thread that the kernel can leave: the compiler never looks at an interrupt, and some code
 * keeps it busy for hours. On Java versions that can stop a thread it is stopped; on others the next cell has to wait for it.
 */
final class CompilerThread {

    private static final long POLL_MILLIS = 20;
    private static final long GRACE_NANOS = 3_000_000_000L; // however often stop is pressed: what is torn out may break
    private static final long OBEYS_MILLIS = 2000;

    private final CellThread cells;
    private Thread thread; // of the cell that runs, or of one that was left

    CompilerThread(CellThread cells) {
        this.cells = cells;
    }

    /**
     * Does all of a cell's work.
     *
     * @throws CellInterruptedException when the compiler was left
     * @throws Exception what {@code work} threw
     */
    Object call(Callable<Object> work) throws Exception {
        awaitFormer();
        FutureTask<Object> task = new FutureTask<>(work) {
            @Override
            protected void done() {
                synchronized (CompilerThread.this) {
                    CompilerThread.this.notifyAll();
                }
            }
        };
        thread = new Thread(null, task, "compiler", 0);
        thread.setDaemon(true);
        thread.start();
        while (!await(task)) {
            leave();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** True once the task has ended; false when stop was pressed and the compiler goes on. Allocates nothing. */
    private synchronized boolean await(FutureTask<?> task) {
        long stopped = 0; // since when the button waits for the compiler
        while (!task.isDone()) {
            try {
                wait(POLL_MILLIS);
            } catch (InterruptedException e) {
                cells.interrupt(); // of the thread that waits: taken for the stop button
            }
            if (!cells.isStoppedBetweenStatements()) {
                stopped = 0;
            } else if (stopped == 0) {
                stopped = System.nanoTime();
            } else if (System.nanoTime() - stopped > GRACE_NANOS) {
                return task.isDone();
            }
        }
        return true;
    }

    private void awaitFormer() throws CellInterruptedException, InterruptedException {
        while (thread != null && thread.isAlive()) {
            cells.checkInterrupt();
            thread.join(POLL_MILLIS);
        }
    }

    @SuppressWarnings({"deprecation", "removal"})
    private void leave() throws CellInterruptedException, InterruptedException {
        try {
            thread.stop();
            thread.join(OBEYS_MILLIS);
        } catch (UnsupportedOperationException | LinkageError e) {
            thread.join(POLL_MILLIS); // since JDK 20
        }
        throw new CellInterruptedException(
                thread.isAlive()
                        ? "stopped, but the compiler is still busy with this cell: the next one waits for it; restart the"
                                + " kernel if that takes too long"
                        : "stopped while the cell was compiled");
    }
}
