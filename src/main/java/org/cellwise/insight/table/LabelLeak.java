package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Numbers;

/** Finds features that give the target away by themselves: often something that is known only after the fact. */
public final class LabelLeak {
    private static final int FEWEST_ROWS = 20;
    private static final int MAX_FEATURES = 1000;
    private static final double TELLING = 0.98; // of the mistakes that guessing the commonest class makes, avoided
    private static final double COPIED =
            0.9; // the same, where rows that it gets wrong lie anywhere, as in a copy with errors
    private static final double DEEP = 0.4; // of the rows that it gets wrong
    private static final int LINES = 40;
    private static final double ON_A_LINE = 0.9; // of the rows
    private static final double NEAR = 1e-4; // of the deviation of the targets
    private static final double CORRELATED = 0.999;
    private static final double SAME = 0.9; // correlation of a yes-or-no feature with being of a class

    private final int[] classes; // of each row; null where targets are numbers
    private final List<String> names; // of the classes
    private final List<String> found = new ArrayList<>();

    private LabelLeak(int[] classes, List<String> names) {
        this.classes = classes;
        this.names = names;
    }

    /** A sentence for each such feature. */
    public static List<String> find(Dataset data) {
        int width = data.inputShape().elements();
        if (data.size() < FEWEST_ROWS || width > MAX_FEATURES || data.schema().positions() != 1) {
            return List.of();
        }
        double[][] rows =
                IntStream.range(0, data.size()).mapToObj(data::features).toArray(double[][]::new);
        int[] classes = data.isClassification()
                ? IntStream.range(0, data.size()).map(data::classIndex).toArray()
                : null;
        List<String> found = new ArrayList<>();
        for (int f = 0; f < width; f++) {
            int feature = f;
            String name = data.inputNames().get(f);
            double[] values = column(data.size(), row -> rows[row][feature]);
            if (classes != null) {
                found.addAll(ofClass(name, values, classes, data.outputNames()));
                continue;
            }
            for (int output = 0; output < data.outputNames().size(); output++) {
                int target = output;
                double[] targets = column(values.length, row -> data.target(row)[target]);
                found.addAll(ofNumber(name, values, data.outputNames().get(output), targets));
            }
        }
        return found;
    }

    private static double[] column(int rows, IntToDoubleFunction value) {
        return IntStream.range(0, rows).mapToDouble(value).toArray();
    }

    /**
     * A sentence if a feature tells the class, or one of the classes.
     *
     * @param values of the feature, finite, one for each row
     * @param classes of the rows, from 0
     */
    static List<String> ofClass(String feature, double[] values, int[] classes, List<String> names) {
        LabelLeak leak = new LabelLeak(classes, names);
        if (values.length >= FEWEST_ROWS) {
            leak.lookForClasses(feature, values);
        }
        return leak.found;
    }

    /**
     * A sentence if a feature tells a number.
     *
     * @param values of the feature, finite, one for each row
     * @param targets the number of each row
     */
    static List<String> ofNumber(String feature, double[] values, String target, double[] targets) {
        LabelLeak leak = new LabelLeak(null, List.of());
        if (values.length >= FEWEST_ROWS) {
            double share = Math.abs(Correlations.pearson(values, targets));
            double copied = share < CORRELATED ? onALine(values, targets) : 0;
            leak.report(feature, target, "correlation", share, CORRELATED);
            leak.report(feature, target, "share of rows", copied, ON_A_LINE);
        }
        return leak.found;
    }

    private void lookForClasses(String feature, double... values) {
        int mistakes = mistakes(values);
        int[] counts = new int[names.size()];
        for (int c : classes) {
            counts[c]++;
        }
        int guessed = values.length - counts[commonest(counts)];
        boolean copied = guessed > 0 && mistakes <= (1 - COPIED) * guessed && errorsAreAnywhere(values);
        if (guessed > 0 && (copied || mistakes <= (1 - TELLING) * guessed)) {
            report(feature, "the class", "accuracy", 1 - (double) mistakes / values.length, 0);
        } else if (DoubleStream.of(values).distinct().limit(3).count() == 2) { // as columns of categories are
            for (int c = 0; c < names.size(); c++) {
                int wanted = c;
                double[] isOfClass = column(values.length, row -> classes[row] == wanted ? 1 : 0);
                report(feature, names.get(c), "correlation", Math.abs(Correlations.pearson(values, isOfClass)), SAME);
            }
        }
    }

