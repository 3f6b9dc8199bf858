package org.cellwise.insight;

import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;

/**
 * One step of back-propagation on one example.
 *
 * @param forward the forward pass before the step, as in training
 * @param target what should have come out, as the loss reads it
 * @param lossName such as {@code mean squared error}
 * @param loss before the step
 * @param lossAfter the same with the new weights
 * @param optimizer such as {@code Adam}
 * @param learningRate of the step
 * @param layers those with weights to move, in order
 */
public record StepExplanation(
        Explanation forward,
        double[] target,
        String lossName,
        double loss,
        double lossAfter,
        String optimizer,
        double learningRate,
        List<Layer> layers) {
    /**
     * Takes the step with every number: sums, activations, error, each factor of the chain rule, the finite-difference
     * check, and the weights before and after. Weights and all else stay as they are.
     *
     * @param input one row
     * @param target what should come out: a number for each output; for losses on classes a 1 for the right one
     * @throws IllegalArgumentException if the row or the target has not as many numbers as the network
     */
    public static StepExplanation of(Trainer trainer, double[] input, double... target) {
        Given.require(trainer, "explainStep", "a trainer, as trainer(net, loss, optimizer) makes it");
        Given.require(input, "explainStep", "a row of numbers");
        Given.require(target, "explainStep", "a target for each output");
        Network network = trainer.network();
        checkExample("numbers in the row", network.inputNames(), input);
        checkExample("targets, one for each output,", network.outputNames(), target);
        Dataset example = Dataset.of(new double[][] {input}, new double[][] {target});
        return of(trainer, example.reshape(network.inputShape().sizes()));
    }

    private static void checkExample(String what, List<String> names, double... numbers) {
        if (numbers.length != names.size()) {
            throw new IllegalArgumentException("explainStep expects %s %s (%s), but got %s"
                    .formatted(names.size(), what, Names.list(names), numbers.length));
        }
    }

    /** As {@link #of(Trainer, double[], double...)}, on the first row of a dataset. */
    public static StepExplanation of(Trainer trainer, Dataset example) {
        Given.require(trainer, "explainStep", "a trainer, as trainer(net, loss, optimizer) makes it");
        Given.require(example, "explainStep", "rows, as of dataset(…) or split.train()");
        return trainer.undone("explainStep", step -> new StepExplainer(step, example.head(1)).run());
    }

    /**
     * A layer's weights and biases in the step.
     *
     * @param name such as {@code dense_1}
     * @param activation kind of the function after it whose slope is a factor of its own; empty where there is none
     * @param weights one for each weight and bias; empty where they are too many to write down
     * @param count how many numbers there are
     * @param norm of the numbers before the step
     * @param gradientNorm of their gradient
     * @param updateNorm of the step that they take
     */
    public record Layer(
            String name,
            String activation,
            List<Weight> weights,
            int count,
            double norm,
            double gradientNorm,
            double updateNorm) {}

    /**
     * One number that moves. Its gradient is the product of the factors of the chain rule: ∂s/∂w · φ′(s) · ∂L/∂φ.
     *
     * @param name such as w₁₂ or b₁
     * @param input ∂s/∂w: the input that a weight multiplies, 1 for a bias
     * @param slope φ′(s) at the unit's sum; 1 where the layer has no activation of its own
     * @param error ∂L/∂φ: how the loss changes with the unit's activation
     * @param gradient ∂L/∂w, as back-propagation found it
     * @param check the same by finite differences: (L(w + h) - L(w - h)) / 2h, for two h, extrapolated to 0
     * @param before the number before the step
     * @param after the number after it
     */
    public record Weight(
            String name,
            double input,
            double slope,
            double error,
            double gradient,
            double check,
            double before,
            double after) {}

    /** Every number; of large networks norms. */
    @Override
    public String toString() {
        String head = "%s\nloss: %s %s, after the step %s\nstep: %s at learning rate %s\n"
                .formatted(forward, lossName, number(loss), number(lossAfter), optimizer, number(learningRate));
        return head + layers.stream().map(StepExplanation::text).collect(Collectors.joining("\n"));
    }

    private static String text(Layer layer) {
        if (layer.weights.isEmpty()) {
            return "%s: %s numbers of norm %s, gradient %s, step %s"
                    .formatted(
                            layer.name,
                            layer.count,
                            number(layer.norm),
                            number(layer.gradientNorm),
                            number(layer.updateNorm));
        }
        String head = "%-8s %10s %10s %10s %10s %10s %10s %10s"
                .formatted("", "input", "slope", "error", "gradient", "check", "before", "after");
        return layer.name + "\n" + head + "\n"
                + layer.weights.stream().map(StepExplanation::line).collect(Collectors.joining("\n"));
    }

    private static String line(Weight w) {
        return "%-8s %10s %10s %10s %10s %10s %10s %10s"
                .formatted(
                        w.name,
                        number(w.input),
                        number(w.slope),
                        number(w.error),
                        number(w.gradient),
                        number(w.check),
                        number(w.before),
                        number(w.after));
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
