package org.cellwise.kernel.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of ZMTP 3.0, without encryption: https://rfc.zeromq.org/spec/23. */
final class Zmtp {

    static final int GREETING = 64; // bytes
    static final int MORE = 1; // flags of a frame
    static final int LONG = 2;
    static final int COMMAND = 4;

    private static final int SHORT_FRAME = 255; // bytes at most
    private static final byte[] NO_ENCRYPTION = "NULL".getBytes(StandardCharsets.US_ASCII);

    private Zmtp() {}

    static byte[] greeting() {
        ByteBuffer greeting = ByteBuffer.allocate(GREETING);
        greeting.put((byte) 0xff).putLong(0).put((byte) 0x7f); // a signature
        greeting.put((byte) 3).put((byte) 0); // the version
        greeting.put(NO_ENCRYPTION);
        return greeting.array();
    }

    static void check(byte[] greeting) throws IOException {
        if ((greeting[0] & 0xff) != 0xff || greeting[9] != 0x7f || greeting[10] < 3) {
            throw new IOException("What connects does not speak ZMTP 3");
        }
    }

    static byte[] ready(Listener.Kind kind) {
        byte[] type = kind.name().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(64);
        put(body, "READY");
        put(body, "Socket-Type");
        body.putInt(type.length).put(type);
        put(body, "Identity");
        body.putInt(0);
        return command(body.flip());
    }

    static byte[] pong(byte[] context) {
        ByteBuffer body = ByteBuffer.allocate(64);
        put(body, "PONG");
        return command(body.put(context).flip());
    }

    private static void put(ByteBuffer body, String name) {
        body.put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] command(ByteBuffer body) {
        ByteBuffer frame = ByteBuffer.allocate(2 + body.remaining());
        return frame.put((byte) COMMAND).put((byte) body.remaining()).put(body).array();
    }

    /** What the name of a command is, at the beginning of its body. */
    static String commandName(byte[] body) {
        int length = body.length == 0 ? 0 : Math.min(body[0] & 0xff, body.length - 1);
        return new String(body, Math.min(1, body.length), length, StandardCharsets.US_ASCII);
    }

    /** A property of the command by which a connection begins; empty where it has none. */
    static byte[] property(byte[] ready, String name) {
        ByteBuffer body = ByteBuffer.wrap(ready);
        body.position(1 + commandName(ready).length());
        while (body.remaining() > 0) {
            byte[] key = bytes(body, body.get() & 0xff);
            byte[] value = bytes(body, body.remaining() < Integer.BYTES ? -1 : body.getInt());
            if (new String(key, StandardCharsets.US_ASCII).equalsIgnoreCase(name)) {
                return value;
            }
        }
        return new byte[0];
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        if (length < 0 || length > from.remaining()) {
            from.position(from.limit());
            return new byte[0];
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    /** All frames of a message, as they are sent. */
    static byte[] message(List<byte[]> frames) {
        long size = 0;
        for (byte[] frame : frames) {
            size += frame.length + (frame.length > SHORT_FRAME ? 1 + Long.BYTES : 2);
        }
        ByteBuffer message = ByteBuffer.allocate(Math.toIntExact(size));
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            int more = i < frames.size() - 1 ? MORE : 0;
            if (frame.length > SHORT_FRAME) {
                message.put((byte) (more | LONG)).putLong(frame.length);
            } else {
                message.put((byte) more).put((byte) frame.length);
            }
            message.put(frame);
        }
        return message.array();
    }
}
