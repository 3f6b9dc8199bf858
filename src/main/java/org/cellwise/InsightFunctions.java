package org.cellwise;

import java.util.function.Function;
import java.util.function.Predicate;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.data.Split;
import org.cellwise.insight.Diagnosis;
import org.cellwise.insight.Explanation;
import org.cellwise.insight.Forecast;
import org.cellwise.insight.StepExplanation;
import org.cellwise.insight.debug.AfterStep;
import org.cellwise.insight.debug.Biography;
import org.cellwise.insight.debug.Bisection;
import org.cellwise.insight.debug.Divergence;
import org.cellwise.insight.debug.Watch;
import org.cellwise.insight.explain.Blame;
import org.cellwise.insight.explain.Contributions;
import org.cellwise.insight.explain.Importance;
import org.cellwise.insight.explain.IntegratedGradients;
import org.cellwise.insight.explain.NearestRows;
import org.cellwise.insight.explain.PartialDependence;
import org.cellwise.insight.explain.Replays;
import org.cellwise.insight.explain.Saliency;
import org.cellwise.insight.explain.Shapley;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.train.Epochs;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.cellwise.train.metric.Metric;

/** What a trained network shows, as numbers; weights and all else stay as they are. */
abstract class InsightFunctions extends MetricFunctions {
    InsightFunctions() {}

    /**
     * Looks for what commonly goes wrong, on the rows of the last fit: {@code trainer.fit(data, epochs(1)); diagnose(trainer);}.
     *
     * @throws IllegalStateException if there was no fit
     */
    public static Diagnosis diagnose(Trainer trainer) {
        return Diagnosis.of(trainer);
    }

    /**
     * Looks for what commonly goes wrong, on a few hundred of these rows: {@code diagnose(trainer, data)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public static Diagnosis diagnose(Trainer trainer, Dataset data) {
        return Diagnosis.of(trainer, data);
    }

    /**
     * Looks for what commonly goes wrong, on the training part: {@code diagnose(trainer, split)}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public static Diagnosis diagnose(Trainer trainer, Split split) {
        return Diagnosis.of(trainer, split.train());
    }

    /**
     * One step of back-propagation on one example, with every number; the target is a number for each output: {@code
     * explainStep(trainer, new double[] {1, 2}, 0, 1, 0)}.
     *
     * @throws IllegalArgumentException if the row or the target has not as many numbers as the network
     */
    public static StepExplanation explainStep(Trainer trainer, double[] input, double... target) {
        return StepExplanation.of(trainer, input, target);
    }

    /**
     * One step of back-propagation on the first of these rows: {@code explainStep(trainer, data.rows(3))}.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public static StepExplanation explainStep(Trainer trainer, Dataset example) {
        return StepExplanation.of(trainer, example);
    }

    /**
     * The forward pass of one row with every number: sums and activations, layer by layer, with what happens inside of
     * recurrent, attention and residual layers: {@code explain(net, data.encode(46.5, 4200))}.
     *
     * @throws IllegalArgumentException if the row has not as many numbers as the network has inputs, or one is not finite
     */
    public static Explanation explain(Network network, double... row) {
        return Explanation.of(network, row);
    }

    /**
     * What a network says of windows of a series beside what came, and beside forecasts without a network, that all stays
     * as it was last or is as it was a season before: {@code forecast(forecaster, windows.test(), 7)}.
     *
     * @param season after how many steps the series repeats itself; 0 for none
     * @throws IllegalArgumentException if these are no windows, or are shorter than a season
     */
    public static Forecast forecast(Network network, Dataset windows, int season) {
        return Forecast.of(network, windows, season);
    }

    /**
     * Stops training at the very step after which a condition on the weights of a layer holds, once: {@code watch(trainer,
     * "dense_1", w -> w[0][1] > 1)}; then resume() of the trainer goes on. It is fit that stops; a loop over
     * batches of one's own tests the condition itself.
     *
     * @throws IllegalArgumentException if there is no such layer with weights
     */
    public static Watch watch(Trainer trainer, String layer, Predicate<double[][]> condition) {
        return Watch.of(trainer, layer, condition);
    }

    /**
     * The same with a condition on all that there is after a step, its loss, weights and units: {@code watch(trainer, at ->
     * at.loss() > 3)}, {@code watch(trainer, at -> at.deadUnits("relu_1").length > 2)}.
     */
    public static Watch watch(Trainer trainer, Predicate<AfterStep> condition) {
        return Watch.of(trainer, condition);
    }

