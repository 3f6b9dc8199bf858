package org.cellwise.data.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

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
        requireRoom((long) used + length, size + 1L);
        makeRoom(length);
        if (wide == null) {
            byte[] into = narrow; // fields are read anew in each turn of a loop that writes
            int at = used;
            int bits = 0;
            for (int i = 0; i < length; i++) {
                char c = letters[offset + i];
                into[at + i] = (byte) c;
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

    /** The cells of several columns, one after another. */
    static Cells joined(List<Cells> parts) {
        long letters = parts.stream().mapToLong(part -> part.used).sum();
        long cells = parts.stream().mapToLong(part -> part.size).sum();
        requireRoom(letters, cells);
        Cells all = new Cells();
        all.ends = new int[(int) cells];
        boolean isWide = parts.stream().anyMatch(part -> part.wide != null);
        all.narrow = isWide ? null : new byte[(int) letters];
        all.wide = isWide ? new char[(int) letters] : null;
        for (Cells part : parts) {
            if (isWide) {
                part.copyInto(all.wide, all.used);
            } else {
                System.arraycopy(part.narrow, 0, all.narrow, all.used, part.used);
            }
            for (int i = 0; i < part.size; i++) {
                all.ends[all.size + i] = all.used + part.ends[i];
            }
            all.used += part.used;
            all.size += part.size;
        }
        return all;
    }

    private void copyInto(char[] letters, int at) {
        for (int i = 0; i < used; i++) {
            letters[at + i] = wide == null ? (char) (narrow[i] & 0xff) : wide[i];
        }
    }

    private static void requireRoom(long letters, long cells) {
        if (letters > LARGEST || cells > LARGEST) {
            throw new IllegalArgumentException(
                    "one of its columns holds more than %s letters or cells: divide the file".formatted(LARGEST));
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
        char[] letters = new char[narrow.length];
        copyInto(letters, 0);
        wide = letters;
        narrow = null;
    }
}
