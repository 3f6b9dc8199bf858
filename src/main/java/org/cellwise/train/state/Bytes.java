package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts and arrays in a file. What is read is never given more memory than the file could fill. */
final class Bytes {
    private static final int PIECE = 1 << 13; // numbers at a time

    private Bytes() {}

    static void write(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in, long room) throws IOException {
        byte[] bytes = new byte[length(in, 1, room)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void write(DataOutput out, double... numbers) throws IOException {
        out.writeInt(numbers.length);
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    static double[] readDoubles(DataInput in, long room) throws IOException {
        double[] numbers = new double[length(in, Double.BYTES, room)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return numbers;
    }

    private static int length(DataInput in, int bytesEach, long room) throws IOException {
        int length = in.readInt();
        if (length < 0 || (long) length * bytesEach > room) {
            throw new DamagedException(length + " items of " + bytesEach + " bytes cannot be in " + room + " bytes");
        }
        return length;
    }

    /** Numbers whose count is known elsewhere. */
    static void write(DataOutput out, float[] numbers, int from, int count) throws IOException {
        byte[] bytes = new byte[Float.BYTES * Math.min(PIECE, count)];
        for (int done = 0; done < count; done += PIECE) {
            int piece = Math.min(PIECE, count - done);
            ByteBuffer.wrap(bytes).asFloatBuffer().put(numbers, from + done, piece);
            out.write(bytes, 0, Float.BYTES * piece);
        }
    }

    static void read(DataInput in, float... numbers) throws IOException {
        byte[] bytes = new byte[Float.BYTES * Math.min(PIECE, numbers.length)];
        for (int done = 0; done < numbers.length; done += PIECE) {
            int piece = Math.min(PIECE, numbers.length - done);
            in.readFully(bytes, 0, Float.BYTES * piece);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers, done, piece);
        }
    }
}
