package org.cellwise.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arrays that the outputs of a tape take and give back within a step, and one set of scratch buffers for all of them. */
final class Pool {
    private static final float[] NONE = {};

    private final Buffers scratch = new Buffers();
    private final List<float[]> arrays = new ArrayList<>();
    private boolean[] taken = new boolean[16];

    Buffers scratch() {
        return scratch;
    }

    /**
     * The smallest free array with room for so many numbers; where there is none, a new one in place of the largest free
     * one, so that after some steps alike nothing is allocated.
     */
    float[] take(int size) {
        int fits = -1;
        int largest = -1;
        for (int i = 0; i < arrays.size(); i++) {
            int length = arrays.get(i).length;
            if (!taken[i] && length >= size && (fits < 0 || length < arrays.get(fits).length)) {
                fits = i;
            }
            if (!taken[i] && (largest < 0 || length > arrays.get(largest).length)) {
                largest = i;
            }
        }
        if (fits < 0) {
            fits = largest < 0 ? arrays.size() : largest;
            put(fits, size);
        }
        taken[fits] = true;
        return arrays.get(fits);
    }

    private void put(int place, int size) {
        if (place < arrays.size()) {
            arrays.set(place, NONE); // so that it may go before there is a larger one
            arrays.set(place, new float[size]);
            return;
        }
        if (place == taken.length) {
            taken = Arrays.copyOf(taken, 2 * place);
        }
        arrays.add(new float[size]);
    }

    /** That an array is free again. */
    void give(float[] array) {
        for (int i = 0; i < arrays.size(); i++) {
            if (arrays.get(i) == array) {
                taken[i] = false;
                return;
            }
        }
    }

    /** That all of them are. */
    void giveAll() {
        Arrays.fill(taken, false);
    }
}
