package org.cellwise.kernel;

/** A cell ended because the user stopped it, or because a statement ran past the time limit. */
final class CellInterruptedException extends Exception {

    private static final long serialVersionUID = 1L;

    CellInterruptedException(String message) {
        super(message, null, false, true);
        setStackTrace(new StackTraceElement[0]); // the kernel's own frames tell a user nothing
    }
}