    private void report(String feature, String what, String measure, double share, double minimum) {
        if (share >= minimum) {
            found.add("%s alone tells %s (%s %s); if it is not known when the network is to predict, leave it out"
                    .formatted(feature, what, measure, Numbers.fixed(share, 4)));
        }
    }

    /**
     * About how many rows are misclassified by one interval of the feature for each class: rows of equal value count as
     * their commonest class, and where the classes change more often than they must, every second change is a mistake.
     */
    private int mistakes(double... values) {
        Integer[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toArray(Integer[]::new);
        boolean[] seen = new boolean[names.size()];
        int mistakes = 0;
        int changes = 0;
        int needed = -1;
        int last = -1;
        for (int from = 0; from < order.length; ) {
            int[] counts = new int[names.size()];
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                counts[classes[order[to++]]]++;
            }
            int commonest = commonest(counts);
            mistakes += to - from - counts[commonest];
            changes += last >= 0 && commonest != last ? 1 : 0;
            needed += seen[commonest] ? 0 : 1;
            seen[commonest] = true;
            last = commonest;
            from = to;
        }
        return mistakes + (changes - needed + 1) / 2;
    }

    /**
     * Whether rows that the feature gets wrong lie in the midst of other classes, as errors in a copy of the label do.
     * Where classes merely overlap, they lie in between.
     */
    private boolean errorsAreAnywhere(double... values) {
        double[][] quartiles = new double[names.size()][];
        for (int c = 0; c < quartiles.length; c++) {
            int wanted = c;
            double[] own = IntStream.range(0, values.length)
                    .filter(row -> classes[row] == wanted)
                    .mapToDouble(row -> values[row])
                    .sorted()
                    .toArray();
            int n = own.length;
            quartiles[c] = n == 0 ? null : new double[] {own[n / 4], own[n / 2], own[(3 * n) / 4]};
        }
        int wrong = 0;
        int deep = 0;
        for (int row = 0; row < values.length; row++) {
            int nearest = nearest(quartiles, values[row]);
            if (nearest != classes[row]) {
                wrong++;
                deep += isDeep(values[row], quartiles[nearest]) ? 1 : 0;
            }
        }
        return wrong > 0 && deep >= DEEP * wrong;
    }

    private static boolean isDeep(double value, double... quartiles) {
        return value == quartiles[1] || value > quartiles[0] && value < quartiles[2];
    }

    private static int nearest(double[][] quartiles, double value) {
        int best = -1;
        for (int c = 0; c < quartiles.length; c++) {
            if (quartiles[c] != null
                    && (best < 0 || Math.abs(value - quartiles[c][1]) < Math.abs(value - quartiles[best][1]))) {
                best = c;
            }
        }
        return best;
    }

    /** The largest share of the rows on one line through two of them, as in a copy that a few rows depart from. */
    private static double onALine(double[] x, double[] y) {
        double near = NEAR * Sorted.of(y).deviation();
        int best = 0;
        SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < LINES && near > 0; i++) {
            int a = random.nextInt(x.length);
            int b = random.nextInt(x.length);
            double slope = (y[b] - y[a]) / (x[b] - x[a]);
            if (Double.isFinite(slope) && slope != 0) {
                int on = 0;
                for (int row = 0; row < x.length; row++) {
                    on += Math.abs(y[a] + slope * (x[row] - x[a]) - y[row]) <= near ? 1 : 0;
                }
                best = Math.max(best, on);
            }
        }
        return (double) best / x.length;
    }

    private static int commonest(int... counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }
}
