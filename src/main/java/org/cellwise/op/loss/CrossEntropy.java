package org.cellwise.op.loss;

import java.util.Arrays;
import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Softmax and cross-entropy in one step: the mean over rows of -Σ wᵢ tᵢ log softmax(x)ᵢ. Logits (…, K); targets (…) as
 * class indices 0 … K-1, or (…, K) as probabilities; class weights w (K) or none; out a single number. With {@code
 * smoothing} s, each target becomes (1 - s) t + s / K (Szegedy et al., 2016). With weights and class indices, the mean is
 * weighted by the rows' classes, as in PyTorch.
 */
public record CrossEntropy(float smoothing) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape t = node.input(1).shape();
        if (x.rank() < 2 || !(t.equals(x) || t.elements() == x.rows())) {
            throw new IllegalArgumentException(
                    "cross-entropy expects logits (rows x classes) and one class index a row,"
                            + " or one probability for each logit, but got logits " + x + " and targets " + t);
        }
        if (node.inputs() == 3 && node.input(2).size() != x.last()) {
            throw new IllegalArgumentException("cross-entropy expects one weight for each of the " + x.last()
                    + " classes, but got " + node.input(2).size());
        }
        return Shape.of();
    }

    /** Leaves the slope of the loss by every logit in {@code saved(0)}, since softmax gives both at once. */
    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        int rows = x.shape().rows();
        float[] slopes = node.saved(0, x.size());
        float[] targets = node.saved(1, width);
        double sum = 0;
        double norm = 0;
        for (int row = 0; row < rows; row++) {
            norm += fillTargets(node, row, width, targets);
            sum += row(node.compute().math(), x, row, width, targets, slopes);
        }
        node.compute().math().scale(x.size(), (float) (1 / norm), slopes, 0);
        node.output().data()[0] = (float) (sum / norm);
    }

    /** The weighted targets of a row; returns what the row counts for in the mean. */
    private double fillTargets(Node node, int row, int width, float[] targets) {
        Tensor t = node.input(1);
        float spread = smoothing / width;
        double counts = 1;
        if (t.size() == node.input(0).size()) {
            for (int i = 0; i < width; i++) {
                targets[i] = (1 - smoothing) * t.data()[t.offset() + row * width + i] + spread;
            }
        } else {
            int label = label(t, row, width);
            Arrays.fill(targets, 0, width, spread);
            targets[label] += 1 - smoothing;
            counts = node.inputs() == 3 ? weight(node, label) : 1;
        }
        for (int i = 0; node.inputs() == 3 && i < width; i++) {
            targets[i] *= weight(node, i);
        }
        return counts;
    }

    private static float weight(Node node, int label) {
        Tensor weights = node.input(2);
        return weights.data()[weights.offset() + label];
    }

    static int label(Tensor targets, int row, int classes) {
        float value = targets.data()[targets.offset() + row];
        int label = (int) value;
        if (label != value || label < 0 || label >= classes) {
            throw new IllegalArgumentException("cross-entropy expects class indices 0 … " + (classes - 1)
                    + ", one for each output, but the target of row " + row + " is " + value);
        }
        return label;
    }

    /** Loss of a row: Σ tᵢ (log Σ eˣ - xᵢ); its slope by xᵢ: softmaxᵢ Σ t - tᵢ. */
    private static double row(FloatMath math, Tensor x, int row, int width, float[] targets, float[] slopes) {
        int from = x.offset() + row * width;
        int to = row * width;
        float most = math.max(x.data(), from, width);
        for (int i = 0; i < width; i++) {
            slopes[to + i] = x.data()[from + i] - most;
        }
        math.exp(slopes, to, slopes, to, width);
        float total = math.sum(slopes, to, width);
        float targetSum = math.sum(targets, 0, width);
        double logTotal = most + StrictMath.log(total);
        double loss = 0;
        for (int i = 0; i < width; i++) {
            loss += targets[i] == 0 ? 0 : targets[i] * (logTotal - x.data()[from + i]);
            slopes[to + i] = slopes[to + i] / total * targetSum - targets[i];
        }
        return loss;
    }

    @Override
    public void backward(Node node) {
        if (node.needsGradient(0)) {
            Tensor x = node.input(0);
            float upstream = node.output().gradient()[0];
            node.compute().math().axpy(x.size(), upstream, node.saved(0, x.size()), 0, x.gradient(), x.offset());
        }
    }
}
