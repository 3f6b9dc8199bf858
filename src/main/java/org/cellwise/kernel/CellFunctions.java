package org.cellwise.kernel;

import java.util.List;
import org.cellwise.kernel.magic.MagicException;

/** What cells can call by its bare name besides {@link Display}: IJava's functions on the kernel and on magics. */
public final class CellFunctions {

    private CellFunctions() {}

    /** The kernel that runs this cell. */
    public static CellwiseKernel getKernelInstance() {
        CellwiseKernel kernel = CellwiseKernel.getKernelInstance();
        if (kernel == null) {
            throw new IllegalStateException("No Cellwise kernel runs in this process: call this from a notebook cell");
        }
        return kernel;
    }

    /** Runs code, magics included, in the notebook's own scope. Returns the value of its last expression, or null. */
    public static Object eval(String code) throws Exception {
        return getKernelInstance().evalRaw(code);
    }

    /** Formats as {@link String#format} does, and prints. */
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    /** Calls the magic {@code %name}. The caller's type is trusted, as in IJava. */
    public static <T> T lineMagic(String name, List<String> arguments) {
        try {
            return getKernelInstance().getMagics().applyLineMagic(name, arguments);
        } catch (Exception e) {
            throw failed("%" + name, e);
        }
    }

    /** Calls the magic {@code %%name} with the rest of its cell. The caller's type is trusted, as in IJava. */
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        try {
            return getKernelInstance().getMagics().applyCellMagic(name, arguments, body);
        } catch (Exception e) {
            throw failed("%%" + name, e);
        }
    }

    /** {@code %name} as a statement: its value is not shown. */
    public static void runLineMagic(String name, List<String> arguments) {
        lineMagic(name, arguments);
    }

    /** {@code %%name} as a statement: its value is not shown. */
    public static void runCellMagic(String name, List<String> arguments, String body) {
        cellMagic(name, arguments, body);
    }

    /** {@code %name} as an expression: its value is shown when there is one. */
    public static Object valueOfLineMagic(String name, List<String> arguments) {
        return lineMagic(name, arguments);
    }

    /** {@code %%name} as an expression: its value is shown when there is one. */
    public static Object valueOfCellMagic(String name, List<String> arguments, String body) {
        return cellMagic(name, arguments, body);
    }

    private static RuntimeException failed(String magic, Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return new MagicException(magic + ": " + message, e);
    }
}
