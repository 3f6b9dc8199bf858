package org.cellwise.spark;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A connection between two members of a job, each of which has proved that it knows the job's secret, and frames of bytes
 * over it. A frame that is longer than expected is refused before memory is taken for it.
 */
final class Wire implements Closeable {
    private static final int NONCE = 16;
    private static final int PROOF = 32;
    private static final int GREETING_MS = 10_000;
    private static final int LOOK_MS = 500; // how often a wait looks whether it is to end
    private static final long PATIENCE_NS = 600_000_000_000L; // without a byte

    private final Socket socket;
    private final InputStream in;
    private final DataOutputStream out;
    private final int peer;
    private BooleanSupplier ends = () -> false;
    private long patience = PATIENCE_NS;
    private long sent;

    private Wire(Socket socket, int peer) throws IOException {
        this.socket = socket;
        this.peer = peer;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.setSoTimeout(LOOK_MS);
        in = socket.getInputStream();
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    static byte[] secret() {
        return random(PROOF);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Where others of the job find this one: at one address alone. */
    static ServerSocket listen(String host, int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getByName(host));
    }

    /** To a member that listens; {@code id} is who this one is. */
    static Wire connect(String host, int port, byte[] secret, int id) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), GREETING_MS);
            socket.setSoTimeout(GREETING_MS);
            byte[] mine = random(NONCE);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(NONCE + Integer.BYTES)
                            .put(mine)
                            .putInt(id)
                            .array());
            byte[] theirs = read(socket, NONCE);
            if (!MessageDigest.isEqual(proof(secret, 'S', mine, theirs, id), read(socket, PROOF))) {
                throw new IOException("who answered at " + host + ":" + port + " does not know the secret of this job");
            }
            socket.getOutputStream().write(proof(secret, 'C', mine, theirs, id));
            return new Wire(socket, id);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The next member that connects; null where whoever did does not know the secret, or is too slow to say so. */
    static Wire accept(ServerSocket server, byte[] secret) throws IOException {
        Socket socket = server.accept();
        try {
            socket.setSoTimeout(GREETING_MS);
            byte[] theirs = read(socket, NONCE);
            int id = ByteBuffer.wrap(read(socket, Integer.BYTES)).getInt();
            byte[] mine = random(NONCE);
            socket.getOutputStream().write(mine);
            socket.getOutputStream().write(proof(secret, 'S', theirs, mine, id));
            if (MessageDigest.isEqual(proof(secret, 'C', theirs, mine, id), read(socket, PROOF))) {
                return new Wire(socket, id);
            }
        } catch (IOException e) {
            // a stranger, who is sent away as one is that knows no secret
        }
        socket.close();
        return null;
    }

    private static byte[] read(Socket socket, int bytes) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the other side hung up");
        }
        return read;
    }

    private static byte[] proof(byte[] secret, char side, byte[] client, byte[] server, int id) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((byte) side);
            mac.update(client);
            mac.update(server);
            return mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        } catch (GeneralSecurityException e) {
            throw new IOException("Every Java has HmacSHA256, but this one has not", e);
        }
    }

    /** Who is on the other side, of those that connected to this one. */
    int peer() {
        return peer;
    }

    /** Lets a wait end as soon as this says so. */
    Wire until(BooleanSupplier ending) {
        ends = ending;
        return this;
    }

    /** Lets the other side be silent as long as it lives. */
    Wire patient() {
        patience = Long.MAX_VALUE;
        return this;
    }

    /** Sends a frame. */
    void send(ByteBuffer frame) throws IOException {
        out.writeInt(frame.remaining());
        out.write(frame.array(), frame.position(), frame.remaining());
        out.flush();
        sent += Integer.BYTES + frame.remaining();
    }

    /** How many bytes of frames were sent. */
    long sent() {
        return sent;
    }

    /**
     * Waits for a frame.
     *
     * @param old a buffer that may be filled again; null for none
     * @param most how many bytes it may have
     */
    ByteBuffer receive(ByteBuffer old, long most) throws IOException {
        byte[] head = new byte[Integer.BYTES];
        fill(head, head.length);
        int size = ByteBuffer.wrap(head).getInt();
        if (size < 0 || size > most) {
            throw new IOException("A frame of at most " + most + " bytes was expected, but one of " + size + " came");
        }
        byte[] bytes = old != null && old.capacity() >= size ? old.array() : new byte[size];
        fill(bytes, size);
        return ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void fill(byte[] into, int size) throws IOException {
        long last = System.nanoTime();
        int at = 0;
        while (at < size) {
            try {
                int read = in.read(into, at, size - at);
                if (read < 0) {
                    throw new EOFException("the other side hung up");
                }
                at += read;
                last = System.nanoTime();
            } catch (SocketTimeoutException e) {
                if (ends.getAsBoolean() || System.nanoTime() - last > patience) {
                    throw new IOException(
                            ends.getAsBoolean()
                                    ? "this task was told to end"
                                    : "the other side was silent for 10 minutes",
                            e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
