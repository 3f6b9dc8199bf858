package org.cellwise.file;

import java.nio.ByteBuffer;
import java.util.Locale;

/** How one number of an array is kept, by the names of safetensors; little-endian all. */
public enum ElementType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes that a number takes. */
    public int bytes() {
        return bytes;
    }

    /** Whether all its numbers are whole. */
    public boolean isWhole() {
        return ordinal() > BF16.ordinal();
    }

    /** The type of a name, or null. */
    static ElementType named(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** The next number of a buffer. */
    public double read(ByteBuffer from) {
        return switch (this) {
            case F64 -> from.getDouble();
            case F32 -> from.getFloat();
            case F16 -> half(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U64 -> unsigned(from.getLong());
            case U32 -> Integer.toUnsignedLong(from.getInt());
            case U16 -> Short.toUnsignedInt(from.getShort());
            case U8 -> Byte.toUnsignedInt(from.get());
            case BOOL -> from.get() == 0 ? 0 : 1;
        };
    }

    /** The number of 64 bits without a sign. */
    public static double unsigned(long bits) {
        return bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
    }

    /** The number of IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
    public static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
        return bits < 0 ? -size : size;
    }

    /** In small letters, as NumPy and others write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
