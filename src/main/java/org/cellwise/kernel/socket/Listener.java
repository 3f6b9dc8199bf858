package org.cellwise.kernel.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.cellwise.kernel.heap.HeapReserve;

/** A socket that front ends connect to, of one of the kinds that a kernel has. All methods may be called from any thread. */
public final class Listener {

    /** ZeroMQ's names for who gets what is sent. */
    public enum Kind {
        /** Whom the first frame names; a received message begins with that name. */
        ROUTER,
        /** All who subscribed to what the first frame begins with. */
        PUB,
        /** Whoever sent it: messages are sent back as they are. */
        REP
    }

    private static final int MOST_CONNECTIONS = 500;

    private final Kind kind;
    private final int largest;
    private final Consumer<List<byte[]>> received;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Map<ByteBuffer, Connection> routes = new ConcurrentHashMap<>();
    private int unnamed;

    /**
     * @param largest bytes of a message, beyond which it is dropped, and of a frame, beyond which the connection ends
     * @param received gets messages, frame by frame, on the thread of their connection
     */
    public Listener(Kind kind, int largest, Consumer<List<byte[]>> received) {
        this.kind = kind;
        this.largest = largest;
        this.received = received;
    }

    /**
     * Takes connections from now on, on a thread of its own.
     *
     * @param transport {@code tcp} or {@code ipc}
     * @param place the address of an interface; of {@code ipc}, the path of a file to which the port is added
     */
    public void bind(String transport, String place, int port) throws IOException {
        ServerSocketChannel server = open(transport, place, port);
        Thread thread = new Thread(() -> acceptAll(server), "connections to port " + port);
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocketChannel open(String transport, String place, int port) throws IOException {
        SocketAddress address;
        ServerSocketChannel server;
        if (transport.equals("ipc")) {
            Path file = Path.of(place + "-" + port);
            Files.deleteIfExists(file); // of a kernel that had no time to
            file.toFile().deleteOnExit();
            address = UnixDomainSocketAddress.of(file);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        } else if (transport.equals("tcp")) {
            address = place.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(place, port);
            server = ServerSocketChannel.open();
        } else {
            throw new IOException("This kernel listens on tcp and ipc, not on " + transport);
        }
        try {
            server.bind(address);
        } catch (IOException e) {
            server.close();
            throw new IOException("Cannot listen on " + address + ": " + e.getMessage(), e);
        }
        return server;
    }

    private void acceptAll(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                accept(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                HeapReserve.pause(); // too many open files, for example
            } catch (Error e) { // where memory is short even classes fail
                HeapReserve.give();
                HeapReserve.pause();
            }
        }
    }

    private void accept(SocketChannel channel) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        Connection connection = new Connection(channel, this);
        connections.add(connection);
        connection.start();
    }

    Kind kind() {
        return kind;
    }

    int largest() {
        return largest;
    }

    /** The newest connection of a name gets what is sent to it: the one before is broken. */
    synchronized byte[] route(byte[] name, Connection connection) {
        byte[] route = name.length > 0
                ? name
                : ByteBuffer.allocate(5).put((byte) 0).putInt(unnamed++).array();
        routes.put(ByteBuffer.wrap(route), connection);
        return route;
    }

    void receive(Connection from, List<byte[]> frames) {
        if (kind == Kind.REP) {
            from.send(Zmtp.message(frames));
        } else if (kind == Kind.ROUTER) {
            List<byte[]> named = new ArrayList<>(frames.size() + 1);
            named.add(from.name());
            named.addAll(frames);
            received.accept(named);
        }
    }

    void forget(Connection connection) {
        connections.remove(connection);
        routes.values().remove(connection);
    }

    /** Sends one message; drops it where nobody is to get it. Waits where those who get it are slow, up to a time. */
    public synchronized void send(List<byte[]> frames) {
        if (kind == Kind.ROUTER) {
            Connection to = routes.get(ByteBuffer.wrap(frames.get(0)));
            if (to != null) {
                to.send(Zmtp.message(frames.subList(1, frames.size())));
            }
            return;
        }
        byte[] message = null;
        for (Connection one : connections) {
            if (one.hasSubscribed(frames.get(0))) {
                message = message == null ? Zmtp.message(frames) : message;
                one.send(message);
            }
        }
    }
}
