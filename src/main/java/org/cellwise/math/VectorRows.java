package org.cellwise.math;

import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/** Loops over rows, whose length is a multiple of the vector's width. */
final class VectorRows {
    private static final FloatVector ONE = FloatVector.broadcast(LANES, 1);

    private VectorRows() {}

    /** y = a b. */
    static void times(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector.fromArray(LANES, a, aOff + i)
                    .mul(FloatVector.fromArray(LANES, b, bOff + i))
                    .intoArray(y, yOff + i);
        }
    }

    /** y += a b. */
    static void addTimes(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector sum = FloatVector.fromArray(LANES, y, yOff + i);
            FloatVector.fromArray(LANES, a, aOff + i)
                    .fma(FloatVector.fromArray(LANES, b, bOff + i), sum)
                    .intoArray(y, yOff + i);
        }
    }

    /** {@link FloatMath#normSlopes}. */
    static void normSlopes(
            float[] w, int wOff, float[] dy, float[] normal, int at, float inverse, float[] dx, int dxOff, int n) {
        FloatVector sum = FloatVector.zero(LANES);
        FloatVector dot = sum;
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector change =
                    FloatVector.fromArray(LANES, w, wOff + i).mul(FloatVector.fromArray(LANES, dy, at + i));
            sum = sum.add(change);
            dot = change.fma(FloatVector.fromArray(LANES, normal, at + i), dot);
        }
        FloatVector mean = FloatVector.broadcast(LANES, -VectorSums.total(sum) / n);
        FloatVector dotMean = FloatVector.broadcast(LANES, -VectorSums.total(dot) / n);
        FloatVector factor = FloatVector.broadcast(LANES, inverse);
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v =
                    FloatVector.fromArray(LANES, w, wOff + i).fma(FloatVector.fromArray(LANES, dy, at + i), mean);
            v = FloatVector.fromArray(LANES, normal, at + i).fma(dotMean, v);
            v.fma(factor, FloatVector.fromArray(LANES, dx, dxOff + i)).intoArray(dx, dxOff + i);
        }
    }

    /** {@link FloatMath#lstmSlopes}. */
    static void lstmSlopes(
            int h,
            float[] gates,
            int gate,
            float[] cells,
            int before,
            float[] squashed,
            float[] dy,
            int at,
            float[] dh,
            float[] dc,
            int own,
            float[] slopes) {
        for (int i = 0; i < h; i += WIDTH) {
            int place = gate + i;
            FloatVector state = FloatVector.fromArray(LANES, dh, own + i).add(FloatVector.fromArray(LANES, dy, at + i));
            FloatVector s = FloatVector.fromArray(LANES, squashed, at + i);
            FloatVector out = FloatVector.fromArray(LANES, gates, place + 3 * h);
            FloatVector stateOut = state.mul(out);
            s.mul(stateOut).mul(ONE.sub(out)).intoArray(slopes, place + 3 * h);
            FloatVector cell = stateOut.fma(ONE.sub(s.mul(s)), FloatVector.fromArray(LANES, dc, own + i));
            FloatVector in = FloatVector.fromArray(LANES, gates, place);
            FloatVector candidate = FloatVector.fromArray(LANES, gates, place + 2 * h);
            FloatVector cellIn = cell.mul(in);
            cellIn.mul(candidate).mul(ONE.sub(in)).intoArray(slopes, place);
            cellIn.mul(ONE.sub(candidate.mul(candidate))).intoArray(slopes, place + 2 * h);
            FloatVector forget = FloatVector.fromArray(LANES, gates, place + h);
            FloatVector cellForget = cell.mul(forget);
            cellForget
                    .mul(FloatVector.fromArray(LANES, cells, before + i))
                    .mul(ONE.sub(forget))
                    .intoArray(slopes, place + h);
            cellForget.intoArray(dc, own + i);
        }
    }
}
