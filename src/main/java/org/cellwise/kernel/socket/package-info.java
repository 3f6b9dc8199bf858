/**
 * ZeroMQ's protocol ZMTP 3.0 as far as a kernel needs it: it listens, over TCP or Unix domain sockets. Written anew because
 * jeromq, the library for it, has no Unix domain sockets, breaks when a thread is interrupted within it, and loses its threads
 * for good when the heap is full.
 */
package org.cellwise.kernel.socket;
