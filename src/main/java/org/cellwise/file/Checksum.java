package org.cellwise.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.cellwise.text.Numbers;

/**
 * A checksum (CRC-32) of a whole file that stands in its header, at a fixed place: {@code {"__metadata__":{"checksum":
 * "89abcdef"…}. Its own digits count as zeros. Where other software writes the file anew the place is another, and so the
 * sum, which is no longer right, is not asked for.
 */
final class Checksum {
    static final String NAME = "checksum";
    static final String NONE = "00000000";
    private static final byte[] BEFORE = ("{\"__metadata__\":{\"" + NAME + "\":\"").getBytes(StandardCharsets.UTF_8);

    /** How many bytes of a header tell whether it is there. */
    static final int END = BEFORE.length + NONE.length();

    private final CRC32 sum = new CRC32();
    private final String said;

    /** Begins with a header, and the length of it that stands before. */
    Checksum(byte... header) {
        byte[] plain = header.clone();
        said = new String(header, BEFORE.length, NONE.length(), StandardCharsets.ISO_8859_1);
        put(plain, NONE);
        sum.update(TensorFile.lengthOf(plain));
        sum.update(plain);
    }

    static boolean isIn(byte... header) {
        return header.length >= END && Arrays.equals(header, 0, BEFORE.length, BEFORE, 0, BEFORE.length);
    }

    void update(ByteBuffer numbers) {
        sum.update(numbers);
    }

    /** Whether what was added has the sum that the header says. */
    boolean isRight() {
        return text().equals(said);
    }

    /** Puts the sum of what was added in its place. */
    void putInto(byte... header) {
        put(header, text());
    }

    private String text() {
        return Numbers.hex((int) sum.getValue(), NONE.length());
    }

    private static void put(byte[] header, String digits) {
        byte[] bytes = digits.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, BEFORE.length, bytes.length);
    }
}
