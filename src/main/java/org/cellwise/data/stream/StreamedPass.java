package org.cellwise.data.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Source;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;

/** A way through rows in blocks, window by window. */
final class StreamedPass implements Source.Pass {
    private final Blocks blocks;
    private final long rowCount;
    private final int windowRows;
    private final int[] order; // of the blocks
    private int[] begins; // place in the order where each window begins, and the end
    private long[] starts; // row where each window begins, and the end
    private boolean isShuffled;
    private long seed; // for the rows of each window

    private final Window[] windows = new Window[2];
    private int[] rows; // of the window under way, in the order of the pass
    private int under = -1; // the window under way

    StreamedPass(Blocks blocks, long rowCount, int windowRows) {
        this.blocks = blocks;
        this.rowCount = rowCount;
        this.windowRows = windowRows;
        order = IntStream.range(0, blocks.count()).toArray();
        divide();
    }

    @Override
    public void shuffle(SeededRandom random) {
        Arrays.setAll(order, i -> i);
        isShuffled = true;
        if (rowCount <= windowRows) {
            rows = IntStream.range(0, (int) rowCount).toArray();
            random.shuffle(rows); // as the pass over a dataset does
            under = -1; // what was read stays
            return;
        }
        random.shuffle(order);
        seed = random.nextLong();
        divide();
        forget();
    }

    private void forget() {
        under = -1;
        for (Window window : windows) {
            if (window != null) {
                window.forget();
            }
        }
    }

    /** Lays windows over the blocks in their order: as many blocks in each as fit. */
    private void divide() {
        List<Integer> first = new ArrayList<>();
        List<Long> row = new ArrayList<>();
        long passed = 0;
        int inWindow = windowRows;
        for (int i = 0; i < order.length; i++) {
            int more = blocks.rows(order[i]);
            if (i == 0 || inWindow + more > windowRows) {
                first.add(i);
                row.add(passed);
                inWindow = 0;
            }
            inWindow += more;
            passed += more;
        }
        first.add(order.length);
        row.add(passed);
        begins = first.stream().mapToInt(Integer::intValue).toArray();
        starts = row.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void fill(Batch into, long from, int count, Compute compute) {
        fill(into, from, count);
    }

    void fill(Batch into, long from, int count) {
        if (from < 0 || count < 0 || from + count > rowCount) {
            throw new IndexOutOfBoundsException(
                    "A pass over %s rows has no rows from %s to %s".formatted(rowCount, from, from + count - 1));
        }
        if (into.schema() != blocks.schema() && !into.schema().equals(blocks.schema())) {
            throw new IllegalArgumentException(
                    "A batch of %s cannot hold rows of %s: make one by new Batch(data.schema(), rows)"
                            .formatted(into.schema(), blocks.schema()));
        }
        into.take(count);
        for (int i = 0; i < count; i++) {
            long row = from + i;
            if (under < 0 || row < starts[under] || row >= starts[under + 1]) {
                moveTo(row);
            }
            windows[under % 2].copy(rows[(int) (row - starts[under])], into.features(), into.targets(), i);
        }
    }

    /** Waits for the window of a row, and has the next one read meanwhile. */
    private void moveTo(long row) {
        int window = Arrays.binarySearch(starts, 0, starts.length - 1, row);
        window = window < 0 ? -window - 2 : last(window);
        under = -1;
        begin(window);
        windows[window % 2].await();
        if (window + 2 < begins.length) {
            begin(window + 1);
        }
        under = window;
        arrange(window);
    }

    /** Of windows that begin with the same row, since those before it have none, the last one. */
    private int last(int window) {
        int last = window;
        while (last + 2 < starts.length && starts[last + 1] == starts[last]) {
            last++;
        }
        return last;
    }

    private void begin(int window) {
        int place = window % 2;
        if (windows[place] == null) {
            windows[place] = new Window(blocks, windowRows);
        }
        if (!windows[place].holds(window)) {
            windows[place].begin(window, Arrays.copyOfRange(order, begins[window], begins[window + 1]));
        }
    }

    /** Puts the rows of a window in order. */
    private void arrange(int window) {
        boolean isOnly = begins.length == 2;
        if (isOnly && isShuffled) {
            return; // was done at once
        }
        int count = (int) (starts[window + 1] - starts[window]);
        if (rows == null || rows.length != count) {
            rows = new int[count];
        }
        Arrays.setAll(rows, i -> i);
        if (isShuffled) {
            new SeededRandom(seed + window).split().shuffle(rows);
        }
    }
}
