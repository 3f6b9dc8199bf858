package org.cellwise.insight;

import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.data.Dataset;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;

/**
 * What commonly goes wrong, as seen in a network, a trainer and its rows.
 *
 * @param layers one for each layer with weights, in order
 * @param units one for each layer whose units can die or saturate
 * @param findings what looks wrong, in sentences with the numbers seen; empty where all looks well
 */
public record Diagnosis(List<Layer> layers, List<Units> units, List<String> findings) {
    /**
     * A layer's weights and their gradient on the rows looked at.
     *
     * @param name such as {@code dense_1}
     * @param weight root mean square of its weights
     * @param gradient root mean square of their gradient
     * @param update length of one step by length of the weights; around 0.001 is usual
     */
    public record Layer(String name, double weight, double gradient, double update) {}

    /**
     * Units of an activation that are flat on all rows looked at, so that they learn nothing.
     *
     * @param name such as {@code relu_1}
     * @param flat how many of them
     * @param count how many units there are
     */
    public record Units(String name, int flat, int count) {}

    /**
     * Looks for what commonly goes wrong: units that are dead or saturated, gradients that vanish or explode, a learning
     * rate far off, a feature that gives the label away. Weights and all else stay as they are.
     *
     * @param data rows to look at; a few hundred of them are used to run the network
     */
    public static Diagnosis of(Trainer trainer, Dataset data) {
        Given.require(trainer, "diagnose", "a trainer, as trainer(net, loss, optimizer) makes it");
        Given.require(data, "diagnose", "rows, as of dataset(…) or split.train()");
        return trainer.undone("diagnose", step -> new Diagnostics(step, data, trainer.batchSize()).run());
    }

    /**
     * As {@link #of(Trainer, Dataset)}, on the rows of the last {@code fit}.
     *
     * @throws IllegalStateException if there was none
     */
    public static Diagnosis of(Trainer trainer) {
        Given.require(trainer, "diagnose", "a trainer, as trainer(net, loss, optimizer) makes it");
        if (trainer.data() == null) {
            throw new IllegalStateException("diagnose expects the rows of the last fit, but there was none: call fit"
                    + " before, or say diagnose(trainer, data)");
        }
        return of(trainer, trainer.data());
    }

    /** Whether nothing looks wrong. */
    public boolean healthy() {
        return findings.isEmpty();
    }

    @Override
    public String toString() {
        String found = healthy()
                ? "Nothing looks wrong."
                : findings.stream().map(f -> "- " + f).collect(Collectors.joining("\n"));
        return found + "\n" + layers.stream().map(Diagnosis::line).collect(Collectors.joining("\n"))
                + units.stream()
                        .map(u -> "\n%s: %s of %s flat".formatted(u.name, u.flat, Names.count(u.count, "unit")))
                        .collect(Collectors.joining());
    }

    private static String line(Layer layer) {
        return "%s: weights %s, gradient %s, a step moves them by %s of their length"
                .formatted(
                        layer.name,
                        Numbers.significant(layer.weight, 2),
                        Numbers.significant(layer.gradient, 2),
                        Numbers.significant(layer.update, 2));
    }
}
