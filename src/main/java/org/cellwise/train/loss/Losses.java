package org.cellwise.train.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.cellwise.data.Dataset;
import org.cellwise.network.Reading;
import org.cellwise.op.Ops;
import org.cellwise.op.arithmetic.Clip;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;

/** The losses by name. Each is a mean, so that it does not grow with the batch. */
public final class Losses {
    private static final Op AT_LEAST_ONE = new Clip(1, Float.MAX_VALUE);

    private Losses() {}

    /** A function of predictions and targets that gives one number for each row, or one for the batch. */
    private record Named(String name, Reading reads, BinaryOperator<Tensor> function, Map<String, Object> known)
            implements Loss {
        @Override
        public Tensor perRow(Tensor prediction, Tensor target) {
            Tensor value = function.apply(prediction, target);
            if (value == null || value.size() != 1 && !value.shape().isRowsOf(prediction.shape())) {
                throw new IllegalArgumentException(
                        "The loss " + name + " is expected to give a single number, but gave "
                                + (value == null ? "null" : value.shape()) + ": end it with Ops.mean(…)");
            }
            return value;
        }

        @Override
        public Map<String, Object> describe() {
            return known == null ? Loss.super.describe() : known;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A loss of rows beside each other; one that lacks what it is held against in the batch does not count. */
    private record AmongRows(String name, BinaryOperator<Tensor> rows, UnaryOperator<Tensor> counted) implements Loss {
        @Override
        public Reading reads() {
            return Reading.LABELS;
        }

        /** 0 where no row counts. */
        @Override
        public Tensor apply(Tensor prediction, Tensor target) {
            Tensor counted = prediction.tape().apply(AT_LEAST_ONE, Ops.sum(counts(prediction, target)));
            return Ops.divide(Ops.sum(perRow(prediction, target)), counted);
        }

        @Override
        public Tensor perRow(Tensor prediction, Tensor target) {
            return rows.apply(prediction, target);
        }

        @Override
        public Tensor counts(Tensor prediction, Tensor target) {
            return counted.apply(target);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Your own, composed of ops: from predictions (B, outputs) and targets (B, outputs) to a single number, the mean over
     * the rows, or to one number for each row (B), which lets rows weigh differently. Targets of data with classes are 1
     * for the right output and 0 for the others.
     *
     * @throws IllegalArgumentException if the name is blank; in training, if the function gives another number of losses
     */
    public static Loss loss(String name, BinaryOperator<Tensor> function) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "loss(…) expects a name that is not blank, but got " + (name == null ? "null" : "'" + name + "'"));
        }
        Objects.requireNonNull(function, "loss(…) expects a function, but got null");
        return new Named(name, Reading.VALUES, function, null);
    }

    /** Mean of (prediction - target)² over all outputs of all rows; a metric too. */
    public static MeanError meanSquaredError() {
        return new MeanError("mean squared error", RowLosses::squaredError, error -> error * error);
    }

    /** Mean of |prediction - target| over all outputs of all rows; a metric too. */
    public static MeanError meanAbsoluteError() {
        return new MeanError("mean absolute error", RowLosses::absoluteError, Math::abs);
    }

    /**
     * Mean over all outputs of all rows of e² / 2 where |e| is at most δ, else δ (|e| - δ / 2), with e = prediction -
     * target (Huber, 1964): outliers count less than in mean squared error.
     *
     * @throws IllegalArgumentException if δ is not above 0
     */
    public static Loss huber(double delta) {
        checkAboveZero("huber", delta);
        return known("Huber(" + delta + ")", RowLosses.huber(delta), "Huber", delta);
    }

    /** Mean over rows of the Euclidean distance between prediction and target. */
    public static Loss euclideanDistance() {
        return known("Euclidean distance", RowLosses::euclideanDistance, "Euclidean distance");
    }

    /** Mean over rows of 1 - cosine of the angle between prediction and target, neither of which may be all zeros. */
    public static Loss cosineDistance() {
        return known("cosine distance", RowLosses::cosineDistance, "cosine distance");
    }

    /** Cross-entropy of softmax on logits, for one right class among several. */
    public static CrossEntropyLoss crossEntropy() {
        return new CrossEntropyLoss();
    }

    /** Cross-entropy of the sigmoid on logits: for two classes on one output, or several yes-or-no answers at once. */
    public static BinaryCrossEntropyLoss binaryCrossEntropy() {
        return new BinaryCrossEntropyLoss(0, 1, 1);
    }

    /**
     * The triplet loss of outputs taken as embeddings: mean over the rows of a batch of max(0, p - n + margin), where p
     * is the Euclidean distance to the farthest row of the same class, and n that to the nearest of another class
     * (Hermans et al., 2017).
     *
     * @throws IllegalArgumentException if the margin is not above 0
     */
    public static Loss triplet(double margin) {
        checkAboveZero("triplet", margin);
        return new AmongRows("triplet(" + margin + ")", RowLosses.hardTriplets(margin), RowLosses::tripletCounts);
    }

    /**
     * InfoNCE of outputs taken as embeddings: mean over the rows of a batch of the cross-entropy of softmax over the cosines
     * with all other rows, divided by a temperature, for those of the same class (van den Oord et al., 2018; Khosla et al.,
     * 2020).
     *
     * @throws IllegalArgumentException if the temperature is not above 0
     */
    public static Loss infoNce(double temperature) {
        checkAboveZero("infoNce", temperature);
        return new AmongRows("InfoNCE(" + temperature + ")", RowLosses.contrast(temperature), RowLosses::pairCounts);
    }

    /** How much each class must count for all to count the same in sum: rows / (classes · rows of the class). */
    public static double[] balancedWeights(Dataset data) {
        Given.require(data, "balancedWeights", "rows, as of dataset(…) or split.train()");
        int[] counts = data.classCounts();
        return Arrays.stream(counts)
                .mapToDouble(count -> (double) data.size() / (counts.length * Math.max(1, count)))
                .toArray();
    }

    private static Loss known(String name, BinaryOperator<Tensor> function, String kind, Double... settings) {
        return new Named(name, Reading.VALUES, function, Map.of("kind", kind, "settings", List.of(settings)));
    }

    /**
     * The loss that described itself so.
     *
     * @throws IllegalArgumentException if there is no such loss
     */
    public static Loss of(Map<String, Object> description) {
        String kind = String.valueOf(description.get("kind"));
        double[] settings = ((List<?>) description.get("settings"))
                .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
        return switch (kind) {
            case "cross-entropy" ->
                settings.length == 1
                        ? crossEntropy().smoothing(settings[0])
                        : crossEntropy()
                                .smoothing(settings[0])
                                .classWeights(Arrays.copyOfRange(settings, 1, settings.length));
            case "binary cross-entropy" -> new BinaryCrossEntropyLoss(settings[0], settings[1], settings[2]);
            case "mean squared error" -> meanSquaredError();
            case "mean absolute error" -> meanAbsoluteError();
            case "Huber" -> huber(settings[0]);
            case "Euclidean distance" -> euclideanDistance();
            case "cosine distance" -> cosineDistance();
            default -> throw new IllegalArgumentException("There is no loss of the kind \"" + kind + "\"");
        };
    }

    private static void checkAboveZero(String loss, double number) {
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new IllegalArgumentException(loss + " expects a number above 0, but got " + number);
        }
    }

    /** Label smoothing takes a share of each target, and leaves some. */
    static void checkSmoothing(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("smoothing expects a share from 0 to below 1, but got " + share);
        }
    }

    static void checkWeights(double... weights) {
        Given.require(weights, "classWeights", "a weight for each class, such as 1, 5");
        for (double weight : weights) {
            if (!(weight == 0 || weight >= Float.MIN_NORMAL && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "class weights are expected to be finite and 0 or more, within what float32 holds (1.2E-38 to 3.4E38), but got "
                                + Arrays.toString(weights));
            }
        }
        if (weights.length > 0 && Arrays.stream(weights).noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException(
                    "class weights are expected to have one above 0, since nothing is learned from rows that weigh 0, but"
                            + " got " + Arrays.toString(weights));
        }
    }
}
