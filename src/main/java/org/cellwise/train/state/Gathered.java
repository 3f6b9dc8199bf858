package org.cellwise.train.state;

/** Sums over batches since the weights last moved; their gradients stand in the network's parameters. */
public final class Gathered {
    private double lossSum;
    private double weightSum;
    private int batches;

    /** Adds a batch: the sum of the losses of its rows, times their weights, and the sum of the weights. */
    public void add(double losses, double weights) {
        set(lossSum + losses, weightSum + weights, batches + 1);
    }

    /** Forgets all. */
    public void clear() {
        set(0, 0, 0);
    }

    void set(double losses, double weights, int count) {
        lossSum = losses;
        weightSum = weights;
        batches = count;
    }

    public double lossSum() {
        return lossSum;
    }

    public double weightSum() {
        return weightSum;
    }

    public int batches() {
        return batches;
    }
}
