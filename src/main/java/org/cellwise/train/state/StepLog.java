package org.cellwise.train.state;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loss and learning rate of each step. One thread adds; others may read at any time and see a beginning of what there is.
 */
final class StepLog {
    private final AtomicInteger count = new AtomicInteger();
    private volatile float[] loss = new float[64];
    /** Learning rates in runs of equal ones, which keeps a step to four bytes where the rate is constant. */
    private volatile double[] runRate = new double[8];

    private volatile int[] runStart = new int[8];
    private volatile int runs;

    int count() {
        return count.getAcquire();
    }

    void add(float value, double rate) {
        int at = count.getPlain();
        float[] values = loss;
        if (at == values.length) {
            values = Arrays.copyOf(values, Math.max(64, grown(at)));
            loss = values;
        }
        int last = runs - 1;
        if (last < 0 || runRate[last] != rate) {
            addRun(at, rate);
        }
        values[at] = value;
        count.setRelease(at + 1);
    }

    private static int grown(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, 2L * size);
    }

    private void addRun(int at, double rate) {
        int run = runs;
        if (run == runRate.length) {
            runRate = Arrays.copyOf(runRate, 2 * run);
            runStart = Arrays.copyOf(runStart, 2 * run);
        }
        runRate[run] = rate;
        runStart[run] = at;
        runs = run + 1;
    }

    double firstLoss() {
        return count() == 0 ? Double.NaN : loss[0];
    }

    double lastLoss() {
        int size = count();
        return size == 0 ? Double.NaN : loss[size - 1];
    }

    double[] losses() {
        int size = count();
        float[] values = loss;
        double[] copy = new double[Math.min(size, values.length)];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }

    double[] rates() {
        int known = runs;
        int[] starts = runStart;
        double[] values = runRate;
        double[] rates = new double[count()];
        int there = Math.min(known, Math.min(starts.length, values.length)); // another state may be put in meanwhile
        for (int run = 0; run < there; run++) {
            int from = Math.min(starts[run], rates.length);
            Arrays.fill(rates, from, rates.length, values[run]);
        }
        return rates;
    }

    /** Learning rate of the newest step. */
    double lastRate() {
        double[] rates = runRate;
        int known = Math.min(runs, rates.length);
        return known == 0 ? Double.NaN : rates[known - 1];
    }

    /** Forgets what came after so many steps. */
    void truncate(int steps) {
        int left = runs;
        while (left > 0 && runStart[left - 1] >= steps) {
            left--;
        }
        count.setRelease(steps);
        runs = left;
    }

    void copyFrom(StepLog other) {
        count.setRelease(0);
        loss = other.loss.clone();
        runRate = other.runRate.clone();
        runStart = other.runStart.clone();
        runs = other.runs;
        count.setRelease(other.count());
    }
}
