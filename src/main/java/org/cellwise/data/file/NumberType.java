package org.cellwise.data.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.cellwise.file.ElementType;

/** How a number is written in a file. */
enum NumberType {
    BOOL("b1", 1, true),
    INT8("i1", 1, true),
    UINT8("u1", 1, true),
    INT16("i2", 2, true),
    UINT16("u2", 2, true),
    INT32("i4", 4, true),
    UINT32("u4", 4, true),
    INT64("i8", 8, true),
    UINT64("u8", 8, true),
    FLOAT16("f2", 2, false),
    FLOAT32("f4", 4, false),
    FLOAT64("f8", 8, false);

    private final String code; // NumPy's
    private final int size;
    private final boolean whole;

    NumberType(String code, int size, boolean whole) {
        this.code = code;
        this.size = size;
        this.whole = whole;
    }

    /**
     * The type of NumPy's description, such as {@code <f4}.
     *
     * @throws IllegalArgumentException if it is none of numbers
     */
    static NumberType of(String description) {
        String code = description.length() > 2 ? description.substring(1) : description;
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it holds values of type '%s', not numbers (%s): %s"
                        .formatted(
                                description,
                                Arrays.stream(values()).map(type -> type.code).collect(Collectors.joining(", ")),
                                description.contains("O")
                                        ? "objects are pickled Python, which is never run here; save numbers, by array.astype('float32')"
                                        : "save numbers, by array.astype('float32')")));
    }

    /** The order of bytes that a description tells. */
    static ByteOrder order(String description) {
        return description.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** How many bytes a number takes. */
    int size() {
        return size;
    }

    /** Whether the numbers are whole. */
    boolean isWhole() {
        return whole;
    }

    /** Whether each number is one of float32, so that nothing is lost. */
    boolean isNarrow() {
        return size < 4 || this == FLOAT32;
    }

    /** {@code float32}, as NumPy names it. */
    String text() {
        return switch (this) {
            case BOOL -> "bool";
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
                (code.charAt(0) == 'u' ? "uint" : "int") + 8 * size;
            default -> "float" + 8 * size;
        };
    }

    /** The number that begins at a byte. */
    double read(ByteBuffer bytes, int at) {
        return switch (this) {
            case BOOL, UINT8 -> bytes.get(at) & 0xff;
            case INT8 -> bytes.get(at);
            case INT16 -> bytes.getShort(at);
            case UINT16 -> bytes.getShort(at) & 0xffff;
            case INT32 -> bytes.getInt(at);
            case UINT32 -> bytes.getInt(at) & 0xffffffffL;
            case INT64 -> bytes.getLong(at);
            case UINT64 -> ElementType.unsigned(bytes.getLong(at));
            case FLOAT16 -> ElementType.half(bytes.getShort(at));
            case FLOAT32 -> bytes.getFloat(at);
            case FLOAT64 -> bytes.getDouble(at);
        };
    }
}
