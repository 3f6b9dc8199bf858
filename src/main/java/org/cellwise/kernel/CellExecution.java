package org.cellwise.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.cellwise.kernel.heap.HeapReserve;
import org.cellwise.kernel.redefine.SnippetClasses;

/**
 * Runs JShell's snippets inside the kernel's process, on the {@link CellThread}. JShell itself keeps only the texts of
 * values and exceptions; the objects are kept here, under keys that JShell takes for those texts.
 *
 * <p>{@link LocalExecutionControl} makes an endless loop in a snippet stoppable: since JDK 20 by a check that it weaves
 * into every loop, before that by {@code Thread.stop}. Both need a call of its own {@code invoke} first.
 */
final class CellExecution extends LocalExecutionControl {

    private static final StackTraceElement[] NO_FRAMES = {};

    private final CellThread cells;
    private final SnippetClasses classes = new SnippetClasses(new Loader());
    private final Map<String, Object> results = new HashMap<>();
    private final AtomicInteger depth = new AtomicInteger(); // of eval(...) within a cell
    private final ClassLoader loader;
    private int nextResult;
    private InternalException lost; // what JShell keeps to itself

    CellExecution(CellThread cells) {
        this.cells = cells;
        loader = Thread.currentThread().getContextClassLoader(); // just set by JShell
    }

    @Override
    public void load(ClassBytecodes[] snippets) {
        classes.load(snippets);
    }

    @Override
    public void redefine(ClassBytecodes[] snippets) throws NotImplementedException {
        classes.redefine(snippets);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return classes.running(name);
    }

    SnippetClasses classes() {
        return classes;
    }

    /** The field of a variable of the cells. */
    Field field(String className, String variable) throws ReflectiveOperationException {
        Field field = classes.holder(className).getDeclaredField(variable);
        field.setAccessible(true);
        return field;
    }

    /** The class of the cells that the compiler calls {@code Model} or {@code Outer.Inner}; null when there is none. */
    Class<?> typeOfCells(String name) {
        return classes.typeNamed(name.replace('.', '$'));
    }

    /** Knows the cells' classes and all that they can use. */
    ClassLoader loader() {
        return loader;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        try {
            cells.checkInterrupt(); // the button may have been pressed while the snippet was compiled
            return keep(cells.call(() -> snippet.invoke(null)));
        } catch (CellInterruptedException e) {
            throw failed(e);
        } catch (OutOfMemoryError e) {
            HeapReserve.give();
            throw failed(e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                HeapReserve.give(); // now, as all that follows needs memory
                throw failed(e.getCause()); // also where the watch stopped the cell at the same time
            }
            if (cells.wasInterrupted()) {
                throw failed(stopped(e.getCause()));
            }
            if (e.getCause() instanceof SPIResolutionException) {
                e.getCause().setStackTrace(NO_FRAMES);
                throw e; // JShell knows which declaration is missing
            }
            throw failed(e.getCause());
        }
    }

    @Override
    public String invoke(String className, String method)
            throws RunException, InternalException, EngineTerminationException {
        try {
            return super.invoke(className, method);
        } catch (InternalException e) {
            lost = e;
            throw e;
        }
    }

    /** A full heap may hit where a result is kept: for JShell the snippet has ended well even so. */
    void checkLost() {
        InternalException e = lost;
        lost = null;
        if (e != null && e.getMessage().contains(OutOfMemoryError.class.getName())) {
            throw new OutOfMemoryError("Java heap space");
        }
        if (e != null) {
            throw new IllegalStateException("JShell could not run this: " + e.getMessage());
        }
    }

    /** JShell would trip over frames of classes that it does not know, so it gets none. */
    private UserException failed(Throwable thrown) {
        return new UserException(keep(thrown), thrown.getClass().getName(), NO_FRAMES);
    }

    private String keep(Object result) {
        synchronized (results) {
            String key = "result " + nextResult++;
            results.put(key, result);
            return key;
        }
    }

    private CellInterruptedException stopped(Throwable thrown) {
        boolean byForce = thrown.getClass().getName().equals("java.lang.ThreadDeath");
        CellInterruptedException stopped =
                new CellInterruptedException(byForce ? cells.reason() : cells.reason() + ": " + thrown);
        stopped.setStackTrace(thrown.getStackTrace());
        return stopped;
    }

    /** The value or exception behind the text that JShell got, which is forgotten here. */
    Object takeResult(String key) {
        synchronized (results) {
            return results.remove(key);
        }
    }

    /** Lets loops check for {@link #force}, and forgets that the last one was stopped. */
    void rearm() {
        try {
            var handler = Thread.getDefaultUncaughtExceptionHandler();
            super.invoke(Thread.class.getMethod("onSpinWait")); // a public method that does nothing
            Thread.setDefaultUncaughtExceptionHandler(handler); // before JDK 20 it sets one that swallows
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

    /** Loads classes as JShell does. */
    private final class Loader implements SnippetClasses.Loader {
        @Override
        public void load(ClassBytecodes... files)
                throws ClassInstallException, NotImplementedException, EngineTerminationException {
            CellExecution.super.load(files);
        }

        @Override
        public Class<?> find(String name) throws ClassNotFoundException {
            return CellExecution.super.findClass(name);
        }
    }
}
