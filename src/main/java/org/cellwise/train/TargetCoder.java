package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Activation;
import org.cellwise.network.Block;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Names;
import org.cellwise.tensor.Shape;

/**
 * Turns the targets of a dataset into what a loss reads, and refuses networks whose outputs do not fit. A loss that
 * reads vectors sees a class as 1 for its output and 0 for the others.
 */
final class TargetCoder {
    private final boolean oneHot;
    private final int width;
    private final boolean indices;
    private float[] coded = new float[0];

    TargetCoder(Network network, Loss loss, Dataset data) {
        width = network.outputShape().elements();
        indices = loss.targets() == Loss.Targets.CLASSES;
        oneHot = data.isClassification() && !indices;
        checkInputs(network, data);
        if (indices) {
            checkClasses(network, loss, data);
        } else {
            checkVectors(network, loss, data);
        }
    }

    /** Refuses rows that have not the shape that the network expects. */
    static void checkInputs(Network network, Dataset data) {
        if (!data.inputShape().equals(network.inputShape())) {
            throw new IllegalArgumentException("The network expects rows of shape " + network.inputShape() + " ("
                    + Names.list(network.inputNames()) + "), but the data has rows of shape " + data.inputShape() + " ("
                    + Names.list(data.inputNames()) + "): choose " + network.inputShape()
                    + " with features(…), or build"
                    + " the network for " + data.inputShape() + " inputs");
        }
    }

    private void checkClasses(Network network, Loss loss, Dataset data) {
        Block last = network.layers().get(network.layers().size() - 1);
        if (!data.isClassification()) {
            throw new IllegalArgumentException(loss.name() + " expects a class for each row, but the data has numeric"
                    + " targets: choose a label column, or use meanSquaredError()");
        }
        if (last.layer() instanceof Activation a && a.op().equals(Ops.softmax())) {
            throw new IllegalArgumentException(loss.name() + " expects logits and applies softmax itself, but the"
                    + " network ends in " + last.name() + ": leave that layer out; classify(…) gives probabilities");
        }
        if (width != data.outputNames().size()) {
            throw new IllegalArgumentException(loss.name() + " expects one output for each of the "
                    + data.outputNames().size() + " classes (" + Names.list(data.outputNames())
                    + "), but the network ends in "
                    + last.name() + " with " + width + " outputs: end it with dense("
                    + data.outputNames().size() + ")");
        }
    }

    private void checkVectors(Network network, Loss loss, Dataset data) {
        int wanted = data.outputNames().size();
        boolean binary = oneHot && wanted == 2 && width == 1;
        if (width != wanted && !binary) {
            throw new IllegalArgumentException(loss.name() + " compares " + wanted + " targets ("
                    + Names.list(data.outputNames()) + ") with as many outputs, but the network has " + width
                    + ": end it with dense(" + wanted + ")");
        }
    }

    /** Shape of the targets of so many rows, as the loss reads them. */
    Shape shape(int rows) {
        return indices ? Shape.of(rows) : Shape.of(rows, width);
    }

    /** Targets of so many rows as the loss reads them; the same array each time. */
    float[] code(float[] targets, int rows) {
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
