package org.cellwise.kernel.socket;

/**
 * Stands for jeromq in the kernel's jar: basekernel's sockets, which nobody makes, extend a class of it, and its other classes
 * do not load without that one.
 */
public final class NoZmq {

    private NoZmq() {}

    /** What those sockets extend. */
    public abstract static class Socket {}
}
