package org.cellwise.insight;

import java.util.Arrays;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Predictions;
import org.cellwise.train.metric.RSquared;

/**
 * A numeric target beside what a network says, in the unit of the table.
 *
 * @param name of the target
 * @param truth by row
 * @param said by row
 * @param weights how much each row counts
 */
public record NumberFit(String name, double[] truth, double[] said, double[] weights) {
    /**
     * Runs a network on all rows of a dataset that weigh anything.
     *
     * @param asker the function that wants it, for errors
     * @param target name of one of several; null for the first
     */
    public static NumberFit of(String asker, Network network, Dataset all, String target) {
        Dataset data = Counting.of(all);
        if (data.isClassification()) {
            throw new IllegalArgumentException(
                    "%s expects numeric targets, but the rows have classes (%s): look at confusion(net, data)"
                            .formatted(asker, Names.list(data.outputNames())));
        }
        int output = target == null ? 0 : data.outputNames().indexOf(target);
        if (output < 0) {
            throw new IllegalArgumentException(asker + " has no target \"" + Names.shorten(target) + "\": "
                    + Names.hint(target, data.outputNames()));
        }
        Meeting meeting = Meeting.of(network, data);
        meeting.requireSingle(asker);
        meeting.requireNumbers(asker);
        Predictions predictions = Predictions.run(network, data);
        int width = predictions.width();
        double[] truth = new double[data.size()];
        double[] said = new double[data.size()];
        double[] weights = new double[data.size()];
        double[] row = new double[width];
        for (int i = 0; i < truth.length; i++) {
            int at = i;
            truth[i] = data.decode(data.target(i))[output];
            Arrays.setAll(row, k -> predictions.output(at, k));
            said[i] = data.decode(row)[output];
            weights[i] = predictions.weight(i);
        }
        if (Arrays.stream(said).noneMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "%s expects finite outputs, but none is: the network's weights may have diverged; train again with a smaller learning rate"
                            .formatted(asker));
        }
        return new NumberFit(data.outputNames().get(output), truth, said, weights);
    }

    /** {@code ; 3 rows are not finite}; nothing where all are. */
    public String notFinite() {
        long count =
                Arrays.stream(said).filter(value -> !Double.isFinite(value)).count();
        return count == 0 ? "" : "; %s not finite".formatted(Names.count(count, "row") + (count == 1 ? " is" : " are"));
    }

    /** said - truth by row. */
    public double[] residuals() {
        double[] residuals = new double[truth.length];
        Arrays.setAll(residuals, i -> said[i] - truth[i]);
        return residuals;
    }

    /** Coefficient of determination, as the metric of that name measures it. */
    public double rSquared() {
        return RSquared.of(truth, said, weights);
    }

    /** Mean of |said - truth|, by the weights of rows. */
    public double meanAbsoluteError() {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += weights[i] * Math.abs(said[i] - truth[i]);
        }
        return sum / Arrays.stream(weights).sum();
    }

    /** {@code 3 rows}, and whether they count by their weights. */
    public String rows() {
        boolean weighted = Arrays.stream(weights).anyMatch(weight -> weight != 1);
        return Names.count(truth.length, "row") + (weighted ? ", by their weights" : "");
    }
}
