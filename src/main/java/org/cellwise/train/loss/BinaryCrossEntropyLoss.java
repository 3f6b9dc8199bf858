package org.cellwise.train.loss;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.cellwise.network.Reading;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Tensor;

/** Cross-entropy of the sigmoid on logits; targets from 0 to 1, the mean over all outputs of all rows. */
public final class BinaryCrossEntropyLoss implements Loss {
    private final double smoothing;
    private final double weight0;
    private final double weight1;
    private final BinaryOperator<Tensor> rows;

    BinaryCrossEntropyLoss(double smoothing, double weight0, double weight1) {
        this.smoothing = smoothing;
        this.weight0 = weight0;
        this.weight1 = weight1;
        rows = RowLosses.binaryCrossEntropy(smoothing, weight0, weight1);
    }

    /**
     * Moves each target by this share towards a half, such as 0.1.
     *
     * @throws IllegalArgumentException if the share is not from 0 to below 1
     */
    public BinaryCrossEntropyLoss smoothing(double share) {
        Losses.checkSmoothing(share);
        return new BinaryCrossEntropyLoss(share, weight0, weight1);
    }

    /**
     * How much targets of 0 and targets of 1 count; the mean is over all outputs whatever they count, as in PyTorch.
     *
     * @throws IllegalArgumentException if there are not two, or one is below 0, or none above
     */
    public BinaryCrossEntropyLoss classWeights(double... each) {
        Losses.checkWeights(each);
        if (each.length != 2) {
            throw new IllegalArgumentException(
                    "binary cross-entropy expects two class weights, for 0 and for 1, but got " + each.length);
        }
        return new BinaryCrossEntropyLoss(smoothing, each[0], each[1]);
    }

    @Override
    public String name() {
        return "binary cross-entropy";
    }

    @Override
    public Reading reads() {
        return Reading.ANSWER_LOGITS;
    }

    @Override
    public Tensor perRow(Tensor prediction, Tensor target) {
        return rows.apply(prediction, target);
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", name(), "settings", List.of(smoothing, weight0, weight1));
    }

    @Override
    public String toString() {
        return name()
                + (smoothing == 0 ? "" : ", smoothing " + smoothing)
                + (weight0 == 1 && weight1 == 1 ? "" : ", class weights [" + weight0 + ", " + weight1 + "]");
    }
}