    /**
     * The first batch after which a condition held, its rows, and the network before and after: {@code var recorded =
     * recording(trainer); trainer.fit(data, epochs(5)); bisect(recorded, at -> at.deadUnits("relu_1").length > 0);}. The moments
     * that were recorded tell where to look; there training is repeated step by step, to the bit.
     *
     * @throws IllegalArgumentException if the condition holds before the first step
     * @throws IllegalStateException if the training cannot be repeated, since something changed it from outside
     */
    public static Bisection bisect(Recording recording, Predicate<AfterStep> condition) {
        return Bisection.of(recording, condition);
    }

    /**
     * The same with a condition on the weights of a layer: {@code var recorded = recording(trainer); trainer.fit(data, epochs(2));
     * bisect(recorded, "dense_1", w -> w[0][1] > 0.5);}.
     *
     * @throws IllegalArgumentException if there is no such layer with weights, or the condition holds before the first step
     * @throws IllegalStateException if the training cannot be repeated, since something changed it from outside
     */
    public static Bisection bisect(Recording recording, String layer, Predicate<double[][]> condition) {
        return Bisection.of(recording, layer, condition);
    }

    /**
     * The life of one weight, from an input of a dense layer to a unit, both counted from 0: its value after each step, its
     * gradients, and the rows that pushed it most: {@code var recorded = recording(trainer); trainer.fit(data, epochs(2));
     * biography(recorded, "dense_1", 0, 2);}. Training is repeated for it, to the bit.
     *
     * @throws IllegalArgumentException if there is no such dense layer or weight
     * @throws IllegalStateException if the training cannot be repeated, since something changed it from outside
     */
    public static Biography biography(Recording recording, String layer, int input, int unit) {
        return Biography.of(recording, layer, input, unit);
    }

    /**
     * The units of a layer that answer 0 to every one of these rows, by their numbers from 0: {@code deadUnits(network(inputs(2),
     * dense(4), relu(), dense(2)), data, "relu_1")}.
     *
     * @throws IllegalArgumentException if there is no such layer, or the data does not fit the network
     */
    public static int[] deadUnits(Network network, Dataset data, String layer) {
        return AfterStep.deadUnits(network, data, layer);
    }

    /**
     * Trains two networks in step, and says after which step, and in which weight, they first part by as much as a bit:
     * {@code diverge(trainer(network(seed(1), inputs(2), dense(3)), crossEntropy(), sgd(0.1)), trainer(network(seed(1),
     * inputs(2), dense(3)), crossEntropy(), sgd(0.2)), data, 2)}; or that they never do.
     *
     * @throws IllegalArgumentException if the networks have other parameters, or it is the same one
     */
    public static Divergence diverge(Trainer one, Trainer other, Source data, int epochs) {
        return Divergence.of(one, other, data, epochs);
    }

    // -- what a trained network goes by; a row is its inputs, data.features(3), or data.encode(39.1, 3750)

    /**
     * How much worse a network gets when one column is shuffled among the rows, by accuracy or R²: {@code importance(net,
     * data)}. Columns of categories are shuffled whole.
     *
     * @throws IllegalArgumentException if the data is not such as the network reads, or rows are images
     */
    public static Importance importance(Network network, Dataset data) {
        return Importance.of(network, data, null, Importance.REPEATS, Seed.DEFAULT);
    }

    /**
     * The same by a metric, or an error, and with so many shuffles: {@code importance(net, data, f1(), 5, seed(1))}. Of an
     * error, such as {@code meanAbsoluteError()}, it is how much it grows.
     *
     * @throws IllegalArgumentException if the data is not such as the network reads, or the metric cannot be measured
     */
    public static Importance importance(Network network, Dataset data, Metric metric, int repeats, Seed seed) {
        return Importance.of(network, data, metric, repeats, seed);
    }

    /**
     * What a network says as one column takes one value after the other, all else as it is in each row: {@code
     * partialDependence(net, data, "body_mass_g")}.
     *
     * @throws IllegalArgumentException if there is no such column, or it has one value only
     */
    public static PartialDependence partialDependence(Network network, Dataset data, String column) {
        return PartialDependence.of(network, data, column, null);
    }

    /**
     * The same of one class or number, with the curves of single rows: {@code partialDependence(net, data, "body_mass_g",
     * "Gentoo")}.
     *
     * @throws IllegalArgumentException if there is no such column or answer, or the column has one value only
     */
    public static PartialDependence partialDependence(Network network, Dataset data, String column, String answer) {
        return PartialDependence.of(network, data, column, answer);
    }

