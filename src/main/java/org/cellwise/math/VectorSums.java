package org.cellwise.math;

import jdk.incubator.vector.FloatVector;

/**
 * The sum of a vector's lanes, always in the same order. {@code reduceLanes(ADD)} has no order of its own: later JDKs add
 * in another one once the compiler has seen the loop, so that the bits of a result would change while a program runs.
 */
final class VectorSums {
    private static final int WIDTH = VectorKernels.WIDTH;

    private VectorSums() {}

    /**
     * Neighbours first, then pairs of them, and so on; lanes by constants, or they would be slow to reach. The methods are
     * small, since a vector takes memory wherever the compiler passes it on instead of inlining.
     */
    static float total(FloatVector v) {
        return WIDTH >= 8 ? wide(v) : narrow(v);
    }

    private static float wide(FloatVector v) {
        return WIDTH == 16 ? sixteen(v) : WIDTH == 8 ? eight(v, 0) : oneByOne(v);
    }

    private static float sixteen(FloatVector v) {
        return eight(v, 0) + eight(v, 8);
    }

    private static float narrow(FloatVector v) {
        return WIDTH == 4 ? four(v, 0) : oneByOne(v);
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
