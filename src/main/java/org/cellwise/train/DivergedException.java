package org.cellwise.train;

/** Training was stopped because its loss was no longer a finite number; the last good weights are back in place. */
public final class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public DivergedException(String message) {
        super(message);
    }
}
