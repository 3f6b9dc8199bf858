package org.cellwise.data.stream;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.cellwise.data.Schema;

/** Room for the rows of some blocks, which a thread of its own reads. */
final class Window {
    private static final int NONE = -1;

    private final Blocks blocks;
    private final float[] features; // (rows, inputShape)
    private final float[] targets; // (rows, targetShape)
    private int number = NONE;
    private FutureTask<Void> reading;

    Window(Blocks blocks, int rows) {
        this.blocks = blocks;
        Schema schema = blocks.schema();
        features = new float[Math.multiplyExact(rows, schema.inputShape().elements())];
        targets = new float[Math.multiplyExact(rows, schema.targetWidth())];
    }

    /** Which window it holds, or is about to. */
    boolean holds(int window) {
        return number == window;
    }

    /** Holds nothing any longer. */
    void forget() {
        finish();
        number = NONE;
    }

    /** Begins to read these blocks, one after another into the rows of this window. */
    void begin(int window, int... wanted) {
        finish();
        number = window;
        int[] places = new int[wanted.length];
        for (int i = 1; i < places.length; i++) {
            places[i] = places[i - 1] + blocks.rows(wanted[i - 1]);
        }
        FutureTask<Void> task = new FutureTask<>(
                () -> IntStream.range(0, wanted.length)
                        .parallel()
                        .forEach(i -> blocks.read(wanted[i], features, targets, places[i])),
                null);
        reading = task;
        Thread thread = new Thread(task, "cellwise-reader"); // apart, so that a stop of the cell closes no file
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until all is read. */
    void await() {
        if (reading == null) {
            return;
        }
        FutureTask<Void> task = reading;
        boolean stopped = false;
        try {
            while (true) {
                try {
                    task.get();
                    reading = null;
                    return;
                } catch (InterruptedException e) {
                    stopped = true; // whoever trains looks at it after this batch
                }
            }
        } catch (ExecutionException e) {
            reading = null;
            number = NONE;
            throw rethrown(e.getCause());
        } finally {
            if (stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void finish() {
        try {
            await();
        } catch (RuntimeException e) {
            number = NONE; // of rows that nobody asks for any longer
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    void copy(int row, float[] featuresInto, float[] targetsInto, int place) {
        int width = blocks.schema().inputShape().elements();
        int targetWidth = blocks.schema().targetWidth();
        System.arraycopy(features, row * width, featuresInto, place * width, width);
        System.arraycopy(targets, row * targetWidth, targetsInto, place * targetWidth, targetWidth);
    }
}
