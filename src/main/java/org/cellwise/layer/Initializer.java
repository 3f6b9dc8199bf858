package org.cellwise.layer;

import org.cellwise.math.SeededRandom;

/** First values of a parameter. */
@FunctionalInterface
public interface Initializer {
    /**
     * Fills {@code values[from … from + size - 1]}.
     *
     * @param fanIn how many inputs a unit sums
     * @param fanOut how many units an input reaches
     */
    void fill(float[] values, int from, int size, int fanIn, int fanOut, SeededRandom random);

    /** All the same. */
    static Initializer constant(double value) {
        return (values, from, size, in, out, random) -> {
            for (int i = from; i < from + size; i++) {
                values[i] = (float) value;
            }
        };
    }

    /** All 0. */
    static Initializer zeros() {
        return constant(0);
    }

    /** Uniform in [low, high). */
    static Initializer uniform(double low, double high) {
        return (values, from, size, in, out, random) -> {
            for (int i = from; i < from + size; i++) {
                values[i] = (float) random.nextDouble(low, high);
            }
        };
    }

    /** Normal with mean 0. */
    static Initializer normal(double deviation) {
        return (values, from, size, in, out, random) -> {
            for (int i = from; i < from + size; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
        };
    }

    /** Uniform with variance 2 / (in + out), which keeps signals even both ways (Glorot and Bengio, 2010). */
    static Initializer glorot() {
        return (values, from, size, in, out, random) -> {
            double limit = Math.sqrt(6.0 / (in + out));
            uniform(-limit, limit).fill(values, from, size, in, out, random);
        };
    }

    /** Uniform with variance 2 / in, which makes up for the half that a rectifier cuts off (He et al., 2015). */
    static Initializer he() {
        return (values, from, size, in, out, random) -> {
            double limit = Math.sqrt(6.0 / in);
            uniform(-limit, limit).fill(values, from, size, in, out, random);
        };
    }

    /** Normal with variance 2 / (in + out) (Glorot and Bengio, 2010). */
    static Initializer glorotNormal() {
        return (values, from, size, in, out, random) ->
                normal(Math.sqrt(2.0 / (in + out))).fill(values, from, size, in, out, random);
    }

    /** Normal with variance 2 / in (He et al., 2015). */
    static Initializer heNormal() {
        return (values, from, size, in, out, random) ->
                normal(Math.sqrt(2.0 / in)).fill(values, from, size, in, out, random);
    }

    /** The given numbers, row by row. */
    static Initializer values(double... given) {
        double[] copy = given.clone();
        return (values, from, size, in, out, random) -> {
            if (copy.length != size) {
                throw new IllegalArgumentException(
                        "This parameter holds " + size + " numbers, but " + copy.length + " were given");
            }
            for (int i = 0; i < size; i++) {
                values[from + i] = (float) copy[i];
            }
        };
    }
}
