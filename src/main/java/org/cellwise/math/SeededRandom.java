package org.cellwise.math;

/**
 * The one random generator of the library, SplitMix64 (Steele, Lea and Flood, 2014): its bits depend on the seed alone.
 * Its whole state is one {@code long}, so that training can be rewound to any point.
 */
public final class SeededRandom {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SeededRandom(long seed) {
        state = seed;
    }

    /** The state, which {@link #restore} takes back. */
    public long state() {
        return state;
    }

    public void restore(long earlier) {
        state = earlier;
    }

    /** A generator of its own stream, drawn from this one. */
    public SeededRandom split() {
        return new SeededRandom(nextLong());
    }

    public long nextLong() {
        state += GAMMA;
        return mixed(state);
    }

    /**
     * Uniform in [0, 1), number {@code index} of those that belong to a seed: what threads may ask for in any order.
     */
    public static float uniform(long seed, long index) {
        return (mixed(seed + (index + 1) * GAMMA) >>> 40) * 0x1.0p-24f;
    }

    private static long mixed(long state) {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1), in steps of 2⁻⁵³. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, 1), in steps of 2⁻²⁴. */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    /** Uniform in [low, high). */
    public double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** Uniform in 0 … bound - 1, without the bias of a plain remainder. */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("nextInt expects a bound above 0, but got " + bound);
        }
        long bits;
        long value;
        do {
            bits = nextLong() >>> 1;
            value = bits % bound;
        } while (bits - value + (bound - 1) < 0);
        return (int) value;
    }

    /**
     * Normal with mean 0 and standard deviation 1, by the Box-Muller transform; {@link StrictMath}, because
     * {@link Math}'s logarithm may differ in the last bit between machines.
     */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** Puts the elements in random order (Fisher-Yates). */
    public void shuffle(int[] elements) {
        for (int i = elements.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = elements[i];
            elements[i] = elements[j];
            elements[j] = swapped;
        }
    }
}
