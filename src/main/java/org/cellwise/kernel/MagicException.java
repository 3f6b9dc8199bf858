package org.cellwise.kernel;

/** A magic failed; the message says which and why. */
final class MagicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MagicException(String message, Throwable cause) {
        super(message, cause);
    }
}
