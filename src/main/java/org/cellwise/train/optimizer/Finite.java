package org.cellwise.train.optimizer;

/** Looks for numbers that are not finite. */
public final class Finite {
    private Finite() {}

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
