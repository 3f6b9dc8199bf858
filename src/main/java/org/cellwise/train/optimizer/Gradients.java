package org.cellwise.train.optimizer;

import java.util.List;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;

/** What happens to gradients between the backward pass and the optimizer: mean, penalties, clipping, in this order. */
public final class Gradients {
    private final Parameters owner;
    private final List<Parameter> parameters;
    private float[] values;
    private float[] slopes;
    private double l1;
    private double l2;
    private double maximumNorm = Double.POSITIVE_INFINITY;
    private double maximumValue = Double.POSITIVE_INFINITY;
    private boolean penalizeAll;

    Gradients(Parameters parameters) {
        this.owner = parameters;
        this.parameters = parameters.list();
    }

    /** Adds l1 Σ|w| + l2/2 Σw² to what training makes small. */
    public void penalty(double absolute, double squared) {
        l1 = absolute;
        l2 = squared;
    }

    /** How much Σ|w| counts. */
    public double absolutePenalty() {
        return l1;
    }

    /** How much Σw²/2 counts. */
    public double squaredPenalty() {
        return l2;
    }

    /** The length that the gradient of all weights is scaled down to; infinite where it is left alone. */
    public double maximumNorm() {
        return maximumNorm;
    }

    /** The size that each number of the gradient is cut to; infinite where it is left alone. */
    public double maximumValue() {
        return maximumValue;
    }

    void penalizeAll(boolean all) {
        penalizeAll = all;
    }

    /** Scales the gradient of all weights down to this length where it is longer. */
    public void clipNorm(double maximum) {
        maximumNorm = maximum;
    }

    /** Cuts each number of the gradient to this size. */
    public void clipValue(double maximum) {
        maximumValue = maximum;
    }

    /**
     * Makes gradients ready for a step.
     *
     * @param factor times which they are to be taken, so that a sum becomes a mean
     * @return the factor that is left to the step itself, which saves a pass over them where nothing else is to be done
     */
    float prepare(double factor) {
        take();
        boolean plain = !(l1 > 0 || l2 > 0)
                && maximumValue == Double.POSITIVE_INFINITY
                && maximumNorm == Double.POSITIVE_INFINITY;
        if (plain) {
            return (float) factor;
        }
        if (factor != 1) {
            scale((float) factor);
        }
        if (l1 > 0 || l2 > 0) {
            penalize();
        }
        if (maximumValue < Double.POSITIVE_INFINITY) {
            clipEach((float) maximumValue);
        }
        if (maximumNorm < Double.POSITIVE_INFINITY) {
            double norm = norm();
            if (norm > maximumNorm) {
                scale((float) (maximumNorm / norm));
            }
        }
        return 1;
    }

    private void take() {
        if (slopes == null) {
            values = owner.values();
            slopes = owner.gradients();
        }
    }

    /** Root of the sum of squares over everything trainable; the same on any number of threads. */
    double norm() {
        take();
        double sum = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            sum += p.trainable() ? squares(p) : 0;
        }
        return Math.sqrt(sum);
    }

    double squares(Parameter p) {
        double sum = 0;
        for (int i = p.offset(); i < p.offset() + p.size(); i++) {
            sum += (double) slopes[i] * slopes[i];
        }
        return sum;
    }

    @Override
    public String toString() {
        return (l1 > 0 || l2 > 0 ? ", penalties " + l1 + " and " + l2 : "")
                + (maximumValue < Double.POSITIVE_INFINITY ? ", values clipped at " + maximumValue : "")
                + (maximumNorm < Double.POSITIVE_INFINITY ? ", norm clipped at " + maximumNorm : "");
    }

    private void scale(float factor) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] *= factor;
        }
    }

    private void clipEach(float maximum) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = Math.max(-maximum, Math.min(maximum, slopes[i]));
        }
    }

    /** Adds the slope of l1 Σ|w| + l2/2 Σw². */
    private void penalize() {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            if (p.trainable() && (penalizeAll || p.role() == Parameter.Role.WEIGHT)) {
                for (int j = p.offset(); j < p.offset() + p.size(); j++) {
                    slopes[j] += (float) (l1 * Math.signum(values[j]) + l2 * values[j]);
                }
            }
        }
    }
}
