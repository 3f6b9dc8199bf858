package org.cellwise;

import java.util.function.BinaryOperator;
import org.cellwise.data.Dataset;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.loss.BinaryCrossEntropyLoss;
import org.cellwise.train.loss.CrossEntropyLoss;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.loss.MeanError;

/** Losses: means over the rows of a batch, of outputs p and targets t, both (rows, outputs). */
abstract class LossFunctions extends SequenceFunctions {
    LossFunctions() {}

    /** Mean of (p - t)² over all outputs; also a metric: {@code trainer(net, meanSquaredError(), adam(0.01))}. */
    public static MeanError meanSquaredError() {
        return Losses.meanSquaredError();
    }

    /** Mean of |p - t| over all outputs; also a metric: {@code trainer.metrics(meanAbsoluteError())}. */
    public static MeanError meanAbsoluteError() {
        return Losses.meanAbsoluteError();
    }

    /**
     * Mean of e² / 2 where |e| = |p - t| is at most δ, else δ (|e| - δ / 2), so that outliers count for less (Huber, 1964):
     * {@code huber(1)}.
     *
     * @throws IllegalArgumentException if δ is not above 0
     */
    public static Loss huber(double delta) {
        return Losses.huber(delta);
    }

    /** Mean over rows of the Euclidean distance √Σ (p - t)²: {@code euclideanDistance()}. */
    public static Loss euclideanDistance() {
        return Losses.euclideanDistance();
    }

    /** Mean over rows of 1 - p·t / (|p| |t|); training refuses rows that are all zeros: {@code cosineDistance()}. */
    public static Loss cosineDistance() {
        return Losses.cosineDistance();
    }

    /**
     * Cross-entropy -log softmax(p)ₜ of the right class t, or -Σ t log softmax(p) where t are probabilities, on logits p:
     * end the network with a dense layer: {@code crossEntropy()}, {@code crossEntropy().smoothing(0.1)}, {@code
     * crossEntropy().classWeights(1, 5, 1)}.
     */
    public static CrossEntropyLoss crossEntropy() {
        return Losses.crossEntropy();
    }

    /**
     * Cross-entropy -t log σ(p) - (1 - t) log(1 - σ(p)) for yes or no at each output, on logits p: end the network with a
     * dense layer: {@code binaryCrossEntropy().classWeights(1, 10)}.
     */
    public static BinaryCrossEntropyLoss binaryCrossEntropy() {
        return Losses.binaryCrossEntropy();
    }

    /**
     * The triplet loss of outputs taken for places of a map: max(0, a - b + margin) with a the distance to the farthest row
     * of the same class in the batch, b that to the nearest of another (Hermans et al., 2017): {@code triplet(0.2)}.
     *
     * @throws IllegalArgumentException if the margin is not above 0
     */
    public static Loss triplet(double margin) {
        return Losses.triplet(margin);
    }

    /**
     * InfoNCE, the contrastive loss of outputs taken for directions: of all other rows of the batch those of the same class
     * are to have the nearest ones, by the cosine over a temperature (van den Oord et al., 2018; Khosla et al., 2020): {@code
     * infoNce(0.1)}.
     *
     * @throws IllegalArgumentException if the temperature is not above 0
     */
    public static Loss infoNce(double temperature) {
        return Losses.infoNce(temperature);
    }

    /**
     * A loss of your own, a single number made of p and t by ops: {@code loss("mine", (p, t) ->
     * Ops.mean(Ops.abs(Ops.subtract(p, t))))}.
     *
     * @throws IllegalArgumentException if the name is blank; in training, if the function gives another number of
     *     losses
     */
    public static Loss loss(String name, BinaryOperator<Tensor> function) {
        return Losses.loss(name, function);
    }

    /**
     * How much each class must count for all to count the same, rows / (classes · rows of the class): {@code
     * crossEntropy().classWeights(balancedWeights(data))}.
     *
     * @throws IllegalStateException if the data has numeric targets
     */
    public static double[] balancedWeights(Dataset data) {
        return Losses.balancedWeights(data);
    }
}
