package org.cellwise.insight;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * The forward pass of one row through a network, with every number.
 *
 * @param input what goes in
 * @param steps what each layer makes of it, in order
 */
public record Explanation(double[] input, List<Step> steps) {
    private static final int MAX_SHOWN = 8;

    /**
     * One layer, or a step within one.
     *
     * @param name such as {@code dense_1}, {@code residual_1.dense_2}, or {@code lstm_1.linear} for a step
     * @param kind such as {@code dense} or {@code sigmoid}
     * @param inputNames of the numbers that come in; empty where they have none
     * @param input numbers that come in
     * @param weights inputs x units, of a dense layer on a row of numbers; null for other layers
     * @param bias one for each unit; null where there is none
     * @param outputNames of the numbers that go out; empty where they have none
     * @param output numbers that go out
     * @param shape of what goes out
     * @param inside what happens in it, in order: the layers in it and its own steps; empty where it is one step
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
            Shape shape,
            List<Step> inside) {
        /** Whether it is a matrix product of few enough numbers to write all of them down. */
        public boolean isSmall() {
            return input.length <= MAX_SHOWN && output.length <= MAX_SHOWN;
        }

        /** Whether it is a layer that maps each number by itself, or the row, keeping how many there are: an activation. */
        public boolean isFunction() {
            boolean layer = !outputNames.isEmpty(); // steps within layers have no names
            return layer && weights == null && inside.isEmpty() && input.length == output.length;
        }
    }

    /**
     * What a network makes of a row, as in prediction.
     *
     * @throws IllegalArgumentException if the row has not as many numbers as the network has inputs, or one is not finite
     */
    public static Explanation of(Network network, double... row) {
        Given.require(network, "explain", "a network, as network(…) makes it");
        return of(network, network.trace(row));
    }

    /** What a trace of one row holds. */
    static Explanation of(Network network, Trace trace) {
        return new Explanation(trace.input().values(), new Explainer(network).steps(trace));
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
                + steps.stream().map(step -> text(step, "")).collect(Collectors.joining("\n"));
    }

    private static String text(Step step, String indent) {
        return (indent + text(step)).replace("\n", "\n" + indent)
                + step.inside.stream()
                        .map(part -> "\n" + text(part, indent + "    "))
                        .collect(Collectors.joining());
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
            text.append("\n  ").append(Names.shorten(step.outputNames.get(j))).append(" = ");
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
        return values.length <= MAX_SHOWN
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
