package org.cellwise.kernel;

import jdk.jshell.SnippetEvent;

/** A snippet of a cell did not compile, or threw. */
final class SnippetException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SnippetEvent event;

    /** @param thrown by the snippet; null when it does not compile */
    SnippetException(SnippetEvent event, Throwable thrown) {
        super(thrown == null ? "does not compile" : thrown.toString(), thrown);
        this.event = event;
    }

    SnippetEvent event() {
        return event;
    }

    /** Whether the snippet ran. */
    boolean compiled() {
        return getCause() != null;
    }
}
