package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * SHAP values: what each column of a row adds, as the mean over all orders in which columns could be told (Shapley, 1953;
 * Lundberg and Lee, 2017). Columns that are not told yet have the values of other rows, one after the other; the inputs
 * of one column are told together. Of up to ten columns all sets are tried; of more, orders are drawn by chance, each with
 * its reverse (Mitchell et al., 2022), which adds up exactly all the same.
 */
public final class Shapley {
    private static final String WHO = "shap";
    private static final int EXACT = 10; // columns, of which all 1,024 sets are tried
    private static final int OTHERS = 100; // rows in whose place columns stand that are not told
    private static final int MOST_PAIRS = 200;
    private static final int FEWEST_PAIRS = 10;
    private static final int WALKS = 4000; // columns told in all
    private static final double ROUNDING = 1e-4;

    private final Answers answers;
    private final List<RawColumn> columns;
    private final int answer;
    private final float[] row;
    private final float[] others; // (rows, inputs)
    private final double[] weights; // of the others, adding up to 1
    private final float[] mixed;
    private final int inputs;

    private Shapley(Answers answers, List<RawColumn> columns, Dataset others, int answer, double[] row) {
        this.answers = answers;
        this.columns = columns;
        this.answer = answer;
        inputs = row.length;
        this.row = Answers.narrowed(row);
        int count = others.size();
        this.others = new float[count * inputs];
        weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double[] other = others.features(i);
            for (int k = 0; k < inputs; k++) {
                this.others[i * inputs + k] = (float) other[k];
            }
            weights[i] = others.weightsOf(i)[0];
            sum += weights[i];
        }
        for (int i = 0; i < count; i++) {
            weights[i] /= sum;
        }
        mixed = new float[count * inputs];
    }

    /**
     * Of one row beside others.
     *
     * @param data the others, of which up to 100 are taken by chance
     * @param answer which of several; null for what the network says of the row
     * @param row inputs as the network reads them
     * @throws IllegalArgumentException if rows are not such as the network reads, or are images
     */
    public static Contributions of(Network network, Dataset data, String answer, Seed seed, double... row) {
        return of(network, data, answer, seed, EXACT, row);
    }

    /** With all sets tried of up to so many columns. */
    static Contributions of(Network network, Dataset data, String answer, Seed seed, int exact, double... row) {
        Dataset counting = Counting.of(data);
        Answers answers = Answers.of(WHO, network, counting);
        List<RawColumn> columns =
                RawColumn.ofTable(WHO, counting, "integratedGradients(net, data, row) or saliency(net, data, row)");
        float[] outputs = answers.outputs(WHO, row);
        int index = answers.index(WHO, answer, outputs);
        int[] chosen = RowChoice.among(counting.size(), OTHERS, seed);
        Dataset others = chosen.length == counting.size() ? counting : counting.rows(chosen);
        Shapley shapley = new Shapley(answers, columns, others, index, row);
        double value = answers.of(outputs, 0)[index];
        String of = Names.count(chosen.length, "row")
                + (chosen.length == counting.size() ? "" : " of %s, chosen by chance".formatted(counting.size()));
        return columns.size() <= exact
                ? shapley.result(value, shapley.ofAllSets(), new double[columns.size()], of + ", all sets of columns")
                : shapley.byOrders(value, seed.random(), of);
    }

    private double[] ofAllSets() {
        int count = columns.size();
        double[] worth = new double[1 << count];
        for (int set = 0; set < worth.length; set++) {
            worth[set] = worth(set);
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            for (int set = 0; set < worth.length; set++) {
                if ((set >> i & 1) == 0) {
                    values[i] += share(Integer.bitCount(set), count) * (worth[set | 1 << i] - worth[set]);
                }
            }
        }
        return values;
    }

    /** In what share of all orders so many given columns come first, and one given column next: s! (n - s - 1)! / n!. */
    private static double share(int size, int count) {
        double share = 1.0 / count;
        for (int i = 1; i <= size; i++) {
            share *= (double) i / (count - i);
        }
        return share;
    }

    private double worth(int set) {
        System.arraycopy(others, 0, mixed, 0, mixed.length);
        for (int i = 0; i < columns.size(); i++) {
            if ((set >> i & 1) == 1) {
                tell(columns.get(i));
            }
        }
        return said();
    }

    /** Puts the row's values of a column into all the others. */
    private void tell(RawColumn column) {
        for (int at = column.first(); at < mixed.length; at += inputs) {
            System.arraycopy(row, column.first(), mixed, at, column.width());
        }
    }

    private double said() {
        Stop.check(WHO);
        float[] outputs = answers.outputs(WHO, mixed, weights.length);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * answers.of(outputs, i * answers.width())[answer];
        }
        return sum;
    }

    private Contributions byOrders(double value, SeededRandom random, String of) {
        int count = columns.size();
        int pairs = Math.max(FEWEST_PAIRS, Math.min(MOST_PAIRS, WALKS / count));
        System.arraycopy(others, 0, mixed, 0, mixed.length);
        double base = said();
        double[] sums = new double[count];
        double[] squares = new double[count];
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int pair = 0; pair < pairs; pair++) {
            random.shuffle(order);
            double[] both = new double[count];
            walk(order, base, value, both);
            int[] reverse = new int[count];
            Arrays.setAll(reverse, i -> order[count - 1 - i]);
            walk(reverse, base, value, both);
            for (int i = 0; i < count; i++) {
                sums[i] += both[i] / 2;
                squares[i] += both[i] * both[i] / 4;
            }
        }
        double[] errors = new double[count];
        for (int i = 0; i < count; i++) {
            sums[i] /= pairs;
            errors[i] = Math.sqrt(Math.max(0, squares[i] / pairs - sums[i] * sums[i]) / (pairs - 1));
        }
        return result(
                value,
                sums,
                errors,
                "%s, %s orders of columns drawn by chance, each with its reverse".formatted(of, pairs));
    }

    /** Adds what each column changes as it is told; the last one brings it to the answer itself. */
    private void walk(int[] order, double base, double value, double[] changes) {
        System.arraycopy(others, 0, mixed, 0, mixed.length);
        double before = base;
        for (int i = 0; i < order.length; i++) {
            double after = value;
            if (i + 1 < order.length) {
                tell(columns.get(order[i]));
                after = said();
            }
            changes[order[i]] += after - before;
            before = after;
        }
    }

    private Contributions result(double value, double[] values, double[] errors, String how) {
        System.arraycopy(others, 0, mixed, 0, mixed.length);
        double base = said();
        double[] raw = new double[inputs];
        Arrays.setAll(raw, i -> row[i]);
        List<Contributions.Part> parts = new ArrayList<>();
        double sum = base;
        for (int i = 0; i < values.length; i++) {
            RawColumn column = columns.get(i);
            parts.add(new Contributions.Part(column.name(), column.words(raw), values[i], errors[i]));
            sum += values[i];
        }
        double off = Math.abs(sum - value);
        if (!(off <= ROUNDING * Math.max(1, Math.max(Math.abs(base), Math.abs(value))))) {
            throw new IllegalStateException(
                    "SHAP values add up to the answer, %s, but these give %s: the network answers otherwise from call to call"
                            .formatted(value, sum));
        }
        String whole = "beside %s; they add up to it within %s%s".formatted(how, bound(off), answers.note());
        return new Contributions(
                "SHAP values", answers.words(answer), "others", base, value, parts, null, raw, null, whole);
    }

    private static String bound(double off) {
        return Numbers.significant(Math.max(1e-9, Math.pow(10, Math.ceil(Math.log10(Math.max(1e-12, off))))), 1);
    }
}
