package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;

/** An activation that a layer can end with in place, because its slope follows from its output. */
public interface Epilogue extends Elementwise {
    /** y = f(y) over n numbers. */
    void apply(FloatMath math, float[] y, int off, int n);

    /** dy *= f'(x) over n numbers, given y = f(x). */
    void timesSlope(float[] y, float[] dy, int off, int n);
}
