package org.cellwise.math;

import static org.cellwise.math.FusedFunctions.*;
import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FusedFunctions} a vector at a time, to the bit. The pieces are small on purpose: the compiler does not inline a
 * method that it has already compiled into a large one, nor anything more into a loop that has grown too large, and a
 * vector that crosses a real call is allocated on the heap.
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
            FloatVector above = ONE.blend(e, v.compare(VectorOperators.LT, 0));
            above.div(e.add(1)).intoArray(y, yOff + i);
        }
        for (; i < n; i++) {
            y[yOff + i] = FusedFunctions.sigmoid(x[xOff + i]);
        }
    }

    /** In pieces of the scratch array's length. */
    static void tanh(float[] x, int xOff, float[] y, int yOff, int n, float[] scratch) {
        int whole = LANES.loopBound(n);
        for (int i = 0; i < whole; i += scratch.length) {
            int length = Math.min(scratch.length, whole - i);
            tanhOfLarge(x, xOff + i, scratch, length);
            tanhOfAll(x, xOff + i, scratch, y, yOff + i, length);
        }
        for (int i = whole; i < n; i++) {
            y[yOff + i] = FusedFunctions.tanh(x[xOff + i]);
        }
    }

    /** y = tanh |x|, exact enough for |x| >= TANH_SMALL. */
    private static void tanhOfLarge(float[] x, int xOff, float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector size = FloatVector.fromArray(LANES, x, xOff + i).abs().min(TANH_ONE);
            FloatVector e = expOfSmall(size.add(size));
            ONE.sub(TWO.div(e.add(1))).intoArray(y, i);
        }
    }

    private static void tanhOfAll(float[] x, int xOff, float[] large, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector size = v.abs();
            FloatVector both = FloatVector.fromArray(LANES, large, i)
                    .blend(tanhOfSmall(size), size.compare(VectorOperators.LT, TANH_SMALL));
            copySign(both, v).intoArray(y, yOff + i);
        }
    }

    /** In pieces of the scratch array's length. */
    static void erf(float[] x, int xOff, float[] y, int yOff, int n, float[] scratch) {
        int whole = LANES.loopBound(n);
        for (int i = 0; i < whole; i += scratch.length) {
            int length = Math.min(scratch.length, whole - i);
            erfOfLarge(x, xOff + i, scratch, length);
            erfOfAll(x, xOff + i, scratch, y, yOff + i, length);
        }
        for (int i = whole; i < n; i++) {
            y[yOff + i] = FusedFunctions.erf(x[xOff + i]);
        }
    }

    /** y = erf |x|, exact enough for |x| >= ERF_SMALL. */
    private static void erfOfLarge(float[] x, int xOff, float[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector size = FloatVector.fromArray(LANES, x, xOff + i).abs().min(ERF_ONE);
            ONE.sub(expOfSmall(erfExponent(size).neg())).intoArray(y, i);
        }
    }

    private static void erfOfAll(float[] x, int xOff, float[] large, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            FloatVector v = FloatVector.fromArray(LANES, x, xOff + i);
            FloatVector size = v.abs();
            FloatVector both = FloatVector.fromArray(LANES, large, i)
                    .blend(erfOfSmall(size), size.compare(VectorOperators.LT, ERF_SMALL));
            copySign(both, v).intoArray(y, yOff + i);
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
        return x.fma(V_LOG2_E, V_ROUNDING);
    }

    private static FloatVector expFraction(FloatVector x, FloatVector shifted) {
        FloatVector whole = shifted.sub(ROUNDING);
        FloatVector r = whole.fma(V_MINUS_LN_2, x);
        r = whole.fma(V_MINUS_LN_2_REST, r);
        FloatVector s = V_E4.fma(r, V_E3);
        s = s.fma(r, V_E2);
        s = s.fma(r, V_E1);
        s = s.fma(r, V_E0);
        return s.mul(r).fma(r, r).add(1);
    }

    private static FloatVector expScaled(FloatVector s, FloatVector shifted) {
        IntVector power = shifted.reinterpretAsInts().sub(ROUNDING_BITS);
        IntVector half = power.lanewise(VectorOperators.ASHR, 1);
        return s.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    }

    /** eˣ where neither x nor the result is extreme. */
    private static FloatVector expOfSmall(FloatVector x) {
        FloatVector shifted = expShifted(x);
        IntVector power = shifted.reinterpretAsInts().sub(ROUNDING_BITS);
        return expFraction(x, shifted).mul(powerOfTwo(power));
    }

    private static FloatVector powerOfTwo(IntVector power) {
        return power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector expLimited(FloatVector y, FloatVector x) {
        return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_MAX))
                .blend(0, x.compare(VectorOperators.LT, EXP_MIN));
    }

    private static FloatVector tanhOfSmall(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector t = V_T4.fma(z, V_T3);
        t = t.fma(z, V_T2);
        t = t.fma(z, V_T1);
        t = t.fma(z, V_T0);
        return t.mul(z).fma(x, x);
    }

    private static FloatVector erfOfSmall(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector s = V_S6.fma(z, V_S5);
        s = s.fma(z, V_S4);
        s = s.fma(z, V_S3);
        s = s.fma(z, V_S2);
        s = s.fma(z, V_S1);
        s = s.fma(z, V_S0);
        return s.fma(x, x);
    }

    private static FloatVector erfExponent(FloatVector x) {
        FloatVector l = V_L6.fma(x, V_L5);
        l = l.fma(x, V_L4);
        l = l.fma(x, V_L3);
        l = l.fma(x, V_L2);
        l = l.fma(x, V_L1);
        l = l.fma(x, V_L0);
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
        FloatVector g = V_G7.fma(f, V_G6);
        g = g.fma(f, V_G5);
        g = g.fma(f, V_G4);
        g = g.fma(f, V_G3);
        g = g.fma(f, V_G2);
        g = g.fma(f, V_G1);
        return g.fma(f, V_G0);
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
