package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.ImageShape;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * Integrated gradients (Sundararajan et al., 2017): what each input adds on the straight way from a baseline to a row, its
 * mean slope on that way times how far it goes. All add up to the difference of the outputs, but for the steps in which
 * the way is gone.
 */
public final class IntegratedGradients {
    private static final String WHO = "integratedGradients";
    private static final int FIRST = 32; // steps
    private static final int LAST = 2048;
    private static final int BATCH = 64;
    private static final double BOUND = 0.01; // of the difference

    private IntegratedGradients() {}

    /**
     * Of one row.
     *
     * @param data rows that are prepared in the same way, for names and units
     * @param answer which of several; null for what the network says of the row
     * @param baseline inputs to begin at; null for the means of the rows, or for images with 0 in each pixel
     * @param steps into which the way is cut; 0 for as many as it takes, up to 2,048
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads, or inputs are indices
     */
    public static Contributions of(
            Network network, Dataset data, String answer, double[] baseline, int steps, double... row) {
        if (steps < 0) {
            throw new IllegalArgumentException(WHO + " expects 1 step or more, but got " + steps);
        }
        Dataset counting = Counting.of(data);
        Answers answers = Answers.of(WHO, network, counting);
        float[] outputs = answers.outputs(WHO, row);
        int index = answers.index(WHO, answer, outputs);
        OutputSlopes slopes = new OutputSlopes(WHO, network, counting, answers, index);
        Shape image = ImageShape.of(network);
        double[] from = baseline != null ? baseline : image != null ? dark(counting) : means(counting);
        double base = slopes.value(answers.outputs(WHO, from));
        double value = slopes.value(outputs);
        double[] parts = null;
        int count = steps > 0 ? steps : FIRST;
        double off = Double.NaN;
        for (boolean done = false; !done; count *= done ? 1 : 2) {
            parts = along(slopes, from, row, count);
            off = off(parts, value - base);
            done = steps > 0 || off <= BOUND || count >= LAST;
        }
        String how = "from %s in %s: %s%s"
                .formatted(
                        baseline != null ? "the baseline" : image != null ? "a black image" : "the mean of all rows",
                        Names.count(count, "step"),
                        complete(parts, value - base, off),
                        answers.note());
        List<Contributions.Part> columns = new ArrayList<>();
        for (RawColumn column : RawColumn.of(counting)) {
            double sum = 0;
            for (int i = column.first(); i < column.first() + column.width(); i++) {
                sum += parts[i];
            }
            columns.add(new Contributions.Part(column.name(), column.words(row), sum, 0));
        }
        return new Contributions(
                "Integrated gradients",
                slopes.words(),
                "the baseline",
                base,
                value,
                columns,
                parts,
                raw(counting, row),
                image,
                how);
    }

    private static double[] along(OutputSlopes slopes, double[] from, double[] row, int steps) {
        double[] sums = new double[row.length];
        for (int first = 0; first < steps; first += BATCH) {
            Stop.check(WHO);
            int count = Math.min(BATCH, steps - first);
            float[] rows = new float[count * row.length];
            for (int i = 0; i < count; i++) {
                double share = (first + i + 0.5) / steps; // the middle of each step
                for (int k = 0; k < row.length; k++) {
                    rows[i * row.length + k] = (float) (from[k] + share * (row[k] - from[k]));
                }
            }
            float[] each = slopes.slopes(rows, count);
            for (int i = 0; i < each.length; i++) {
                sums[i % row.length] += each[i];
            }
        }
        Arrays.setAll(sums, k -> sums[k] / steps * (row[k] - from[k]));
        return sums;
    }

    /** How far the parts are from adding up, as a share of the difference, or of the largest part where that is more. */
    private static double off(double[] parts, double difference) {
        double sum = Arrays.stream(parts).sum();
        double largest = Arrays.stream(parts).map(Math::abs).max().orElse(0);
        double size = Math.max(Math.abs(difference), largest);
        return size == 0 ? 0 : Math.abs(sum - difference) / size;
    }

    private static String complete(double[] parts, double difference, double off) {
        String sums = "they add up to %s, the outputs differ by %s"
                .formatted(Numbers.significant(Arrays.stream(parts).sum(), 4), Numbers.significant(difference, 4));
        String share = Numbers.percent(Math.max(off, 1e-6), 1);
        return off <= BOUND
                ? sums + ", complete within " + share
                : "NOT complete: %s, %s off, so that part of the difference is not explained; take more steps, or look at shap(net, data, row)"
                        .formatted(sums, share);
    }

    private static double[] means(Dataset data) {
        double[] means = new double[data.inputShape().elements()];
        double weights = 0;
        for (int row = 0; row < data.size(); row++) {
            double[] features = data.features(row);
            double weight = data.weightsOf(row)[0];
            weights += weight;
            for (int i = 0; i < means.length; i++) {
                means[i] += weight * features[i];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= weights;
        }
        return means;
    }

    private static double[] dark(Dataset data) {
        double[] dark = new double[data.inputShape().elements()];
        Arrays.setAll(dark, i -> data.scaler(i).scale(0));
        return dark;
    }

    static double[] raw(Dataset data, double... row) {
        double[] raw = new double[row.length];
        Arrays.setAll(raw, i -> data.scaler(i).unscale(row[i]));
        return raw;
    }
}
