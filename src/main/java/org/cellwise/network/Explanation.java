package org.cellwise.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.layer.Dense;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Numbers;

/**
 * The forward pass of one row through a network, with every number.
 *
 * @param input what goes in
 * @param steps what each layer makes of it, in order
 */
public record Explanation(double[] input, List<Step> steps) {
    private static final int MOST = 8;

    /**
     * One layer.
     *
     * @param name such as {@code dense_1}
     * @param kind such as {@code dense} or {@code sigmoid}
     * @param inputNames of the numbers that come in; empty where they have none
     * @param input numbers that come in
     * @param weights inputs x units, of a dense layer on a row of numbers; null for other layers
     * @param bias one for each unit; null where there is none
     * @param outputNames of the numbers that go out; empty where they have none
     * @param output numbers that go out
     * @param shape of what goes out
     */
    public record Step(
            String name,
            String kind,
            List<String> inputNames,
            double[] input,
            double[][] weights,
            double[] bias,
            List<String> outputNames,
            double[] output,
            Shape shape) {
        /** Whether it is a matrix product of few enough numbers to write all of them down. */
        public boolean isSmall() {
            return input.length <= MOST && output.length <= MOST;
        }

        /** Whether it maps each number by itself, or the row, keeping how many there are: an activation. */
        public boolean isFunction() {
            return weights == null && input.length == output.length;
        }
    }

    /** From what each layer of a network put out for a row. */
    public static Explanation of(Network network, double[] row, List<double[]> outputs) {
        List<Step> steps = new ArrayList<>();
        List<String> names =
                network.inputNames().stream().map(UnitNames::pretty).toList();
        double[] input = row.clone();
        int hidden = 0;
        int last = lastDense(network.layers());
        for (int i = 0; i < outputs.size(); i++) {
            Block block = network.layers().get(i);
            double[] output = outputs.get(i);
            boolean dense = block.layer() instanceof Dense && block.output().rank() == 1;
            int layer = hidden;
            List<String> named = i == last
                    ? network.outputNames().stream().map(UnitNames::pretty).toList()
                    : dense
                            ? IntStream.range(0, output.length)
                                    .mapToObj(unit -> UnitNames.hidden(layer, unit))
                                    .toList()
                            : output.length == input.length ? names : List.of();
            hidden += dense ? 1 : 0;
            double[][] weights = dense ? network.weights(block.name()).values() : null;
            double[] bias = dense && ((Dense) block.layer()).biased() ? network.values(block.name() + ".bias") : null;
            steps.add(new Step(
                    block.name(), block.layer().kind(), names, input, weights, bias, named, output, block.output()));
            names = named;
            input = output;
        }
        return new Explanation(row.clone(), List.copyOf(steps));
    }

    private static int lastDense(List<Block> blocks) {
        return IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).layer() instanceof Dense)
                .reduce((a, b) -> b)
                .orElse(-1);
    }

    /** What comes out. */
    public double[] output() {
        return steps.get(steps.size() - 1).output().clone();
    }

    /** Root of the sum of squares. */
    public static double norm(double... values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    /** All numbers, or of large layers shapes and norms. */
    @Override
    public String toString() {
        return "input: " + text(input) + "\n"
                + steps.stream().map(Explanation::text).collect(Collectors.joining("\n"));
    }

    private static String text(Step step) {
        if (step.weights == null) {
            return "%s (%s): %s".formatted(step.name, step.shape, text(step.output));
        }
        String size = "%s x %s weights".formatted(step.input.length, step.output.length);
        if (!step.isSmall()) {
            double[] all =
                    Arrays.stream(step.weights).flatMapToDouble(Arrays::stream).toArray();
            return "%s, %s of norm %s: %s".formatted(step.name, size, number(norm(all)), text(step.output));
        }
        StringBuilder text = new StringBuilder(step.name + ", " + size + ":");
        for (int j = 0; j < step.output.length; j++) {
            text.append("\n  ").append(step.outputNames.get(j)).append(" = ");
            for (int i = 0; i < step.input.length; i++) {
                text.append(i == 0 ? "" : " + ").append(number(step.input[i])).append(" · ");
                text.append(number(step.weights[i][j]));
            }
            text.append(step.bias == null ? "" : " + " + number(step.bias[j]));
            text.append(" = ").append(number(step.output[j]));
        }
        return text.toString();
    }

    private static String text(double[] values) {
        return values.length <= MOST
                ? Arrays.stream(values).mapToObj(Explanation::number).collect(Collectors.joining(" "))
                : "%s numbers from %s to %s, norm %s"
                        .formatted(
                                values.length,
                                number(Arrays.stream(values).min().orElse(0)),
                                number(Arrays.stream(values).max().orElse(0)),
                                number(norm(values)));
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
