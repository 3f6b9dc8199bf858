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
        double[] odds = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < x.length; j++) {
                largest = j == i ? largest : Math.max(largest, x[j]);
            }
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
                sum += j == i ? 0 : Math.exp(x[j] - largest);
            }
            odds[i] = x[i] - largest - Math.log(sum);
        }
        return odds;
    }
}
