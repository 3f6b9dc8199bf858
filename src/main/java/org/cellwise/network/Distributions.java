package org.cellwise.network;

import java.util.Arrays;

/** Numbers made to probabilities that add up to 1. Each keeps which of them is the largest. */
final class Distributions {
    private Distributions() {}

    /** e^xᵢ / Σ e^xⱼ. */
    static double[] softmax(double... x) {
        double largest = Arrays.stream(x).max().orElse(0);
        return normalized(Arrays.stream(x).map(v -> Math.exp(v - largest)).toArray());
    }

    /** xᵢ / Σ xⱼ of numbers from 0; equal parts where all are 0. */
    static double[] normalized(double... x) {
        double sum = Arrays.stream(x).sum();
        return Arrays.stream(x).map(v -> sum == 0 ? 1.0 / x.length : v / sum).toArray();
    }

    /** max(0, xᵢ - θ) with θ such that they add up to 1: the distribution at the least distance. */
    static double[] nearest(double... x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double theta = 0;
        for (int k = 1; k <= sorted.length; k++) {
            double next = sorted[sorted.length - k];
            sum += next;
            if (k == 1 || next > (sum - 1) / k) {
                theta = (sum - 1) / k;
            } else {
                break;
            }
        }
        double above = theta;
        return normalized(Arrays.stream(x).map(v -> Math.max(0, v - above)).toArray());
    }

    /** xᵢ - log Σ e^xⱼ over all others: how much more likely each is than all others together. */
    static double[] logOdds(double... x) {
        int best = 0;
        for (int i = 1; i < x.length; i++) {
            best = x[i] > x[best] ? i : best;
        }
        double[] after = new double[x.length + 1]; // e^xⱼ of all from i on, by that of the largest
        for (int i = x.length - 1; i >= 0; i--) {
            after[i] = after[i + 1] + Math.exp(x[i] - x[best]);
        }
        double[] odds = new double[x.length];
        double before = 0;
        for (int i = 0; i < x.length; i++) {
            odds[i] = i == best
                    ? logOddsOfLargest(best, x)
                    : x[i] - x[best] - Math.log(before + after[i + 1]); // no difference, which would cancel
            before += Math.exp(x[i] - x[best]);
        }
        return odds;
    }

    // beside it the others may all be rounded to 0
    private static double logOddsOfLargest(int best, double... x) {
        double second = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < x.length; j++) {
            second = j == best ? second : Math.max(second, x[j]);
        }
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += j == best ? 0 : Math.exp(x[j] - second);
        }
        return x[best] - second - Math.log(sum);
    }
}
