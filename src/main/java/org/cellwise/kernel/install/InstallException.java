package org.cellwise.kernel.install;

/** The installer cannot do what was asked; the message says why and what to do. */
final class InstallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InstallException(String message) {
        super(message);
    }

    InstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
