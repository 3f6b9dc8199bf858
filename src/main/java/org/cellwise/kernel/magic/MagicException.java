package org.cellwise.kernel.magic;

/** A magic failed; the message says which and why. */
public final class MagicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
