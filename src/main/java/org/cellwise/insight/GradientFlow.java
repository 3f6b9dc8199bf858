package org.cellwise.insight;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;

/**
 * What one backward pass over some rows shows of a network.
 *
 * @param network the network; it may have learned since
 * @param rows how many rows were looked at
 * @param gradients one for each of the network's numbers, laid out as they are
 * @param layers size of weights, gradient and step of each layer, in order
 * @param flat by the name of each activation whose units can die or saturate, whether a unit is flat on all rows
 */
public record GradientFlow(
        Network network, int rows, float[] gradients, List<Diagnosis.Layer> layers, Map<String, boolean[]> flat) {
    /**
     * Runs a few hundred of the rows forward and backward. Weights and all else stay as they are.
     *
     * @throws org.cellwise.train.DivergedException if the loss of these rows is not finite
     */
    public static GradientFlow of(Trainer trainer, Dataset data) {
        Given.require(trainer, "gradientFlow", "a trainer, as trainer(net, loss, optimizer) makes it");
        Given.require(data, "gradientFlow", "rows, as of dataset(…) or split.train()");
        return trainer.undone("gradientFlow", step -> new Diagnostics(step, data, trainer.batchSize()).flow());
    }

    /** The gradients of the weight matrices, inputs x units, with the names that the weights have. */
    public List<Matrix> matrices() {
        return network.matrices(gradients);
    }

    /** One line for each layer. */
    @Override
    public String toString() {
        String lines = layers.stream()
                .map(layer -> "%s: gradient %s, a step moves its weights by %s of their length"
                        .formatted(
                                layer.name(),
                                Numbers.significant(layer.gradient(), 2),
                                Numbers.significant(layer.update(), 2)))
                .collect(Collectors.joining("\n"));
        return lines
                + flat.entrySet().stream()
                        .map(e -> "\n%s: %s of %s units flat"
                                .formatted(e.getKey(), count(e.getValue()), e.getValue().length))
                        .collect(Collectors.joining());
    }

    private static long count(boolean... flags) {
        return IntStream.range(0, flags.length).filter(i -> flags[i]).count();
    }
}
