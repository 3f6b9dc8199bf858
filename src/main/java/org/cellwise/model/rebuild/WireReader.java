package org.cellwise.model.rebuild;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cellwise.file.FileFormatException;

/** Fields of a message in the wire format of Protocol Buffers, one after the other; no message is read beyond its end. */
final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final String what;
    private final ByteBuffer in;
    private int field;
    private int type;

    private WireReader(String what, ByteBuffer in) {
        this.what = what;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    static WireReader of(String what, byte... bytes) {
        return new WireReader(what, ByteBuffer.wrap(bytes));
    }

    FileFormatException wrong(String why) {
        return new FileFormatException("%s cannot be read as ONNX: at byte %s, %s".formatted(what, in.position(), why));
    }

    /** Whether there is another field, which is then the one to be read or skipped. */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 > 536_870_911) {
            throw wrong("it has a field of number " + (tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!in.hasRemaining()) {
                throw wrong("it ends within a number");
            }
            byte part = in.get();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw wrong("a number has more than ten bytes");
    }

    private void require(int expected, String thing) {
        if (type != expected) {
            throw wrong("field " + field + " expects " + thing + ", but is of wire type " + type);
        }
    }

    long whole() {
        require(VARINT, "a whole number");
        return varint();
    }

    float number() {
        require(FIXED32, "a number of 32 bits");
        return need(Float.BYTES).getFloat();
    }

    private ByteBuffer need(int bytes) {
        if (in.remaining() < bytes) {
            throw wrong("it ends within a number");
        }
        return in;
    }

    /** The bytes of a field, which are not copied. */
    ByteBuffer bytes() {
        require(BYTES, "bytes");
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw wrong("a field has " + Long.toUnsignedString(length) + " bytes, but " + in.remaining() + " are left");
        }
        ByteBuffer part = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        part.limit(in.position() + (int) length);
        in.position(part.limit());
        return part;
    }

    WireReader message() {
        return new WireReader(what, bytes());
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** The numbers of a field of whole numbers, which may stand one by one or many at once. */
    void wholes(LongList into) {
        if (type == VARINT) {
            into.add(varint());
            return;
        }
        WireReader packed = message();
        while (packed.in.hasRemaining()) {
            into.add(packed.varint());
        }
    }

    void floats(LongList into) {
        if (type == FIXED32) {
            into.add(Float.floatToRawIntBits(number()));
            return;
        }
        ByteBuffer packed = bytes();
        if (packed.remaining() % Float.BYTES != 0) {
            throw wrong("numbers of 32 bits take " + packed.remaining() + " bytes");
        }
        while (packed.hasRemaining()) {
            into.add(packed.getInt());
        }
    }

    void doubles(LongList into) {
        if (type == FIXED64) {
            into.add(need(Long.BYTES).getLong());
            return;
        }
        ByteBuffer packed = bytes();
        if (packed.remaining() % Long.BYTES != 0) {
            throw wrong("numbers of 64 bits take " + packed.remaining() + " bytes");
        }
        while (packed.hasRemaining()) {
            into.add(packed.getLong());
        }
    }

    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> need(Long.BYTES).getLong();
            case BYTES -> bytes();
            case FIXED32 -> need(Float.BYTES).getInt();
            default -> throw wrong("field " + field + " is of wire type " + type);
        }
    }

    /** Whole numbers, or the bits of others, as many as come. */
    static final class LongList {
        private long[] numbers = new long[8];
        private int size;

        void add(long number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(8, size + (size >> 1)));
            }
            numbers[size++] = number;
        }

        int size() {
            return size;
        }

        long get(int i) {
            return numbers[i];
        }

        long[] toArray() {
            return Arrays.copyOf(numbers, size);
        }
    }
}
