package org.cellwise.insight;

import java.util.Arrays;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Given;

/**
 * How hard each position of a row is: the mean of -log of the probability that a network gives to the right class there.
 *
 * @param losses one for each position; NaN where none counts
 * @param rows that were looked at
 */
public record PositionLoss(double[] losses, int rows) {
    private static final int MOST = 512; // rows, evenly chosen
    private static final int CHUNK = 32;

    /**
     * Over rows of a dataset, at most {@value #MOST} of them.
     *
     * @throws IllegalArgumentException if the data has no class for each position, or the network does not put out as many
     */
    public static PositionLoss of(Network network, Dataset data) {
        Given.require(network, "lossByPosition", "a network, as network(…) makes it");
        Given.require(data, "lossByPosition", "rows, as of dataset(…) or split.train()");
        int classes = data.outputNames().size();
        int positions = data.schema().positions();
        if (!data.isClassification() || !data.schema().hasPositions()) {
            throw new IllegalArgumentException(
                    "lossByPosition expects rows with a class for each position, such as passages(…), but got " + data);
        }
        if (network.outputShape().elements() != positions * classes
                || network.outputShape().last() != classes) {
            throw new IllegalArgumentException(
                    "lossByPosition expects a network that puts out %s x %s numbers, as the data has positions and classes, but this one puts out %s"
                            .formatted(positions, classes, network.outputShape()));
        }
        int count = Math.min(MOST, data.size());
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> (int) ((long) i * data.size() / count));
        double[] sums = new double[positions];
        double[] weights = new double[positions];
        TokenShares shares = new TokenShares(network);
        for (int from = 0; from < count; from += CHUNK) {
            add(
                    network,
                    data.batch(Arrays.copyOfRange(rows, from, Math.min(count, from + CHUNK))),
                    shares,
                    sums,
                    weights);
        }
        double[] losses = new double[positions];
        Arrays.setAll(losses, i -> sums[i] / weights[i]);
        return new PositionLoss(losses, count);
    }

    private static void add(Network network, Batch batch, TokenShares shares, double[] sums, double[] weights) {
        int positions = sums.length;
        int classes = network.outputShape().last();
        float[] outputs = network.predict(batch.features(), batch.count());
        for (int i = 0; i < batch.count() * positions; i++) {
            double weight = batch.weights() == null ? 1 : batch.weights()[i];
            if (weight > 0) {
                double share = shares.of(outputs, i * classes, classes)[(int) batch.targets()[i]];
                sums[i % positions] -= weight * Math.log(Math.max(share, Double.MIN_NORMAL));
                weights[i % positions] += weight;
            }
        }
    }

    /** Of all positions together. */
    public double mean() {
        return Arrays.stream(losses).filter(Double::isFinite).average().orElse(Double.NaN);
    }
}
