package org.cellwise.spark;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where the tasks of one attempt tell the driver what happens, and are told where to meet and when to stop. */
final class Headquarters implements Closeable {
    static final int PLACE_BYTES = 64; // at most, of an address and a port

    private final ServerSocket server;
    private final int tasks;
    private final byte[] secret;
    private final long most; // bytes of a trainer's file
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final Map<Integer, Wire> wires = new ConcurrentHashMap<>();
    private final Map<Integer, String> places = new TreeMap<>(); // where tasks listen
    private volatile boolean closed;

    Headquarters(String host, int tasks, byte[] secret, long most) throws IOException {
        this.tasks = tasks;
        server = Wire.listen(host, 64);
        this.secret = secret;
        this.most = most;
        start("cellwise-driver", this::accept);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Wire wire = Wire.accept(server, secret);
                if (wire != null) {
                    wire.until(() -> closed).patient();
                    wires.put(wire.peer(), wire);
                    start("cellwise-task-" + wire.peer(), () -> listen(wire));
                }
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private void listen(Wire wire) {
        try {
            while (true) {
                News said = News.read(wire.peer(), wire.receive(null, most));
                if (said.kind() == News.Kind.PLACE) {
                    place(wire.peer(), said.fields().text("place"));
                    continue;
                }
                news.add(said);
                if (said.kind() == News.Kind.END || said.kind() == News.Kind.FAILURE) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            news.add(new News(News.Kind.LOST, wire.peer(), Map.of("message", String.valueOf(e.getMessage()))));
        }
    }

    /** How many tasks have come so far. */
    int members() {
        return wires.size();
    }

    /** What is said next; null where nothing is for so long. */
    News next(long milliseconds) throws InterruptedException {
        return news.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Tells all tasks where each of them listens, once they have all said so. */
    private synchronized void place(int task, String place) throws IOException {
        places.put(task, place);
        if (places.size() == tasks) {
            byte[] all = String.join("\n", places.values()).getBytes(StandardCharsets.UTF_8);
            for (Wire wire : wires.values()) {
                wire.send(ByteBuffer.wrap(all));
            }
        }
    }

    /** Asks the tasks to stop after the step under way; to be asked again where they have not met yet. */
    synchronized void stop() {
        Wire first = wires.get(0);
        if (first != null && (tasks == 1 || places.size() == tasks)) {
            try {
                first.send(ByteBuffer.wrap(new byte[] {1}));
            } catch (IOException e) {
                return; // it is gone, which its thread tells
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }
}
