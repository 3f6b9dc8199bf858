package org.cellwise.math;

/** Cuts a product along the longer side of C, for threads to share. */
final class Tiles {
    private Tiles() {}

    /** Computes rows and columns of C from (i, j) on. */
    @FunctionalInterface
    interface Tile {
        void run(int i, int rows, int j, int columns);
    }

    /** Runs tiles that make up C (m,n), about four for each thread; the last one takes what is left over. */
    static void run(Workers workers, int m, int n, Tile tile) {
        boolean byRows = m >= n;
        int length = byRows ? m : n;
        int multiple = byRows ? 16 : 64;
        int share = (length + 4 * workers.threads() - 1) / (4 * workers.threads());
        int size = (share + multiple - 1) / multiple * multiple;
        int count = Math.max(1, length / size);
        workers.run(count, 1, (first, last) -> {
            int from = first * size;
            int to = last == count ? length : last * size;
            if (byRows) {
                tile.run(from, to - from, 0, n);
            } else {
                tile.run(0, m, from, to - from);
            }
        });
    }
}
