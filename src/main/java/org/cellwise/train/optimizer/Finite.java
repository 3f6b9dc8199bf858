package org.cellwise.train.optimizer;

import org.cellwise.math.FloatMath;

/** Looks for numbers that are not finite. */
public final class Finite {
    /** Numbers that are faster looked at than added. */
    private static final int FEW = 64;

    private Finite() {}

    /** As {@link #all(float[], int, int)}, faster: a sum is not finite where a number is not. */
    static boolean all(FloatMath math, float[] numbers, int from, int count) {
        return count > FEW && Float.isFinite(math.sum(numbers, from, count)) || all(numbers, from, count);
    }

    /** Whether so many numbers from a place on are all finite. */
    public static boolean all(float[] numbers, int from, int count) {
        return firstOther(numbers, from, count) < 0;
    }

    /** The place of the first that is not finite, -1 if all are. */
    public static int firstOther(float[] numbers, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(numbers[i])) {
                return i;
            }
        }
        return -1;
    }
}
