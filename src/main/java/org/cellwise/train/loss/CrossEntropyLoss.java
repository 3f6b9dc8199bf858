package org.cellwise.train.loss;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.DoubleStream;
import org.cellwise.network.Reading;
import org.cellwise.op.arithmetic.Ternary;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Cross-entropy of softmax on logits, for one right class among several; targets are classes or probabilities. */
public final class CrossEntropyLoss implements Loss {
    private final double smoothing;
    private final float[] weights;
    private final Shape weightShape;
    private final BinaryOperator<Tensor> unweighted;
    private final Ternary weighted;

    CrossEntropyLoss() {
        this(0);
    }

    private CrossEntropyLoss(double smoothing, float... weights) {
        this.smoothing = smoothing;
        this.weights = weights;
        weightShape = Shape.of(weights.length);
        unweighted = RowLosses.crossEntropy(smoothing);
        weighted = RowLosses.weightedCrossEntropy(smoothing);
    }

    /**
     * Spreads this share of each target evenly over all classes, such as 0.1 (Szegedy et al., 2016).
     *
     * @throws IllegalArgumentException if the share is not from 0 to below 1
     */
    public CrossEntropyLoss smoothing(double share) {
        Losses.checkSmoothing(share);
        return new CrossEntropyLoss(share, weights);
    }

    /**
     * How much each class counts, one number a class; the mean over rows is weighted by them, as in PyTorch.
     *
     * @throws IllegalArgumentException if one is below 0, or none above
     */
    public CrossEntropyLoss classWeights(double... each) {
        Losses.checkWeights(each);
        float[] floats = new float[each.length];
        for (int i = 0; i < each.length; i++) {
            floats[i] = (float) each[i];
        }
        return new CrossEntropyLoss(smoothing, floats);
    }

    @Override
    public String name() {
        return "cross-entropy";
    }

    @Override
    public Reading reads() {
        return Reading.CLASS_LOGITS;
    }

    private Tensor weights(Tensor prediction) {
        return prediction.tape().input(weightShape, weights);
    }

    @Override
    public Tensor perRow(Tensor prediction, Tensor target) {
        return weights.length == 0
                ? unweighted.apply(prediction, target)
                : weighted.apply(prediction, target, weights(prediction));
    }

    @Override
    public Tensor counts(Tensor prediction, Tensor target) {
        return weights.length == 0 ? null : RowLosses.classWeights(prediction, target, weights(prediction));
    }

    @Override
    public Map<String, Object> describe() {
        double[] each = new double[weights.length];
        Arrays.setAll(each, i -> weights[i]);
        return Map.of(
                "kind",
                name(),
                "settings",
                DoubleStream.concat(DoubleStream.of(smoothing), Arrays.stream(each))
                        .boxed()
                        .toList());
    }

    @Override
    public String toString() {
        return name()
                + (smoothing == 0 ? "" : ", smoothing " + smoothing)
                + (weights.length == 0 ? "" : ", class weights " + Arrays.toString(weights));
    }
}
