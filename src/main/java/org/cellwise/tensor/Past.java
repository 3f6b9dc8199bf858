package org.cellwise.tensor;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What layers keep of the places of one sequence that went before, so that each new place costs one place rather than the
 * whole sequence: the keys and values of attention. Belongs to one sequence on one {@link Tape}.
 */
public final class Past {
    private static final int FIRST_PLACES = 16;

    private final Map<Object, float[]> kept = new IdentityHashMap<>();
    private int places;

    /** How many places went before. */
    public int places() {
        return places;
    }

    /** So many more places went by, in all layers. */
    public void advance(int count) {
        places += count;
    }

    /** Forgets everything. */
    public void clear() {
        places = 0;
    }

    /**
     * Puts new places behind those before them.
     *
     * @param key whose they are; the same object at each call
     * @param added (1, n, E)
     * @return all of them, (1, places + n, E)
     */
    public Tensor append(Object key, Tensor added) {
        int width = added.shape().last();
        int length = places + added.shape().size(1);
        float[] all = kept.getOrDefault(key, new float[FIRST_PLACES * width]);
        if (all.length < length * width) {
            all = Arrays.copyOf(all, Math.max(2 * all.length, length * width));
        }
        kept.put(key, all);
        System.arraycopy(added.data(), added.offset(), all, places * width, added.size());
        return added.tape().input(Shape.of(1, length, width), all);
    }
}
