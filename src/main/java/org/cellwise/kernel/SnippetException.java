package org.cellwise.kernel;

import jdk.jshell.SnippetEvent;

/** A snippet of a cell did not compile, or threw. */
final class SnippetException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SnippetEvent event;

    SnippetException(SnippetEvent event) {
        super(event.exception() == null ? "does not compile" : event.exception().getMessage(), event.exception());
        this.event = event;
    }

    SnippetEvent event() {
        return event;
    }
}
