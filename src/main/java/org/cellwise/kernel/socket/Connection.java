package org.cellwise.kernel.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cellwise.kernel.heap.HeapReserve;

/** One front end at one socket: a thread reads what it sends, another writes to it. Both end when it goes. */
final class Connection {

    private static final int BUFFER = 1 << 16; // bytes
    private static final int MOST_FRAMES = 1000;
    private static final int MOST_SUBSCRIPTIONS = 100;
    private static final int MOST_WAITING = 1 << 24; // bytes to be written, and one message
    private static final long PATIENCE_MILLIS = 10_000; // with one who takes nothing of what is written

    private final SocketChannel channel;
    private final Listener listener;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final List<byte[]> subscriptions = new CopyOnWriteArrayList<>();
    private final Runnable closing = this::close; // made while there is memory
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long writtenBytes;
    private boolean closed;
    private byte[] name; // once it has said it

    Connection(SocketChannel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    void start() {
        for (Runnable task : List.<Runnable>of(this::readAll, this::writeAll)) {
            Thread thread = new Thread(task, "front end");
            thread.setDaemon(true);
            thread.start();
        }
    }

    byte[] name() {
        return name;
    }

    boolean hasSubscribed(byte[] topic) {
        for (byte[] one : subscriptions) {
            if (one.length <= topic.length && Arrays.equals(one, 0, one.length, topic, 0, one.length)) {
                return true;
            }
        }
        return false;
    }

    /** Waits while much is still to be written, whatever the interrupt flag says; a front end that stands still is let go. */
    synchronized void send(byte[] message) {
        boolean interrupted = false;
        long written = writtenBytes;
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!closed && waitingBytes > 0 && waitingBytes + message.length > MOST_WAITING) {
            if (writtenBytes > written) {
                written = writtenBytes;
                end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            } else if (System.nanoTime() > end) {
                close();
            }
            try {
                wait(PATIENCE_MILLIS / 100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!closed) {
            waiting.add(message);
            waitingBytes += message.length;
            notifyAll();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void close() {
        closed = true;
        waiting.clear();
        listener.forget(this);
        notifyAll();
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is gone in any case
        }
    }

    private void writeAll() {
        try {
            for (byte[] next = next(); next != null; next = next()) {
                for (int from = 0; from < next.length; from += BUFFER) {
                    write(next, from, Math.min(next.length, from + BUFFER));
                }
            }
        } catch (IOException | RuntimeException | Error e) { // where memory is short even classes fail
            HeapReserve.secured(closing);
        }
    }

    private void write(byte[] message, int from, int to) throws IOException {
        out.clear().put(message, from, to - from).flip();
        while (out.hasRemaining()) {
            try {
                channel.write(out);
            } catch (OutOfMemoryError e) {
                makeRoom();
            }
        }
        synchronized (this) {
            writtenBytes += to - from;
            waitingBytes -= to - from;
            notifyAll();
        }
    }

    /** Null when there will be nothing more. */
    private synchronized byte[] next() {
        while (!closed && waiting.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                return null; // nobody interrupts this thread
            }
        }
        return waiting.poll();
    }

    private void readAll() {
        try {
            send(Zmtp.greeting());
            Zmtp.check(bytes(Zmtp.GREETING));
            send(Zmtp.ready(listener.kind()));
            readFrames();
        } catch (IOException | RuntimeException | Error e) { // where memory is short even classes fail
            HeapReserve.secured(closing);
        }
    }

    private void readFrames() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        long size = 0;
        boolean tooLarge = false;
        while (true) {
            int flags = readByte();
            long length = (flags & Zmtp.LONG) == 0 ? readByte() : readLong();
            if (length < 0 || length > listener.largest()) {
                throw new IOException("A frame of " + length + " bytes is too large");
            }
            byte[] body = bytes((int) length);
            if ((flags & Zmtp.COMMAND) != 0) {
                obey(body);
                continue;
            }
            size += length;
            tooLarge |= frames.size() == MOST_FRAMES || size > listener.largest();
            if (tooLarge) {
                frames.clear();
            } else {
                addSecurely(frames, body);
            }
            if ((flags & Zmtp.MORE) == 0) {
                if (!tooLarge && name != null) {
                    takeSecurely(frames);
                }
                frames.clear();
                size = 0;
                tooLarge = false;
            }
        }
    }

    /** Without a lambda, for which there may be no memory either. */
    private static void addSecurely(List<byte[]> frames, byte[] body) {
        while (true) {
            try {
                frames.add(body);
                return;
            } catch (OutOfMemoryError e) {
                makeRoom();
            }
        }
    }

    private void takeSecurely(List<byte[]> frames) {
        while (true) {
            try {
                take(frames);
                return;
            } catch (OutOfMemoryError e) {
                makeRoom();
            }
        }
    }

    private void take(List<byte[]> frames) {
        if (listener.kind() == Listener.Kind.PUB) {
            byte[] wish = frames.get(0);
            if (wish.length > 0) {
                subscribe(wish[0] == 1, Arrays.copyOfRange(wish, 1, wish.length));
            }
        } else {
            listener.receive(this, frames);
        }
    }

    private void subscribe(boolean wanted, byte[] topic) {
        if (!wanted) {
            subscriptions.removeIf(one -> Arrays.equals(one, topic));
        } else if (subscriptions.size() < MOST_SUBSCRIPTIONS) {
            subscriptions.add(topic);
        }
    }

    private void obey(byte[] command) throws IOException {
        String word = Zmtp.commandName(command);
        int rest = Math.min(command.length, 1 + word.length());
        switch (word) {
            case "READY" -> name = listener.route(Zmtp.property(command, "Identity"), this);
            case "ERROR" -> throw new IOException("The front end refuses this kernel");
            case "PING" -> // two bytes of time, then at most 16 that it wants back
                send(Zmtp.pong(Arrays.copyOfRange(command, Math.min(command.length, rest + 2), command.length)));
            case "SUBSCRIBE" -> subscribe(true, Arrays.copyOfRange(command, rest, command.length));
            case "CANCEL" -> subscribe(false, Arrays.copyOfRange(command, rest, command.length));
            default -> {
                // of a later version: it may be left out
            }
        }
    }

    private void fill() throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            int count = 0;
            while (count == 0) {
                try {
                    count = channel.read(in);
                } catch (OutOfMemoryError e) {
                    count = in.position(); // what has arrived is not lost
                    makeRoom();
                }
            }
            in.flip();
            if (count < 0) {
                throw new EOFException();
            }
        }
    }

    private static void makeRoom() {
        HeapReserve.give();
        HeapReserve.pause();
    }

    private int readByte() throws IOException {
        fill();
        return in.get() & 0xff;
    }

    private long readLong() throws IOException {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | readByte();
        }
        return value;
    }

    /** Memory is taken as the bytes arrive, not for what is announced. */
    private byte[] bytes(int length) throws IOException {
        byte[] bytes = HeapReserve.bytes(Math.min(length, BUFFER));
        int count = 0;
        while (count < length) {
            if (count == bytes.length) {
                byte[] more = HeapReserve.bytes((int) Math.min(length, 2L * count));
                System.arraycopy(bytes, 0, more, 0, count);
                bytes = more;
            }
            fill();
            int part = Math.min(in.remaining(), bytes.length - count);
            in.get(bytes, count, part);
            count += part;
        }
        return bytes;
    }
}
