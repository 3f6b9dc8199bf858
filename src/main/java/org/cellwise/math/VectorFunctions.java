package org.cellwise.math;

import static org.cellwise.math.FusedFunctions.*;
import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FusedFunctions} a vector at a time, to the bit. Vectors never cross from one of our methods to another, because
 * the compiler may leave such a call as it is, and a vector that crosses a real call is allocated on the heap: functions
 * are made of passes over a piece of an array that stays in the first-level cache.
 */
final class VectorFunctions {
    private static final int SIGN = 0x80000000;
    private static final int ROUNDING_BITS = Float.floatToRawIntBits(ROUNDING);

    // broadcast once, because each broadcast counts against the compiler's limit on what it inlines into a loop
    private static final FloatVector ONE = broadcast(1);
    private static final FloatVector TWO = broadcast(2);
    private static final FloatVector V_LOG2_E = broadcast(LOG2_E);
    private static final FloatVector V_ROUNDING = broadcast(ROUNDING);
    private static final FloatVector V_MINUS_LN_2 = broadcast(-LN_2);
    private static final FloatVector V_MINUS_LN_2_REST = broadcast(-LN_2_REST);
    private static final FloatVector V_E0 = broadcast(E0);
    private static final FloatVector V_E1 = broadcast(E1);
    private static final FloatVector V_E2 = broadcast(E2);
    private static final FloatVector V_E3 = broadcast(E3);
    private static final FloatVector V_E4 = broadcast(E4);
    private static final FloatVector V_T0 = broadcast(T0);
    private static final FloatVector V_T1 = broadcast(T1);
    private static final FloatVector V_T2 = broadcast(T2);
    private static final FloatVector V_T3 = broadcast(T3);
    private static final FloatVector V_T4 = broadcast(T4);
    private static final FloatVector V_S0 = broadcast(S0);
    private static final FloatVector V_S1 = broadcast(S1);
    private static final FloatVector V_S2 = broadcast(S2);
    private static final FloatVector V_S3 = broadcast(S3);
    private static final FloatVector V_S4 = broadcast(S4);
    private static final FloatVector V_S5 = broadcast(S5);
    private static final FloatVector V_S6 = broadcast(S6);
    private static final FloatVector V_L0 = broadcast(L0);
    private static final FloatVector V_L1 = broadcast(L1);
    private static final FloatVector V_L2 = broadcast(L2);
    private static final FloatVector V_L3 = broadcast(L3);
    private static final FloatVector V_L4 = broadcast(L4);
    private static final FloatVector V_L5 = broadcast(L5);
    private static final FloatVector V_L6 = broadcast(L6);
    private static final FloatVector V_LN_2 = broadcast(LN_2);
    private static final FloatVector V_MINUS_HALF = broadcast(-0.5f);
    private static final FloatVector V_G0 = broadcast(G0);
    private static final FloatVector V_G1 = broadcast(G1);
    private static final FloatVector V_G2 = broadcast(G2);
    private static final FloatVector V_G3 = broadcast(G3);
    private static final FloatVector V_G4 = broadcast(G4);
    private static final FloatVector V_G5 = broadcast(G5);
    private static final FloatVector V_G6 = broadcast(G6);
    private static final FloatVector V_G7 = broadcast(G7);

    private VectorFunctions() {}

    static void exp(float[] x, int xOff, float[] y, int yOff, int n) {
        int whole = LANES.loopBound(n);
        expOfWhole(x, xOff, y, yOff, whole);
        FusedFunctions.exp(x, xOff + whole, y, yOff + whole, n - whole);
    }

