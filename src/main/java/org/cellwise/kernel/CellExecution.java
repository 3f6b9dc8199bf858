package org.cellwise.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs JShell's snippets inside the kernel's process, on the {@link CellThread}, and keeps the objects they return, where
 * JShell itself keeps only their text.
 *
 * <p>{@link LocalExecutionControl} makes an endless loop in a snippet stoppable: since JDK 20 by a check that it weaves
 * into every loop, before that by {@code Thread.stop}. Both need a call of its own {@code invoke} first.
 */
final class CellExecution extends LocalExecutionControl {

    private final CellThread cells;
    private final Map<String, Object> results = new HashMap<>();
    private final AtomicInteger depth = new AtomicInteger(); // of eval(...) within a cell
    private int nextResult;

    CellExecution(CellThread cells) {
        this.cells = cells;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        Object value;
        try {
            cells.checkInterrupt(); // the button may have been pressed while the snippet was compiled
            value = cells.call(() -> snippet.invoke(null));
        } catch (CellInterruptedException e) {
            throw new UserException(e.getMessage(), CellInterruptedException.class.getName(), e.getStackTrace());
        } catch (InvocationTargetException e) {
            throw cells.wasInterrupted() ? stopped(e.getCause()) : e;
        }
        synchronized (results) {
            String key = "result " + nextResult++;
            results.put(key, value);
            return key;
        }
    }

    private static UserException stopped(Throwable thrown) {
        return new UserException(
                thrown.getClass().getName().equals("java.lang.ThreadDeath") ? "stopped" : "stopped: " + thrown,
                CellInterruptedException.class.getName(),
                thrown.getStackTrace());
    }

    /** The object behind the text that {@code invoke} gave to JShell, which is forgotten here. */
    Object takeResult(String key) {
        synchronized (results) {
            return results.remove(key);
        }
    }

    /** Lets loops check for {@link #force}, and forgets that the last one was stopped. */
    void rearm() {
        try {
            super.invoke(Thread.class.getMethod("onSpinWait")); // a public method that does nothing
        } catch (Exception e) {
            throw new IllegalStateException("JShell cannot run a method in this process: " + e, e);
        }
    }

    /** Stops what {@code thread} runs, with whatever this Java version has for it. */
    @SuppressWarnings({"deprecation", "removal"})
    void force(Thread thread) {
        try {
            stop();
            if (Runtime.version().feature() < 20) {
                thread.stop();
            }
        } catch (Exception | LinkageError e) {
            // not stoppable on this Java version: CellThread leaves it behind and says so
        }
    }

    @Override
    protected void clientCodeEnter() {
        if (depth.getAndIncrement() == 0) {
            super.clientCodeEnter();
        }
    }

    @Override
    protected void clientCodeLeave() {
        if (depth.decrementAndGet() == 0) {
            super.clientCodeLeave();
        }
    }
}
