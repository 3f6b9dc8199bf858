package org.cellwise.math;

import static org.cellwise.math.FusedFunctions.*;
import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FusedFunctions} a vector at a time, to the bit. The pieces are small on purpose: the compiler does not inline a
 * method that it has already compiled into a large one, and a vector that crosses a real call is allocated on the heap.
 */
final class VectorFunctions {
    private static final int SIGN = 0x80000000;
    private static final int ROUNDING_BITS = Float.floatToRawIntBits(ROUNDING);

    private VectorFunctions() {}

    static void exp(float[] x, int xOff, float[] y, int yOff, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector shifted = expShifted(v);
            FloatVector e = expScaled(expFraction(v, shifted), shifted);
            expLimited(e, v).intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = FusedFunctions.exp(x[xOff + i]);
        }
    }

    static void sigmoid(float[] x, int xOff, float[] y, int yOff, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector minus = v.abs().neg();
            FloatVector shifted = expShifted(minus);
            FloatVector e = expScaled(expFraction(minus, shifted), shifted);
            e = expLimited(e, minus);
            FloatVector above = broadcast(1).blend(e, v.compare(VectorOperators.LT, 0));
            above.div(e.add(1)).intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = FusedFunctions.sigmoid(x[xOff + i]);
        }
    }

    static void tanh(float[] x, int xOff, float[] y, int yOff, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector size = v.abs();
            FloatVector twice = size.add(size);
            FloatVector shifted = expShifted(twice);
            FloatVector e = expScaled(expFraction(twice, shifted), shifted);
            e = expLimited(e, twice);
            FloatVector large = broadcast(1).sub(broadcast(2).div(e.add(1)));
            FloatVector both = large.blend(tanhSmall(size), size.compare(VectorOperators.LT, TANH_SMALL));
            copySign(both, v).intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = FusedFunctions.tanh(x[xOff + i]);
        }
    }

    static void erf(float[] x, int xOff, float[] y, int yOff, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector size = v.abs();
            FloatVector minus = erfExponent(size).neg();
            FloatVector shifted = expShifted(minus);
            FloatVector e = expScaled(expFraction(minus, shifted), shifted);
            FloatVector large = broadcast(1).sub(expLimited(e, minus));
            large = large.blend(1, size.compare(VectorOperators.GT, ERF_LARGE));
            FloatVector both = large.blend(erfSmall(size), size.compare(VectorOperators.LT, ERF_SMALL));
            copySign(both, v).intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = FusedFunctions.erf(x[xOff + i]);
        }
    }

    static void log(float[] x, int xOff, float[] y, int yOff, int n) {
        int i = 0;
        for (; i + WIDTH <= n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            IntVector bits = logBits(v);
            FloatVector f =
                    bits.and(0x7fffff).add(SQRT_HALF).reinterpretAsFloats().sub(1);
            FloatVector power = logPower(v, bits);
            FloatVector g = logTail(f).mul(f).fma(f.mul(f), power.mul(LN_2_REST));
            g = f.mul(f).fma(broadcast(-0.5f), g);
            logLimited(power.fma(broadcast(LN_2), g.add(f)), v).intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = FusedFunctions.log(x[xOff + i]);
        }
    }

    private static FloatVector expShifted(FloatVector x) {
        return x.fma(broadcast(LOG2_E), broadcast(ROUNDING));
    }

    private static FloatVector expFraction(FloatVector x, FloatVector shifted) {
        FloatVector whole = shifted.sub(ROUNDING);
        FloatVector r = whole.fma(broadcast(-LN_2), x);
        r = whole.fma(broadcast(-LN_2_REST), r);
        FloatVector s = broadcast(E4).fma(r, broadcast(E3));
        s = s.fma(r, broadcast(E2));
        s = s.fma(r, broadcast(E1));
        s = s.fma(r, broadcast(E0));
        return s.mul(r).fma(r, r).add(1);
    }

    private static FloatVector expScaled(FloatVector s, FloatVector shifted) {
        IntVector power = shifted.reinterpretAsInts().sub(ROUNDING_BITS);
        IntVector half = power.lanewise(VectorOperators.ASHR, 1);
        return s.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector power) {
        return power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector expLimited(FloatVector y, FloatVector x) {
        return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_MAX))
                .blend(0, x.compare(VectorOperators.LT, EXP_MIN));
    }

    private static FloatVector tanhSmall(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector t = broadcast(T4).fma(z, broadcast(T3));
        t = t.fma(z, broadcast(T2));
        t = t.fma(z, broadcast(T1));
        t = t.fma(z, broadcast(T0));
        return t.mul(z).fma(x, x);
    }

    private static FloatVector erfSmall(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector s = broadcast(S6).fma(z, broadcast(S5));
        s = s.fma(z, broadcast(S4));
        s = s.fma(z, broadcast(S3));
        s = s.fma(z, broadcast(S2));
        s = s.fma(z, broadcast(S1));
        s = s.fma(z, broadcast(S0));
        return s.fma(x, x);
    }

    private static FloatVector erfExponent(FloatVector x) {
        FloatVector l = broadcast(L6).fma(x, broadcast(L5));
        l = l.fma(x, broadcast(L4));
        l = l.fma(x, broadcast(L3));
        l = l.fma(x, broadcast(L2));
        l = l.fma(x, broadcast(L1));
        l = l.fma(x, broadcast(L0));
        return l.fma(x, x);
    }

    private static FloatVector copySign(FloatVector size, FloatVector sign) {
        IntVector bit = sign.reinterpretAsInts().and(SIGN);
        return size.reinterpretAsInts().or(bit).reinterpretAsFloats();
    }

    private static IntVector logBits(FloatVector x) {
        FloatVector normal = x.blend(x.mul(0x1p23f), x.compare(VectorOperators.LT, Float.MIN_NORMAL));
        return normal.reinterpretAsInts().sub(SQRT_HALF);
    }

    /** A whole number added to the bits of ROUNDING is added to its value. */
    private static FloatVector logPower(FloatVector x, IntVector bits) {
        IntVector power = bits.lanewise(VectorOperators.ASHR, 23).add(ROUNDING_BITS);
        FloatVector of = power.reinterpretAsFloats().sub(ROUNDING);
        return of.blend(of.sub(23), x.compare(VectorOperators.LT, Float.MIN_NORMAL));
    }

    private static FloatVector logTail(FloatVector f) {
        FloatVector g = broadcast(G7).fma(f, broadcast(G6));
        g = g.fma(f, broadcast(G5));
        g = g.fma(f, broadcast(G4));
        g = g.fma(f, broadcast(G3));
        g = g.fma(f, broadcast(G2));
        g = g.fma(f, broadcast(G1));
        return g.fma(f, broadcast(G0));
    }

    private static FloatVector logLimited(FloatVector y, FloatVector x) {
        FloatVector above = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        FloatVector valid = above.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
        FloatVector ordered = valid.blend(x, x.compare(VectorOperators.NE, x));
        return ordered.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(LANES, value);
    }
}
