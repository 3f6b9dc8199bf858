package org.cellwise.train.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several metrics of the same rows under way. */
public final class Measures {
    private final List<String> names;
    private final List<Measure> each;

    private Measures(List<String> names, List<Measure> each) {
        this.names = names;
        this.each = each;
    }

    /**
     * Begins all of them, with no rows so far.
     *
     * @throws IllegalArgumentException if one cannot be measured
     */
    public static Measures start(List<Metric> metrics, Meeting meeting) {
        return new Measures(
                metrics.stream().map(Metric::name).toList(),
                metrics.stream().map(metric -> metric.start(meeting)).toList());
    }

    /** As {@link Measure#add}. */
    public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
        for (int i = 0; i < each.size(); i++) {
            each.get(i).add(outputs, offset, targets, weights, count);
        }
    }

    /** What each has seen, as {@link Measure#sums}. */
    public double[][] sums() {
        return each.stream().map(Measure::sums).toArray(double[][]::new);
    }

    /** {@link #sums} one behind another: how many metrics, how many numbers each has, and these. */
    public double[] packed() {
        double[][] sums = sums();
        double[] packed = new double
                [1 + sums.length + Arrays.stream(sums).mapToInt(s -> s.length).sum()];
        packed[0] = sums.length;
        int at = 1 + sums.length;
        for (int i = 0; i < sums.length; i++) {
            packed[1 + i] = sums[i].length;
            System.arraycopy(sums[i], 0, packed, at, sums[i].length);
            at += sums[i].length;
        }
        return packed;
    }

    /** Adds {@link #packed} of the same metrics. */
    public void addPacked(double... packed) {
        double[][] sums = new double[(int) packed[0]][];
        int at = 1 + sums.length;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arrays.copyOfRange(packed, at, at + (int) packed[1 + i]);
            at += sums[i].length;
        }
        add(sums);
    }

    /** Adds {@link #sums} of the same metrics. */
    public void add(double[][] sums) {
        for (int i = 0; i < each.size(); i++) {
            each.get(i).add(sums[i]);
        }
    }

    /** What each has come to, by name. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), each.get(i).value());
        }
        return values;
    }
}
