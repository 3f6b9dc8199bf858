package org.cellwise.train.state;

/**
 * The numbers of a frozen parameter, for all states that were kept while it was frozen. They are copied only when the
 * parameter is about to learn: until then the network itself holds them.
 */
final class Held {
    private float[] copy;

    void keep(float[] values, int from, int count) {
        copy = new float[count];
        System.arraycopy(values, from, copy, 0, count);
    }

    /** Null while the network holds them. */
    float[] copy() {
        return copy;
    }
}
