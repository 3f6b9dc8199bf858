package org.cellwise.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;

/** Finds features that give the target away by themselves: often something that is known only after the fact. */
final class LabelLeak {
    private static final int FEWEST_ROWS = 20;
    private static final int MOST_FEATURES = 1000;
    private static final double CERTAIN = 0.99;
    private static final double CORRELATED = 0.999;

    private LabelLeak() {}

    /** A sentence for each such feature. */
    static List<String> find(Dataset data) {
        List<String> found = new ArrayList<>();
        int width = data.inputShape().elements();
        if (data.size() < FEWEST_ROWS || width > MOST_FEATURES) {
            return found;
        }
        double[][] rows =
                IntStream.range(0, data.size()).mapToObj(data::features).toArray(double[][]::new);
        for (int f = 0; f < width; f++) {
            int feature = f;
            double[] values = IntStream.range(0, rows.length)
                    .mapToDouble(i -> rows[i][feature])
                    .toArray();
            double share = data.isClassification() ? accuracy(data, values) : correlation(data, values);
            if (share >= (data.isClassification() ? CERTAIN : CORRELATED)) {
                found.add(("%s alone tells %s (%s %.4f); if it is not known when the network is to predict, leave it"
                                + " out")
                        .formatted(
                                data.inputNames().get(f),
                                data.isClassification()
                                        ? "the class"
                                        : data.outputNames().get(0),
                                data.isClassification() ? "accuracy" : "correlation",
                                share));
            }
        }
        return found;
    }

    /**
     * About how many rows are told right by one interval of the feature for each class: rows of equal value count as
     * their commonest class, and where the classes change more often than they must, every second change is a mistake.
     */
    private static double accuracy(Dataset data, double... values) {
        Integer[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toArray(Integer[]::new);
        int classes = data.outputNames().size();
        boolean[] seen = new boolean[classes];
        int mistakes = 0;
        int changes = 0;
        int last = -1;
        for (int from = 0; from < order.length; ) {
            int[] counts = new int[classes];
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                counts[data.classIndex(order[to++])]++;
            }
            int commonest = commonest(counts);
            mistakes += to - from - counts[commonest];
            changes += last >= 0 && commonest != last ? 1 : 0;
            seen[commonest] = true;
            last = commonest;
            from = to;
        }
        int needed = -1;
        for (boolean s : seen) {
            needed += s ? 1 : 0;
        }
        return needed == 0 ? 0 : 1 - (mistakes + (changes - needed) / 2.0) / order.length;
    }

    private static int commonest(int... counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }

    /** Pearson's, of the feature and the first target, without its sign. */
    private static double correlation(Dataset data, double... values) {
        double[] targets = IntStream.range(0, values.length)
                .mapToDouble(i -> data.target(i)[0])
                .toArray();
        double meanX = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
        double meanY = IntStream.range(0, values.length)
                .mapToDouble(i -> targets[i])
                .average()
                .orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < values.length; i++) {
            xy += (values[i] - meanX) * (targets[i] - meanY);
            xx += (values[i] - meanX) * (values[i] - meanX);
            yy += (targets[i] - meanY) * (targets[i] - meanY);
        }
        return xx == 0 || yy == 0 ? 0 : Math.abs(xy) / Math.sqrt(xx * yy);
    }
}
