package org.cellwise.tensor;

/** The arrays of one position of a tape, which step after step uses again; they only ever grow. */
final class Buffers {
    private static final int MAX_SAVED = 10;

    private float[] data = {};
    private float[] gradient = {};
    private float[][] saved;

    float[] data() {
        return data;
    }

    float[] gradient() {
        return gradient;
    }

    /** Room for an output of so many numbers, and for their gradients where wanted. */
    void grow(int size, boolean withGradient) {
        if (data.length < size) {
            data = new float[size];
        }
        if (withGradient && gradient.length < size) {
            gradient = new float[size];
        }
    }

    float[] saved(int slot, int size) {
        if (saved == null) {
            saved = new float[MAX_SAVED][];
        }
        if (saved[slot] == null || saved[slot].length < size) {
            saved[slot] = new float[size];
        }
        return saved[slot];
    }
}
