package org.cellwise.insight;

import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.Evaluator;
import org.cellwise.train.loss.Loss;

/**
 * A network in which one weight moves, all others staying as they are: a copy, so that the network itself is left alone.
 * {@link #at} sets the weight; the copy is then the network of that moment.
 */
public final class WeightSweep {
    private final Network copy;
    private final Evaluator evaluator;
    private final Dataset data;
    private final String layer;
    private final int input;
    private final int unit;
    private final double[][] weights;
    private final double now;

    /**
     * The weight that joins an input of a layer to one of its units.
     *
     * @param layer name of a layer with a weight matrix, such as {@code dense_1}
     * @throws IllegalArgumentException if there is no such weight, or the data does not fit
     */
    public WeightSweep(Network network, Loss loss, Dataset data, String layer, int input, int unit) {
        copy = network.copy();
        this.data = data;
        this.layer = layer;
        this.input = input;
        this.unit = unit;
        weights = matrix(copy, layer);
        if (input < 0 || input >= weights.length || unit < 0 || unit >= weights[0].length) {
            throw new IllegalArgumentException(
                    "whatIf expects an input from 0 to %s and a unit from 0 to %s of %s, but got %s and %s"
                            .formatted(weights.length - 1, weights[0].length - 1, layer, input, unit));
        }
        now = weights[input][unit];
        evaluator = new Evaluator(copy, loss);
        evaluator.check(data);
    }

    private static double[][] matrix(Network network, String layer) {
        boolean found = network.layer(layer).parameters().stream()
                .anyMatch(p -> p.role() == Parameter.Role.WEIGHT && p.name().equals(layer + ".weight"));
        if (!found) {
            String others = Arrays.toString(network.layers().stream()
                    .filter(block ->
                            block.parameters().stream().anyMatch(p -> p.name().equals(block.name() + ".weight")))
                    .map(block -> block.name())
                    .toArray());
            throw new IllegalArgumentException(
                    "whatIf expects a layer with weights, but %s has none: choose one of %s".formatted(layer, others));
        }
        return network.weights(layer).values();
    }

    /** The network with this weight, on a copy that the next call changes. */
    public Network at(double weight) {
        weights[input][unit] = weight;
        copy.setWeights(layer, weights);
        return copy;
    }

    /** Mean loss over the rows with this weight. */
    public double loss(double weight) {
        at(weight);
        evaluator.run(data, () -> false);
        return evaluator.loss();
    }

    /** The weight as it is. */
    public double now() {
        return now;
    }
}
