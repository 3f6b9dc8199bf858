package org.cellwise.math;

import jdk.incubator.vector.FloatVector;

/**
 * The sum of a vector's lanes, always in the same order. {@code reduceLanes(ADD)} has no order of its own: later JDKs add
 * in another one once the compiler has seen the loop, so that the bits of a result would change while a program runs.
 */
final class VectorSums {
    private VectorSums() {}

    /** Neighbours first, then pairs of them, and so on; lanes by constants, or they would be slow to reach. */
    static float total(FloatVector v) {
        return switch (v.length()) {
            case 16 -> eight(v, 0) + eight(v, 8);
            case 8 -> eight(v, 0);
            case 4 -> four(v, 0);
            default -> oneByOne(v);
        };
    }

    private static float eight(FloatVector v, int from) {
        return four(v, from) + four(v, from + 4);
    }

    private static float four(FloatVector v, int from) {
        return (v.lane(from) + v.lane(from + 1)) + (v.lane(from + 2) + v.lane(from + 3));
    }

    private static float oneByOne(FloatVector v) {
        float sum = 0;
        for (int i = 0; i < v.length(); i++) {
            sum += v.lane(i);
        }
        return sum;
    }
}
