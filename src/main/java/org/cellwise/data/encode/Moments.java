package org.cellwise.data.encode;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Count, ends, mean and variance of numbers. Sums are exact (a fixed-point number as wide as all doubles, as in Kulisch's
 * accumulator) and rounded once, so that neither the order of the numbers nor how they were divided among machines changes
 * a bit.
 */
public final class Moments {
    private static final int LIMBS = 68; // of 32 bits, from 2^-1074 on
    private static final long MASK = (1L << 32) - 1;
    private static final int UNIT = 1074;
    private static final int CARRY = 1 << 28; // additions that surely overflow no limb
    private static final int HEAD = 3; // count, min, max

    private final long[] sums = new long[LIMBS];
    private final long[] squares = new long[LIMBS];
    private int pending;
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Of these numbers. */
    public static Moments of(double... values) {
        Moments moments = new Moments();
        for (double value : values) {
            moments.add(value);
        }
        return moments;
    }

    /** Adds a finite number whose square is finite. */
    public void add(double value) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        double square = value * value;
        add(sums, value);
        add(squares, square);
        add(squares, Math.fma(value, value, -square));
        pending += 2;
        if (pending >= CARRY) {
            carry();
        }
    }

    /** Adds a whole number so many times, where these products are below 2^53. */
    public void add(int value, long times) {
        count += times;
        min = Math.min(min, value);
        max = Math.max(max, value);
        add(sums, (double) value * times);
        add(squares, (double) value * value * times);
    }

    private static void add(long[] limbs, double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        long mantissa = bits & (1L << 52) - 1 | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.max(1, exponent) - 1;
        int at = shift >>> 5;
        int off = shift & 31;
        long low = mantissa << off;
        long high = off == 0 ? 0 : mantissa >>> 64 - off;
        if (bits < 0) {
            limbs[at] -= low & MASK;
            limbs[at + 1] -= low >>> 32;
            limbs[at + 2] -= high;
        } else {
            limbs[at] += low & MASK;
            limbs[at + 1] += low >>> 32;
            limbs[at + 2] += high;
        }
    }

    private void carry() {
        pending = 0;
        for (long[] limbs : new long[][] {sums, squares}) {
            for (int i = 0; i < LIMBS - 1; i++) {
                limbs[i + 1] += limbs[i] >> 32;
                limbs[i] &= MASK;
            }
        }
    }

    /** Adds all that others have seen. */
    public void merge(Moments others) {
        count += others.count;
        min = Math.min(min, others.min);
        max = Math.max(max, others.max);
        carry();
        others.carry();
        for (int i = 0; i < LIMBS; i++) {
            sums[i] += others.sums[i];
            squares[i] += others.squares[i];
        }
        carry();
    }

    /** All of it as whole numbers, to be sent elsewhere. */
    public long[] toLongs() {
        carry();
        long[] longs = Arrays.copyOf(
                new long[] {count, Double.doubleToLongBits(min), Double.doubleToLongBits(max)}, HEAD + 2 * LIMBS);
        System.arraycopy(sums, 0, longs, HEAD, LIMBS);
        System.arraycopy(squares, 0, longs, HEAD + LIMBS, LIMBS);
        return longs;
    }

    /** What {@link #toLongs} gave. */
    public static Moments ofLongs(long... longs) {
        Moments moments = new Moments();
        moments.count = longs[0];
        moments.min = Double.longBitsToDouble(longs[1]);
        moments.max = Double.longBitsToDouble(longs[2]);
        System.arraycopy(longs, HEAD, moments.sums, 0, LIMBS);
        System.arraycopy(longs, HEAD + LIMBS, moments.squares, 0, LIMBS);
        return moments;
    }

    /** How many numbers. */
    public long count() {
        return count;
    }

    /** The smallest number; infinite where there is none. */
    public double min() {
        return min;
    }

    /** The largest number; minus infinite where there is none. */
    public double max() {
        return max;
    }

    /** Their mean. */
    public double mean() {
        return rounded(whole(sums), UNIT) / count;
    }

    /** The mean square of how far they are from their mean. */
    public double variance() {
        BigInteger sum = whole(sums);
        BigInteger all = BigInteger.valueOf(count);
        BigInteger times = whole(squares).multiply(all).shiftLeft(UNIT).subtract(sum.multiply(sum)); // n Σx² - (Σx)²
        return Math.max(0, rounded(times, 2 * UNIT) / count / count);
    }

    /** The number that the limbs are, in units of 2^-1074. */
    private BigInteger whole(long[] limbs) {
        carry();
        BigInteger whole = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            whole = whole.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
        }
        return whole;
    }

    /** A whole number of units of 2^-unit as the nearest double. */
    private static double rounded(BigInteger whole, int unit) {
        int beyond = Math.max(0, whole.bitLength() - 62);
        long top = whole.shiftRight(beyond).longValue();
        boolean exact = beyond == 0 || whole.getLowestSetBit() >= beyond;
        return Math.scalb((double) (exact ? top : top | 1), beyond - unit);
    }
}