    /**
     * SHAP values: what each column adds to what a network says of a row, beside other rows: {@code shap(net, data,
     * data.features(3))}. They add up to the difference.
     *
     * @param others up to 100 of them are taken, by chance
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads, or are images
     */
    public static Contributions shap(Network network, Dataset others, double... row) {
        return Shapley.of(network, others, null, Seed.DEFAULT, row);
    }

    /** The same of one class or number, which the network need not have said: {@code shap(net, data, "Gentoo", data.features(3))}. */
    public static Contributions shap(Network network, Dataset others, String answer, double... row) {
        return Shapley.of(network, others, answer, Seed.DEFAULT, row);
    }

    /**
     * Integrated gradients: what each column, or each pixel, adds to an output on the way from the mean of the rows, or from
     * a black image: {@code integratedGradients(net, data, data.features(3))}. It says how exactly they add up.
     *
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads, or inputs are indices
     */
    public static Contributions integratedGradients(Network network, Dataset data, double... row) {
        return IntegratedGradients.of(network, data, null, null, 0, row);
    }

    /**
     * The same of one class or number, from a baseline and in so many steps: {@code integratedGradients(net, data, "Gentoo",
     * data.features(0), 50, data.features(3))}.
     *
     * @throws IllegalArgumentException if rows are not such as the network reads, or inputs are indices
     */
    public static Contributions integratedGradients(
            Network network, Dataset data, String answer, double[] baseline, int steps, double... row) {
        return IntegratedGradients.of(network, data, answer, baseline, steps, row);
    }

    /**
     * How the output for the class of an image changes with each pixel: {@code saliency(sight, shapes, shapes.features(3))}.
     *
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads, or are no images
     */
    public static Saliency saliency(Network network, Dataset data, double... row) {
        return Saliency.of(network, data, null, row);
    }

    /** The same where images come as rows without a shape: {@code saliency(net, data, 1, 2, data.features(3))} for 1 x 2 pixels. */
    public static Saliency saliency(Network network, Dataset data, int height, int width, double... row) {
        return Saliency.of(network, data, null, height, width, row);
    }

    /**
     * The five rows that a network finds most like one row, by its last layer before the output, with labels and raw
     * values: {@code nearestRows(net, data, split.test().features(0))}.
     *
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads
     */
    public static NearestRows nearestRows(Network network, Dataset data, double... row) {
        return NearestRows.of(network, data, null, NearestRows.COUNT, row);
    }

    /**
     * So many of them, by another layer or by the inputs: {@code nearestRows(net, data, "inputs", 3, split.test().features(0))}.
     *
     * @throws IllegalArgumentException if rows are not such as the network reads, or there is no such layer
     */
    public static NearestRows nearestRows(Network network, Dataset data, String layer, int count, double... row) {
        return NearestRows.of(network, data, layer, count, row);
    }

    /**
     * Which training rows, left out, change an answer most: {@code blame(learned, split, recipe, epochs(2),
     * split.test().features(0))}. The recipe makes a trainer with a new network for a split, as {@link #crossValidate}
     * takes one, see {@link #recipe}; it must give this very network again. Then networks are trained anew, each without one
     * row, all else the same to the bit: ten without rows that seem to matter, five without rows chosen by chance.
     *
     * @param recipe may be called by several threads
     * @param epochs for how long the network was trained
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if the recipe gives another network
     * @throws IllegalStateException if it is stopped
     */
    public static Blame blame(
            Network network, Split split, Function<Split, Trainer> recipe, Epochs epochs, double... row) {
        return Replays.ofRows(network, split, recipe, epochs, Replays.COUNT, row);
    }

    /** The same of so many rows that seem to matter: {@code blame(learned, split, recipe, epochs(2), 3, split.test().features(0))}. */
    public static Blame blame(
            Network network, Split split, Function<Split, Trainer> recipe, Epochs epochs, int count, double... row) {
        return Replays.ofRows(network, split, recipe, epochs, count, row);
    }

    /**
     * The same of groups of rows, each left out as a whole, by the values of a column or by {@code "label"}: {@code
     * blame(learned, split, recipe, epochs(2), "label", split.test().features(0))}.
     */
    public static Blame blame(
            Network network,
            Split split,
            Function<Split, Trainer> recipe,
            Epochs epochs,
            String column,
            double... row) {
        return Replays.ofGroups(network, split, recipe, epochs, column, row);
    }
}
