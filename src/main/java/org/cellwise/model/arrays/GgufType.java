package org.cellwise.model.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cellwise.file.ElementType;

/** How the numbers of an array stand in a GGUF file: blocks of some numbers in some bytes (ggml's {@code ggml-common.h}). */
enum GgufType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    BF16(30, 1, 2),
    /** A scale as F16, then 32 whole numbers of 4 bits less 8: the low halves of 16 bytes, then the high halves. */
    Q4_0(2, 32, 18),
    /** A scale as F16, then 32 whole numbers of 8 bits. */
    Q8_0(8, 32, 34);

    private final int number;
    private final int numbers;
    private final int bytes;

    GgufType(int number, int numbers, int bytes) {
        this.number = number;
        this.numbers = numbers;
        this.bytes = bytes;
    }

    static GgufType of(int number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number)
                .findFirst()
                .orElse(null);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(GgufType::toString).toList();
    }

    /** How many numbers a block has. */
    int numbers() {
        return numbers;
    }

    /** Bytes that so many numbers take. */
    long bytes(long count) {
        return count / numbers * bytes;
    }

    float[] read(FileCursor from, int count) throws IOException {
        float[] floats = new float[count];
        for (int i = 0; i < count; i += numbers) {
            ByteBuffer block = from.need("a block of numbers", bytes);
            switch (this) {
                case F32 -> floats[i] = block.getFloat();
                case F16 -> floats[i] = ElementType.half(block.getShort());
                case BF16 -> floats[i] = Float.intBitsToFloat(block.getShort() << 16);
                case Q8_0 -> {
                    float scale = ElementType.half(block.getShort());
                    for (int k = 0; k < numbers; k++) {
                        floats[i + k] = scale * block.get();
                    }
                }
                case Q4_0 -> {
                    float scale = ElementType.half(block.getShort());
                    for (int k = 0; k < numbers / 2; k++) {
                        int pair = block.get();
                        floats[i + k] = scale * ((pair & 15) - 8);
                        floats[i + k + numbers / 2] = scale * ((pair >> 4 & 15) - 8);
                    }
                }
            }
        }
        return floats;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
