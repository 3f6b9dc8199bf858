package org.cellwise.train.optimizer;

import java.util.List;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;

/** What happens to gradients between the backward pass and the optimizer: mean, penalties, clipping, in this order. */
public final class Gradients {
    private final List<Parameter> parameters;
    private final float[] values;
    private final float[] slopes;
    private double l1;
    private double l2;
    private double mostNorm = Double.POSITIVE_INFINITY;
    private double mostValue = Double.POSITIVE_INFINITY;
    private boolean penalizeAll;

    Gradients(Parameters parameters) {
        this.parameters = parameters.list();
        this.values = parameters.values();
        this.slopes = parameters.gradients();
    }

    public void penalty(double absolute, double squared) {
        l1 = absolute;
        l2 = squared;
    }

    void penalizeAll(boolean all) {
        penalizeAll = all;
    }

    public void clipNorm(double most) {
        mostNorm = most;
    }

    public void clipValue(double most) {
        mostValue = most;
    }

    /**
     * Makes gradients ready for a step.
     *
     * @param gathered how many batches (or rows) they are the sum of
     */
    void prepare(double gathered) {
        if (gathered != 1) {
            scale((float) (1 / gathered));
        }
        if (l1 > 0 || l2 > 0) {
            penalize();
        }
        if (mostValue < Double.POSITIVE_INFINITY) {
            clipEach((float) mostValue);
        }
        if (mostNorm < Double.POSITIVE_INFINITY) {
            double norm = norm();
            if (norm > mostNorm) {
                scale((float) (mostNorm / norm));
            }
        }
    }

    /** Root of the sum of squares over everything trainable; the same on any number of threads. */
    double norm() {
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
                + (mostValue < Double.POSITIVE_INFINITY ? ", values clipped at " + mostValue : "")
                + (mostNorm < Double.POSITIVE_INFINITY ? ", norm clipped at " + mostNorm : "");
    }

    private void scale(float factor) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] *= factor;
        }
    }

    private void clipEach(float most) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = Math.max(-most, Math.min(most, slopes[i]));
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
