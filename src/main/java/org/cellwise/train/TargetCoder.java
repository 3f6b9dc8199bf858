package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.layer.Activation;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.network.Reading;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.ClassScores;
import org.cellwise.train.metric.Predictions;

/**
 * Turns the targets of a dataset into what a loss reads, and refuses networks whose outputs do not fit. A loss that
 * reads vectors sees a class as 1 for its output and 0 for the others; of two classes on a single output, as 0 or 1.
 */
public final class TargetCoder {
    private final Network network;
    private final Loss loss;
    private final Schema data;
    private final int width;
    private final boolean oneHot;
    private final boolean indices;
    private float[] coded = new float[0];

    public TargetCoder(Network network, Loss loss, Schema data) {
        this.network = network;
        this.loss = loss;
        this.data = data;
        width = network.outputShape().elements();
        indices = data.classification() && loss.reads() != Reading.VALUES && loss.reads() != Reading.ANSWER_LOGITS;
        oneHot = data.classification() && !indices;
        Predictions.checkInputs(network, data);
        switch (loss.reads()) {
            case VALUES, ANSWER_LOGITS -> checkVectors();
            case CLASS_LOGITS -> checkClasses();
            case LABELS -> checkLabels();
        }
    }

    /** Refuses targets that the loss cannot read. */
    public static void checkTargets(Loss loss, Dataset rows) {
        if (rows.isClassification()) {
            return;
        }
        if (loss.reads() == Reading.CLASS_LOGITS) {
            checkProbabilities(loss, rows);
        } else if (loss.reads().logits()) {
            Predictions.checkShares(loss.name(), rows);
        }
    }

    private void checkClasses() {
        checkLogits();
        int classes = data.outputNames().size();
        if (width != classes) {
            throw new IllegalArgumentException(
                    loss.name() + " expects one output for each of the " + classes + " classes ("
                            + Names.list(data.outputNames()) + "), but the network ends in " + last().name() + " with "
                            + width + " outputs: end it with dense(" + classes + ")");
        }
    }

    /** Numeric targets serve as classes where each row is a distribution over them. */
    private static void checkProbabilities(Loss loss, Dataset rows) {
        for (int row = 0; row < rows.size(); row++) {
            double[] target = rows.target(row);
            double sum = Arrays.stream(target).sum();
            if (Math.abs(sum - 1) > 1e-3 || Arrays.stream(target).anyMatch(t -> t < 0)) {
                throw new IllegalArgumentException(loss.name() + " expects a class for each row, or probabilities that"
                        + " add up to 1, but the numeric targets of row " + row + " are " + Arrays.toString(target)
                        + ": choose a label column, or use "
                        + (ClassScores.areClasses(rows) ? "binaryCrossEntropy()" : "meanSquaredError()"));
            }
        }
    }

    private void checkLogits() {
        boolean softmax = endsIn("softmax") || endsIn("log_softmax");
        if (loss.reads().logits() && (softmax || endsIn("sigmoid"))) {
            throw new IllegalArgumentException(loss.name() + " expects logits and applies "
                    + (softmax ? "softmax" : "the sigmoid") + " itself, but the network ends in "
                    + last().name() + ": leave that layer out; classify(…) gives probabilities");
        }
    }

    private void checkLabels() {
        if (!data.classification()) {
            throw new IllegalArgumentException(loss.name() + " expects a class for each row, but the data has numeric"
                    + " targets: choose a label column");
        }
    }

    private void checkVectors() {
        checkLogits();
        int wanted = data.outputNames().size();
        if (oneHot && wanted == 2 && width == 1) {
            checkSingleOutput();
        } else if (width != wanted) {
            throw new IllegalArgumentException(loss.name() + " compares " + Names.count(wanted, "target") + " ("
                    + Names.list(data.outputNames()) + ") with as many outputs, but the network has " + width
                    + ": end it with dense(" + wanted + ")");
        }
    }

    /** Everybody who reads the output later must agree on where one class ends and the other begins. */
    private void checkSingleOutput() {
        if (!loss.reads().logits() && network.threshold() == 0) {
            throw new IllegalArgumentException(loss.name() + " compares one output with a class as 0 or 1, but "
                    + last().name() + " puts out any number: end the network with sigmoid(), or use"
                    + " binaryCrossEntropy()");
        }
    }

    private BuiltLayer last() {
        return network.layers().get(network.layers().size() - 1);
    }

    private boolean endsIn(String kind) {
        return last().layer() instanceof Activation a && a.kind().equals(kind);
    }

    /** Shape of the targets of so many rows, as the loss reads them. */
    public Shape shape(int rows) {
        return indices ? Shape.of(rows) : Shape.of(rows, width);
    }

    /** Targets of so many rows as the loss reads them; the same array each time. */
    public float[] code(float[] targets, int rows) {
        if (!oneHot) {
            return targets;
        }
        if (coded.length < rows * width) {
            coded = new float[rows * width];
        }
        Arrays.fill(coded, 0f);
        for (int row = 0; row < rows; row++) {
            int label = (int) targets[row];
            if (width == 1) {
                coded[row] = label;
            } else {
                coded[row * width + label] = 1f;
            }
        }
        return coded;
    }
}
