package org.cellwise.op.loss;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Softmax and cross-entropy in one step: for each row -Σ wᵢ tᵢ log softmax(x)ᵢ. Logits x (…, K); targets t (…) as class
 * indices 0 … K-1, or (…, K) as probabilities; class weights w (K) or none; out (…). With {@code smoothing} s, each target
 * becomes (1 - s) t + s / K (Szegedy et al., 2016).
 */
record CrossEntropy(float smoothing) implements RowLoss {
    CrossEntropy {
        checkSmoothing("cross-entropy", smoothing);
    }

    /** Label smoothing takes a share of each target, and leaves some. */
    static void checkSmoothing(String loss, float share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(loss + " expects a smoothing from 0 to below 1, but got " + share);
        }
    }

    @Override
    public String inWords() {
        return "cross-entropy";
    }

    @Override
    public Shape shape(Node node) {
        check(node);
        return node.input(0).shape().dropLast();
    }

    /** Refuses logits, targets and class weights that do not fit. */
    static void check(Node node) {
        Shape x = node.input(0).shape();
        Shape t = node.input(1).shape();
        if (x.rank() < 2 || !t.equals(x) && !RowLoss.areIndices(t, x)) {
            throw new IllegalArgumentException(
                    "cross-entropy expects logits (rows x classes) and one class index a row,"
                            + " or one probability for each logit, but got logits " + x + " and targets " + t);
        }
        if (node.inputs() == 3 && node.input(2).size() != x.last()) {
            throw new IllegalArgumentException("cross-entropy expects one weight for each of the " + x.last()
                    + " classes, but got " + node.input(2).size());
        }
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.input(0).size());
        node.saved(1, node.output().size());
    }

    /**
     * Leaves the slope of each row's loss by its logits in {@code saved(0)}, since softmax gives both at once, and log Σ eˣ
     * in {@code saved(1)}. The loss is Σ wᵢ tᵢ (log Σ eˣ - xᵢ), its slope by xᵢ is softmaxᵢ Σ wⱼ tⱼ - wᵢ tᵢ.
     */
    @Override
    public void forward(Node node, int row) {
        Tensor x = node.input(0);
        FloatMath math = node.compute().math();
        float[] slopes = node.saved(0, x.size());
        int width = x.shape().last();
        int from = x.offset() + row * width;
        int to = row * width;
        float largest = math.max(x.data(), from, width);
        System.arraycopy(x.data(), from, slopes, to, width);
        for (int i = to; i < to + width; i++) {
            slopes[i] -= largest;
        }
        math.exp(slopes, to, slopes, to, width);
        float total = math.sum(slopes, to, width);
        double logTotal = largest + StrictMath.log(total);
        node.saved(1, node.output().size())[row] = (float) logTotal;
        node.output().data()[row] = (float)
                (areIndices(node)
                        ? ofIndex(node, row, from, to, width, total, logTotal)
                        : ofProbabilities(node, row, from, to, width, total, logTotal));
    }

    private static boolean areIndices(Node node) {
        return node.input(1).size() != node.input(0).size();
    }

    private double ofIndex(Node node, int row, int from, int to, int width, float total, double logTotal) {
        float[] x = node.input(0).data();
        float[] slopes = node.saved(0, node.input(0).size());
        int label = label(node.input(1), row, width);
        float right = (1 - smoothing) * weight(node, label);
        double loss = right == 0 ? 0 : right * (logTotal - x[from + label]);
        float sum = right;
        for (int i = 0; smoothing > 0 && i < width; i++) {
            float target = smoothing / width * weight(node, i);
            loss += target == 0 ? 0 : target * (logTotal - x[from + i]);
            sum += target;
        }
        node.compute().math().scale(width, sum / total, slopes, to);
        for (int i = 0; smoothing > 0 && i < width; i++) {
            slopes[to + i] -= smoothing / width * weight(node, i);
        }
        slopes[to + label] -= right;
        return loss;
    }

    private double ofProbabilities(Node node, int row, int from, int to, int width, float total, double logTotal) {
        float[] x = node.input(0).data();
        float[] slopes = node.saved(0, node.input(0).size());
        double loss = 0;
        double sum = 0;
        for (int i = 0; i < width; i++) {
            float target = target(node, row, i, width);
            loss += target == 0 ? 0 : target * (logTotal - x[from + i]);
            sum += target;
        }
        node.compute().math().scale(width, (float) (sum / total), slopes, to);
        for (int i = 0; i < width; i++) {
            slopes[to + i] -= target(node, row, i, width);
        }
        return loss;
    }

    private float target(Node node, int row, int i, int width) {
        Tensor t = node.input(1);
        return weight(node, i) * ((1 - smoothing) * t.data()[t.offset() + row * width + i] + smoothing / width);
    }

    private static float weight(Node node, int label) {
        if (node.inputs() < 3) {
            return 1;
        }
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

    @Override
    public void backward(Node node, int row, float upstream) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        if (node.needsGradient(0)) {
            node.compute()
                    .math()
                    .axpy(
                            width,
                            upstream,
                            node.saved(0, x.size()),
                            row * width,
                            x.gradient(),
                            x.offset() + row * width);
        }
        if (node.needsGradient(1)) {
            addToTargets(node, row, width, upstream);
        }
        if (node.inputs() == 3 && node.needsGradient(2)) {
            throw new IllegalStateException(
                    "cross-entropy passes no gradient to its class weights: give them as an input without one");
        }
    }

    /** The slope by tᵢ: (1 - s) wᵢ (log Σ eˣ - xᵢ). */
    private void addToTargets(Node node, int row, int width, float upstream) {
        if (areIndices(node)) {
            throw new IllegalStateException(
                    "cross-entropy passes no gradient to class indices, which are whole numbers:"
                            + " give probabilities (rows x classes), or freeze what leads to the indices");
        }
        Tensor x = node.input(0);
        Tensor t = node.input(1);
        float logTotal = node.saved(1, node.output().size())[row];
        for (int i = 0; i < width; i++) {
            float slope = (1 - smoothing) * weight(node, i) * (logTotal - x.data()[x.offset() + row * width + i]);
            t.gradient()[t.offset() + row * width + i] += upstream * slope;
        }
    }
}
