package org.cellwise.network;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Runs a network to predict, for any number of threads at once: each takes a lane that is free, a tape with a buffer, and
 * puts it back, without a lock; once there are lanes enough, a prediction allocates nothing but its answer. Many rows go
 * through in pieces, so that what layers put out on the way takes a bounded amount of memory.
 */
final class Predictor {
    private static final int MOST_LANES = 128; // that are kept; a power of two
    private static final int MOST_ROWS = 1024; // of a piece ...
    private static final int MOST_NUMBERS = 1 << 24; // ... and numbers that its layers put out, but for a single row

    private final Network network;
    private final AtomicReferenceArray<Lane> free = new AtomicReferenceArray<>(MOST_LANES);
    private final int piece;
    private final int in;
    private final int out;

    Predictor(Network network) {
        this.network = network;
        in = network.inputShape().elements();
        out = network.outputShape().elements();
        long row = network.layers().stream()
                .flatMap(BuiltLayer::all)
                .mapToLong(layer -> layer.output().elements())
                .sum();
        piece = (int) Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / Math.max(1, row)));
    }

    double[][] run(Inputs inputs, double[][] rows) {
        double[][] result = new double[rows.length][out];
        Lane lane = take();
        try {
            for (int from = 0; from < rows.length; from += piece) {
                int count = Math.min(piece, rows.length - from);
                inputs.copy(rows, from, count, lane.features(count * in));
                Tensor y = lane.outputs(network, lane.features, count);
                for (int i = 0; i < count * out; i++) {
                    result[from + i / out][i % out] = y.data()[y.offset() + i];
                }
            }
        } finally {
            put(lane);
        }
        return result;
    }

    /** Outputs (count, output) for features (count, input), both row by row. */
    void run(float[] rows, int count, float[] into) {
        Lane lane = take();
        try {
            for (int from = 0; from < count; from += piece) {
                int some = Math.min(piece, count - from);
                float[] features = rows;
                if (from > 0) { // a tape reads from the first number on
                    features = lane.features(some * in);
                    System.arraycopy(rows, from * in, features, 0, some * in);
                }
                Tensor y = lane.outputs(network, features, some);
                System.arraycopy(y.data(), y.offset(), into, from * out, some * out);
            }
        } finally {
            put(lane);
        }
    }

    private static int first() {
        return (int) Thread.currentThread().getId() & MOST_LANES - 1;
    }

    private Lane take() {
        int first = first();
        for (int i = 0; i < MOST_LANES; i++) {
            int at = first + i & MOST_LANES - 1;
            Lane lane = free.get(at);
            if (lane != null && free.compareAndSet(at, lane, null)) {
                return lane;
            }
        }
        return new Lane(network);
    }

    private void put(Lane lane) {
        int first = first();
        for (int i = 0; i < MOST_LANES; i++) {
            if (free.compareAndSet(first + i & MOST_LANES - 1, null, lane)) {
                return;
            }
        }
    }

    /** What one thread at a time predicts with. */
    private static final class Lane {
        private final Tape tape;
        private float[] features = {};
        private Shape batch;

        Lane(Network network) {
            tape = new Tape(Tape.Mode.OUTPUTS, network.compute(), new SeededRandom(0));
        }

        /** Room for so many numbers. */
        float[] features(int size) {
            if (features.length < size) {
                features = new float[size];
            }
            return features;
        }

        /** Valid until the next call. */
        Tensor outputs(Network network, float[] rows, int count) {
            if (batch == null || batch.size(0) != count) {
                batch = network.inputShape().prepend(count);
            }
            tape.rewind();
            return network.forward(tape.input(batch, rows));
        }
    }
}
