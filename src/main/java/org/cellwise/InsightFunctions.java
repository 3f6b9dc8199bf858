package org.cellwise;

import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.insight.Diagnosis;
import org.cellwise.insight.Explanation;
import org.cellwise.insight.Forecast;
import org.cellwise.insight.StepExplanation;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;

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
}
