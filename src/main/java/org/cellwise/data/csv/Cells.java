package org.cellwise.data.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of one column as they stand in a file, one after another in one array: a byte for each letter as long as all
 * letters are of Latin-1, then two.
 */
public final class Cells {
    private static final int LARGEST = Integer.MAX_VALUE - 8; // of an array, on every Java

    private byte[] narrow = new byte[32];
    private char[] wide;
    private int[] ends = new int[8]; // of each cell, where the next one begins
    private int used;
    private int size;

    /** How many cells. */
    public int size() {
        return size;
    }

    /** The letters of all cells, one byte each; null where some need more. Not a copy. */
    public byte[] bytes() {
        return narrow;
    }

    /** Where a cell begins among the letters. */
    public int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    /** Where a cell ends among the letters. */
    public int end(int cell) {
        return ends[cell];
    }

    public boolean isEmpty(int cell) {
        return start(cell) == end(cell);
    }

    public String text(int cell) {
        int start = start(cell);
        return wide == null
                ? new String(narrow, start, end(cell) - start, StandardCharsets.ISO_8859_1)
                : new String(wide, start, end(cell) - start);
    }

    /** Adds a cell: letters of a buffer from an offset on. */
    void add(char[] letters, int offset, int length) {
        if (used > LARGEST - length || size == LARGEST) {
            throw new IllegalArgumentException(
                    "one of its columns holds more than %s letters or cells: divide the file".formatted(LARGEST));
        }
        makeRoom(length);
        if (wide == null) {
            int bits = 0;
            for (int i = 0; i < length; i++) {
                char c = letters[offset + i];
                narrow[used + i] = (byte) c;
                bits |= c;
            }
            if (bits > 0xff) {
                widen();
            }
        }
        if (wide != null) {
            System.arraycopy(letters, offset, wide, used, length);
        }
        used += length;
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, larger(size));
        }
        ends[size++] = used;
    }

    void addAll(Cells others) {
        for (int i = 0; i < others.size; i++) {
            char[] letters = others.text(i).toCharArray();
            add(letters, 0, letters.length);
        }
    }

    void removeLast() {
        size--;
        used = size == 0 ? 0 : ends[size - 1];
    }

    private void makeRoom(int length) {
        int room = wide == null ? narrow.length : wide.length;
        if (used + length > room) {
            int larger = Math.max(used + length, larger(room));
            if (wide == null) {
                narrow = Arrays.copyOf(narrow, larger);
            } else {
                wide = Arrays.copyOf(wide, larger);
            }
        }
    }

    private static int larger(int room) {
        return (int) Math.min(LARGEST, room + (room >> 1) + 16L);
    }

    private void widen() {
        wide = new char[narrow.length];
        for (int i = 0; i < used; i++) {
            wide[i] = (char) (narrow[i] & 0xff);
        }
        narrow = null;
    }
}
