package org.cellwise.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/**
 * What one backward pass over some rows shows of a network, as {@link Trainer#gradientFlow} saw it.
 *
 * @param network the network; it may have learned since
 * @param rows how many rows were looked at
 * @param gradients one for each of the network's numbers, laid out as they are
 * @param layers size of weights, gradient and step of each layer, in order
 * @param flat by the name of each activation whose units can die or saturate, whether a unit is flat on all rows
 */
public record GradientFlow(
        Network network, int rows, float[] gradients, List<Diagnosis.Layer> layers, Map<String, boolean[]> flat) {
    /** The gradients of the weight matrices, inputs x units, with the names that the weights have. */
    public List<Matrix> matrices() {
        List<Matrix> matrices = new ArrayList<>();
        for (Matrix weights : network.weightMatrices()) {
            Parameter p = network.parameters().list().stream()
                    .filter(candidate -> candidate.name().equals(weights.name() + ".weight"))
                    .findFirst()
                    .orElseThrow();
            int columns = p.shape().last();
            double[][] values = new double[p.shape().rows()][columns];
            for (int i = 0; i < p.size(); i++) {
                values[i / columns][i % columns] = gradients[p.offset() + i];
            }
            matrices.add(new Matrix(weights.name(), weights.rowNames(), weights.columnNames(), values));
        }
        return matrices;
    }

    /** One line for each layer. */
    @Override
    public String toString() {
        String lines = layers.stream()
                .map(layer -> String.format(
                        Locale.ROOT,
                        "%s: gradient %.2g, a step moves its weights by %.2g of their length",
                        layer.name(),
                        layer.gradient(),
                        layer.update()))
                .collect(Collectors.joining("\n"));
        return lines
                + flat.entrySet().stream()
                        .map(e -> "\n%s: %d of %d units flat"
                                .formatted(e.getKey(), count(e.getValue()), e.getValue().length))
                        .collect(Collectors.joining());
    }

    private static long count(boolean... flags) {
        return IntStream.range(0, flags.length).filter(i -> flags[i]).count();
    }
}
