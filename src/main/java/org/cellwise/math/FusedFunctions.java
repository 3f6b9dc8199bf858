package org.cellwise.math;

/**
 * One number at a time, what {@link FloatMath}'s functions do on machines with fused multiply-add: the same operations in
 * the same order as the vector loops, so that an element's bits do not depend on its place in a range. The polynomials
 * are minimax fits whose error is below a tenth of a unit in the last place.
 */
final class FusedFunctions {
    static final float LOG2_E = 1.442695041f;
    static final float LN_2 = 0.6931471806f;
    /** What {@link #LN_2} lacks. */
    static final float LN_2_REST = -1.904654323e-9f;
    /** eˣ is infinite above this ... */
    static final float EXP_MAX = 88.72284f;
    /** ... and zero below this. */
    static final float EXP_MIN = -103.97208f;
    /** 1.5 · 2²³: a small number added to it is rounded to an integer, found in the sum's low bits. */
    static final float ROUNDING = 0x1.8p23f;

    // eʳ = 1 + r + r² Σ Eᵢ rⁱ for |r| <= ln 2 / 2
    static final float E0 = 0.49999994f;
    static final float E1 = 0.166665211f;
    static final float E2 = 0.041668389f;
    static final float E3 = 0.00836874545f;
    static final float E4 = 0.00138145383f;

    // tanh x = x + x³ Σ Tᵢ x²ⁱ for |x| < 0.625
    static final float TANH_SMALL = 0.625f;
    /** tanh is 1 from here. */
    static final float TANH_ONE = 10;

    static final float T0 = -0.333332807f;
    static final float T1 = 0.133314416f;
    static final float T2 = -0.0537397116f;
    static final float T3 = 0.0206390787f;
    static final float T4 = -0.00570497848f;

    // erf x = x + x Σ Sᵢ x²ⁱ for |x| < 0.93
    static final float ERF_SMALL = 0.93f;
    static final float S0 = 0.128379166f;
    static final float S1 = -0.376126319f;
    static final float S2 = 0.112836875f;
    static final float S3 = -0.0268589407f;
    static final float S4 = 0.00519990642f;
    static final float S5 = -0.000813001185f;
    static final float S6 = 8.31677244e-05f;

    // erf x = 1 - exp(-x - x Σ Lᵢ xⁱ) for 0.92 < x < 4, and 1 from there
    static final float ERF_ONE = 4;
    static final float L0 = 0.12864849f;
    static final float L1 = 0.635151327f;
    static final float L2 = 0.10623689f;
    static final float L3 = -0.0237620752f;
    static final float L4 = 0.00364246499f;
    static final float L5 = -0.000322805397f;
    static final float L6 = 1.12314656e-05f;

    // ln(1 + f) = f - f²/2 + f³ Σ Gᵢ fⁱ for √½ <= 1 + f < √2
    static final float G0 = 0.333333313f;
    static final float G1 = -0.250008225f;
    static final float G2 = 0.200012267f;
    static final float G3 = -0.166233569f;
    static final float G4 = 0.142017618f;
    static final float G5 = -0.131601945f;
    static final float G6 = 0.127615497f;
    static final float G7 = -0.0763442963f;
    /** The bits of √½. */
    static final int SQRT_HALF = 0x3f3504f3;

    private FusedFunctions() {}

    static void exp(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = exp(x[xOff + i]);
        }
    }

    static void log(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = log(x[xOff + i]);
        }
    }

    static void tanh(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = tanh(x[xOff + i]);
        }
    }

    static void sigmoid(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = sigmoid(x[xOff + i]);
        }
    }

    static void erf(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = erf(x[xOff + i]);
        }
    }

    static float exp(float x) {
        if (x > EXP_MAX) {
            return Float.POSITIVE_INFINITY;
        }
        if (x < EXP_MIN) {
            return 0;
        }
        float shifted = Math.fma(x, LOG2_E, ROUNDING);
        float whole = shifted - ROUNDING;
        float r = Math.fma(whole, -LN_2, x);
        r = Math.fma(whole, -LN_2_REST, r);
        float s = Math.fma(E4, r, E3);
        s = Math.fma(s, r, E2);
        s = Math.fma(s, r, E1);
        s = Math.fma(s, r, E0);
        s = Math.fma(s * r, r, r) + 1;
        // 2^power as a product of two powers, because the result may be subnormal, and 2¹²⁸ is no float
        int power = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDING);
        int half = power >> 1;
        return s * Float.intBitsToFloat((half + 127) << 23) * Float.intBitsToFloat((power - half + 127) << 23);
    }

    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    static float tanh(float x) {
        float size = Math.abs(x);
        float z = x * x;
        if (size < TANH_SMALL) {
            float t = Math.fma(T4, z, T3);
            t = Math.fma(t, z, T2);
            t = Math.fma(t, z, T1);
            t = Math.fma(t, z, T0);
            return Math.copySign(Math.fma(t * z, size, size), x);
        }
        return Math.copySign(1 - 2 / (exp(size + size) + 1), x);
    }

    static float erf(float x) {
        float size = Math.abs(x);
        float z = x * x;
        if (size < ERF_SMALL) {
            float s = Math.fma(S6, z, S5);
            s = Math.fma(s, z, S4);
            s = Math.fma(s, z, S3);
            s = Math.fma(s, z, S2);
            s = Math.fma(s, z, S1);
            s = Math.fma(s, z, S0);
            return Math.copySign(Math.fma(s, size, size), x);
        }
        if (size > ERF_ONE) {
            return Math.signum(x);
        }
        float l = Math.fma(L6, size, L5);
        l = Math.fma(l, size, L4);
        l = Math.fma(l, size, L3);
        l = Math.fma(l, size, L2);
        l = Math.fma(l, size, L1);
        l = Math.fma(l, size, L0);
        l = Math.fma(l, size, size);
        return Math.copySign(1 - exp(-l), x);
    }

    static float log(float x) {
        if (!(x > 0)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        if (x == Float.POSITIVE_INFINITY) {
            return x;
        }
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x) - SQRT_HALF;
        float power = (bits >> 23) - (subnormal ? 23 : 0);
        float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF) - 1;
        float z = f * f;
        float g = Math.fma(G7, f, G6);
        g = Math.fma(g, f, G5);
        g = Math.fma(g, f, G4);
        g = Math.fma(g, f, G3);
        g = Math.fma(g, f, G2);
        g = Math.fma(g, f, G1);
        g = Math.fma(g, f, G0);
        g = Math.fma(g * f, z, power * LN_2_REST);
        g = Math.fma(z, -0.5f, g);
        return Math.fma(power, LN_2, g + f);
    }
}
