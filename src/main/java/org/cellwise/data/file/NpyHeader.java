package org.cellwise.data.file;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the beginning of an npy file announces (NumPy Enhancement Proposal 1).
 *
 * @param type of the numbers
 * @param order of the bytes of a number
 * @param isColumnwise whether the first index runs fastest, as in Fortran
 * @param shape sizes along the axes
 * @param length bytes of the header, where the numbers begin
 */
record NpyHeader(NumberType type, ByteOrder order, boolean isColumnwise, int[] shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_AXES = 8;
    private static final Pattern TYPE = Pattern.compile("['\"]descr['\"]\\s*:\\s*(?:['\"]([^'\"]{1,20})['\"]|(\\[))");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9, L]{0,200})\\)");

    /**
     * Reads a header, up to the first number.
     *
     * @throws IllegalArgumentException if it is none
     */
    static NpyHeader read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IllegalArgumentException("it does not begin as npy files do");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        int bytes = version == 1 ? 2 : 4;
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length |= (long) in.readUnsignedByte() << 8 * i;
        }
        if (version < 1 || version > 3 || length > LONGEST) {
            throw new IllegalArgumentException(
                    "its header is of version %s and %s bytes, but versions 1 to 3 and %s bytes at most are read"
                            .formatted(version, length, LONGEST));
        }
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw new EOFException();
        }
        return parse(new String(header, StandardCharsets.ISO_8859_1), MAGIC.length + 2 + bytes + (int) length);
    }

    private static NpyHeader parse(String header, int length) {
        Matcher type = TYPE.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !order.find() || !shape.find()) {
            throw new IllegalArgumentException("its header tells no type, order and shape of numbers");
        }
        if (type.group(1) == null) {
            throw new IllegalArgumentException(
                    "it holds records of several fields: save each field as an array of its own, as array['name']");
        }
        NumberType numbers = NumberType.of(type.group(1));
        int[] sizes = sizes(shape.group(1));
        return new NpyHeader(
                numbers, NumberType.order(type.group(1)), order.group(1).equals("True"), sizes, length);
    }

    private static int[] sizes(String text) {
        String[] parts = text.replace("L", "").replace(" ", "").split(",");
        int[] sizes = text.isBlank() ? new int[0] : new int[parts.length];
        for (int i = 0; i < sizes.length; i++) {
            long size = parts[i].isEmpty() || parts[i].length() > 10 ? -1 : Long.parseLong(parts[i]);
            if (size < 0 || size > Integer.MAX_VALUE || sizes.length > MOST_AXES) {
                throw new IllegalArgumentException(
                        "its shape is (%s), but sizes of up to %s axes below 2^31 are read".formatted(text, MOST_AXES));
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    /** How many numbers follow; a great number where they are more than any file holds. */
    long count() {
        long count = 1;
        for (int size : shape) {
            count = size != 0 && count > (1L << 50) / size ? 1L << 50 : count * size;
        }
        return count;
    }
}