    private static void expOfWhole(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector shifted = v.fma(V_LOG2_E, V_ROUNDING);
            FloatVector whole = shifted.sub(V_ROUNDING);
            FloatVector r = whole.fma(V_MINUS_LN_2, v);
            r = whole.fma(V_MINUS_LN_2_REST, r);
            FloatVector s = V_E4.fma(r, V_E3).fma(r, V_E2).fma(r, V_E1).fma(r, V_E0);
            s = s.mul(r).fma(r, r).add(ONE);
            IntVector power = shifted.reinterpretAsInts().sub(ROUNDING_BITS);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            IntVector bits = half.add(127).lanewise(VectorOperators.LSHL, 23);
            IntVector others = power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
            s.mul(bits.reinterpretAsFloats())
                    .mul(others.reinterpretAsFloats())
                    .blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, EXP_MAX))
                    .blend(0, v.compare(VectorOperators.LT, EXP_MIN))
                    .intoArray(y, yOff + i);
        }
    }

    static void sigmoid(float[] x, int xOff, float[] y, int yOff, int n, float[] scratch) {
        int whole = LANES.loopBound(n);
        for (int i = 0; i < whole; i += scratch.length) {
            int length = Math.min(scratch.length, whole - i);
            minusSize(x, xOff + i, scratch, length);
            expOfWhole(scratch, 0, scratch, 0, length);
            sigmoidOfExp(x, xOff + i, scratch, y, yOff + i, length);
        }
        FusedFunctions.sigmoid(x, xOff + whole, y, yOff + whole, n - whole);
    }

    private static void minusSize(float[] x, int xOff, float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector.fromArray(LANES, x, xOff + i).abs().neg().intoArray(y, i);
        }
    }

    private static void sigmoidOfExp(float[] x, int xOff, float[] exp, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector e = FloatVector.fromArray(LANES, exp, i);
            ONE.blend(e, v.compare(VectorOperators.LT, 0)).div(e.add(ONE)).intoArray(y, yOff + i);
        }
    }

    static void tanh(float[] x, int xOff, float[] y, int yOff, int n, float[] scratch) {
        int whole = LANES.loopBound(n);
        for (int i = 0; i < whole; i += scratch.length) {
            int length = Math.min(scratch.length, whole - i);
            twiceSize(x, xOff + i, scratch, length);
            expOfWhole(scratch, 0, scratch, 0, length);
            tanhOfExp(x, xOff + i, scratch, y, yOff + i, length);
        }
        FusedFunctions.tanh(x, xOff + whole, y, yOff + whole, n - whole);
    }

    private static void twiceSize(float[] x, int xOff, float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector size = FloatVector.fromArray(LANES, x, xOff + i).abs().min(TANH_ONE);
            size.add(size).intoArray(y, i);
        }
    }

    private static void tanhOfExp(float[] x, int xOff, float[] exp, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector size = v.abs();
            FloatVector z = size.mul(size);
            FloatVector small = V_T4.fma(z, V_T3).fma(z, V_T2).fma(z, V_T1).fma(z, V_T0);
            small = small.mul(z).fma(size, size);
            FloatVector large =
                    ONE.sub(TWO.div(FloatVector.fromArray(LANES, exp, i).add(ONE)));
            FloatVector both = large.blend(small, size.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = v.reinterpretAsInts().and(SIGN);
            both.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yOff + i);
        }
    }

    static void erf(float[] x, int xOff, float[] y, int yOff, int n, float[] scratch) {
        int whole = LANES.loopBound(n);
        for (int i = 0; i < whole; i += scratch.length) {
            int length = Math.min(scratch.length, whole - i);
            erfExponent(x, xOff + i, scratch, length);
            expOfWhole(scratch, 0, scratch, 0, length);
            erfOfExp(x, xOff + i, scratch, y, yOff + i, length);
        }
        FusedFunctions.erf(x, xOff + whole, y, yOff + whole, n - whole);
    }

    private static void erfExponent(float[] x, int xOff, float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector size = FloatVector.fromArray(LANES, x, xOff + i).abs().min(ERF_ONE);
            FloatVector l = V_L6.fma(size, V_L5).fma(size, V_L4).fma(size, V_L3).fma(size, V_L2);
            l.fma(size, V_L1).fma(size, V_L0).fma(size, size).neg().intoArray(y, i);
        }
    }

    private static void erfOfExp(float[] x, int xOff, float[] exp, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector size = v.abs();
            FloatVector z = size.mul(size);
            FloatVector small = V_S6.fma(z, V_S5).fma(z, V_S4).fma(z, V_S3).fma(z, V_S2);
            small = small.fma(z, V_S1).fma(z, V_S0).fma(size, size);
            FloatVector large = ONE.sub(FloatVector.fromArray(LANES, exp, i));
            FloatVector both = large.blend(small, size.compare(VectorOperators.LT, ERF_SMALL));
            IntVector sign = v.reinterpretAsInts().and(SIGN);
            both.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yOff + i);
        }
    }

    static void log(float[] x, int xOff, float[] y, int yOff, int n, float[] scratch) {
        int whole = LANES.loopBound(n);
        for (int i = 0; i < whole; i += scratch.length / 2) {
            int length = Math.min(scratch.length / 2, whole - i);
            logParts(x, xOff + i, scratch, length);
            logOfParts(scratch, length);
            logLimited(x, xOff + i, scratch, y, yOff + i, length);
        }
        FusedFunctions.log(x, xOff + whole, y, yOff + whole, n - whole);
    }

    /** x = 2^power (1 + f): f to the first half of y, power to the second. */
    private static void logParts(float[] x, int xOff, float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            VectorMask<Float> subnormal = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
            FloatVector normal = v.blend(v.mul(0x1p23f), subnormal);
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF);
            bits.and(0x7fffff).add(SQRT_HALF).reinterpretAsFloats().sub(ONE).intoArray(y, i);
            // a whole number added to the bits of ROUNDING is added to its value
            IntVector power = bits.lanewise(VectorOperators.ASHR, 23).add(ROUNDING_BITS);
            FloatVector of = power.reinterpretAsFloats().sub(V_ROUNDING);
            of.blend(of.sub(23), subnormal).intoArray(y, y.length / 2 + i);
        }
    }

    /** The logarithm in place of f. */
    private static void logOfParts(float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector f = FloatVector.fromArray(LANES, y, i);
            FloatVector power = FloatVector.fromArray(LANES, y, y.length / 2 + i);
            FloatVector z = f.mul(f);
            FloatVector g = V_G7.fma(f, V_G6).fma(f, V_G5).fma(f, V_G4).fma(f, V_G3);
            g = g.fma(f, V_G2).fma(f, V_G1).fma(f, V_G0);
            g = g.mul(f).fma(z, power.mul(LN_2_REST));
            g = z.fma(V_MINUS_HALF, g);
            power.fma(V_LN_2, g.add(f)).intoArray(y, i);
        }
    }

    private static void logLimited(float[] x, int xOff, float[] log, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector.fromArray(LANES, log, i)
                    .blend(v, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
                    .blend(Float.NaN, v.compare(VectorOperators.LT, 0))
                    .blend(v, v.compare(VectorOperators.NE, v))
                    .blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0))
                    .intoArray(y, yOff + i);
        }
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(LANES, value);
    }
}
