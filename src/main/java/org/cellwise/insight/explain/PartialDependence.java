package org.cellwise.insight.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.Scalers;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What a network says as one column takes one value after the other, all else staying as it is in each row: the mean over
 * the rows (Friedman, 2001), and the curves of single rows (Goldstein et al., 2015). Where columns go together, some of
 * these rows are such as never come.
 *
 * @param column its name
 * @param grid the values, ascending; null for categories
 * @param values the values in words
 * @param answers classes, questions or numbers
 * @param probabilities whether answers are probabilities
 * @param means mean answer for each value: (answers, values)
 * @param each answers of single rows, chosen by chance: (answers, rows, values)
 * @param deciles of the column over the rows, 10 % to 90 %; none for categories
 * @param rows how many the mean is over
 * @param all how many there are
 * @param note more to know, in words
 */
public record PartialDependence(
        String column,
        double[] grid,
        List<String> values,
        List<String> answers,
        boolean probabilities,
        double[][] means,
        double[][][] each,
        double[] deciles,
        int rows,
        int all,
        String note) {
    private static final int STEPS = 40;
    private static final int FEW = 20; // values, that are all taken
    private static final int MOST_VALUES = 60;
    private static final int MOST_ROWS = 2000;
    private static final int CURVES = 60;
    private static final double LOW = 0.05; // quantiles between which there are rows enough
    private static final double HIGH = 0.95;
    private static final double SAME = 1e-4;
    private static final MathContext FLOAT_DIGITS = new MathContext(7);

    /**
     * Over a column of the table. A column of numbers goes from its 5 % to its 95 % quantile, or takes each value where
     * there are few; any other takes each of its values.
     *
     * @param answer one of several; null for all
     * @throws IllegalArgumentException if there is no such column, it has one value only, or its inputs do not tell its
     *     values
     */
    public static PartialDependence of(Network network, Dataset data, String column, String answer) {
        Dataset counting = Counting.of(data);
        Answers answers = Answers.of(WHO, network, counting);
        RawColumn chosen = chosen(counting, column);
        Map<Object, Integer> found = values(counting, chosen);
        if (found.keySet().stream().allMatch(value -> value instanceof Double)) {
            double[] numbers = IntStream.range(0, counting.size())
                    .mapToDouble(row -> (Double) chosen.value(counting.features(row)))
                    .sorted()
                    .toArray();
            double[] distinct = found.keySet().stream()
                    .mapToDouble(value -> (Double) value)
                    .sorted()
                    .toArray();
            return over(counting, answers, chosen, grid(numbers, distinct), answer);
        }
        List<Object> categories = found.keySet().stream()
                .sorted((a, b) -> RawColumn.text(a).compareTo(RawColumn.text(b)))
                .toList();
        if (categories.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "%s draws over up to %s categories, but \"%s\" has %s: join the rare ones, groupRare(10, \"%s\"), before the network is trained"
                            .formatted(
                                    WHO, MOST_VALUES, Names.shorten(column), categories.size(), Names.shorten(column)));
        }
        return of(counting, answers, chosen, categories, null, answer);
    }

    private static final String WHO = "partialDependence";

    private static RawColumn chosen(Dataset data, String column) {
        return RawColumn.named(
                WHO,
                RawColumn.ofTable(WHO, data, "saliency(net, data, row) or integratedGradients(net, data, row)"),
                column);
    }

    /** Over these values of a column of numbers. */
    static PartialDependence over(Network network, Dataset data, String column, double... grid) {
        return over(data, Answers.of(WHO, network, data), chosen(data, column), grid, null);
    }

    private static PartialDependence over(
            Dataset data, Answers answers, RawColumn column, double[] grid, String answer) {
        List<Object> values =
                Arrays.stream(grid).<Object>mapToObj(value -> value).toList();
        return of(data, answers, column, values, grid, answer);
    }

    private static PartialDependence of(
            Dataset data, Answers answers, RawColumn column, List<Object> values, double[] grid, String answer) {
        if (values.size() < 2) {
            throw new IllegalArgumentException(
                    "%s expects a column of 2 values or more, but \"%s\" is %s in all %s rows"
                            .formatted(WHO, Names.shorten(column.name()), RawColumn.text(values.get(0)), data.size()));
        }
        int[] rows = RowChoice.of(data, MOST_ROWS);
        double[][][] said = said(data, answers, column, values, rows);
        int[] chosen = answer == null
                ? IntStream.range(0, answers.names().size()).toArray()
                : new int[] {answers.index(WHO, answer)};
        double[] weights =
                Arrays.stream(rows).mapToDouble(row -> data.weightsOf(row)[0]).toArray();
        double[][] means = new double[chosen.length][values.size()];
        double[][][] each = new double[chosen.length][Math.min(CURVES, rows.length)][values.size()];
        double sum = Arrays.stream(weights).sum();
        int[] curves = RowChoice.among(rows.length, CURVES);
        for (int a = 0; a < chosen.length; a++) {
            for (int v = 0; v < values.size(); v++) {
                for (int row = 0; row < rows.length; row++) {
                    means[a][v] += weights[row] / sum * said[v][row][chosen[a]];
                }
                for (int curve = 0; curve < curves.length; curve++) {
                    each[a][curve][v] = said[v][curves[curve]][chosen[a]];
                }
            }
        }
        return new PartialDependence(
                column.name(),
                grid,
                values.stream().map(RawColumn::text).toList(),
                Arrays.stream(chosen).mapToObj(answers.names()::get).toList(),
                answers.areProbabilities(),
                means,
                each,
                grid == null ? new double[0] : deciles(data, column),
                rows.length,
                data.size(),
                answers.note());
    }

    /** All answers: (values, rows, answers). */
    private static double[][][] said(
            Dataset data, Answers answers, RawColumn column, List<Object> values, int... rows) {
        int inputs = data.inputShape().elements();
        float[] features = new float[rows.length * inputs];
        for (int i = 0; i < rows.length; i++) {
            double[] row = data.features(rows[i]);
            for (int k = 0; k < inputs; k++) {
                features[i * inputs + k] = (float) row[k];
            }
        }
        double[][][] said = new double[values.size()][rows.length][];
        double[] encoded = new double[column.width()];
        for (int v = 0; v < said.length; v++) {
            Stop.check(WHO);
            column.encoder().encode(values.get(v), encoded, 0);
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < encoded.length; k++) {
                    features[i * inputs + column.first() + k] = (float) encoded[k];
                }
            }
            float[] outputs = answers.outputs(WHO, features, rows.length);
            for (int i = 0; i < rows.length; i++) {
                said[v][i] = answers.of(outputs, i * answers.width());
            }
        }
        return said;
    }

    /** The values of a column, in the order in which they come, each with how many rows have it; numbers as floats tell them. */
    private static Map<Object, Integer> values(Dataset data, RawColumn column) {
        Map<Object, Integer> values = new LinkedHashMap<>();
        int unclear = 0;
        for (int row = 0; row < data.size(); row++) {
            double[] features = data.features(row);
            Object value = column.value(features);
            if (value instanceof Double number) {
                values.merge(rounded(number), 1, Integer::sum);
            } else if (values.containsKey(value) || tells(column, value, features)) {
                values.merge(value == null ? MISSING : value, 1, Integer::sum);
            } else {
                unclear++;
            }
        }
        values.remove(MISSING);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s expects a column whose inputs tell its values, but those of \"%s\" do not (%s): %s"
                            .formatted(
                                    WHO,
                                    Names.shorten(column.name()),
                                    column.encoder().words(),
                                    unclear > 0
                                            ? "choose another column, or look at importance(net, data), which shuffles it whole"
                                            : "it is missing in all rows"));
        }
        return values;
    }

    private static final Object MISSING = new Object();

    private static double rounded(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(FLOAT_DIGITS).doubleValue()
                : number;
    }

    /** Whether a value leads back to the inputs that it was read from; a date of which only the month is kept does not. */
    private static boolean tells(RawColumn column, Object value, double... features) {
        if (value == null) {
            return true;
        }
        ColumnEncoder encoder = column.encoder();
        double[] again = new double[encoder.width()];
        try {
            encoder.encode(value, again, 0);
        } catch (IllegalArgumentException noSuchValue) {
            return false;
        }
        for (int i = 0; i < again.length; i++) {
            if (Math.abs(again[i] - features[column.first() + i]) > SAME * Math.max(1, Math.abs(again[i]))) {
                return false;
            }
        }
        return true;
    }

    private static double[] grid(double[] sorted, double... distinct) {
        if (distinct.length <= FEW) {
            return distinct;
        }
        double low = Scalers.quantile(sorted, LOW);
        double high = Scalers.quantile(sorted, HIGH);
        if (high <= low) {
            return new double[] {sorted[0], low, sorted[sorted.length - 1]};
        }
        double[] grid = new double[STEPS + 1];
        Arrays.setAll(grid, i -> low + i * (high - low) / STEPS);
        return grid;
    }

    private static double[] deciles(Dataset data, RawColumn column) {
        double[] sorted = IntStream.range(0, data.size())
                .mapToObj(row -> column.value(data.features(row)))
                .filter(Double.class::isInstance)
                .mapToDouble(value -> (Double) value)
                .sorted()
                .toArray();
        return IntStream.rangeClosed(1, 9)
                .mapToDouble(i -> Scalers.quantile(sorted, i / 10.0))
                .toArray();
    }

    /** Whether the values are numbers, rather than categories. */
    public boolean isNumeric() {
        return grid != null;
    }

    /** How far the mean of an answer goes, from its least to its largest. */
    public double reach(int answer) {
        double low = Arrays.stream(means[answer]).min().orElse(Double.NaN);
        return Arrays.stream(means[answer]).max().orElse(Double.NaN) - low;
    }

    /** What it shows, in words. */
    public String title() {
        String what = answers.size() == 1
                ? (probabilities ? "Probability of " : "") + Names.shorten(answers.get(0))
                : probabilities ? "Probabilities" : Names.list(answers);
        return what + " over " + Names.shorten(column);
    }

    /** Of each answer the mean at both ends, or at each category. */
    public String words() {
        List<String> texts = new ArrayList<>();
        for (int a = 0; a < answers.size(); a++) {
            double[] mean = means[a];
            List<String> ends = new ArrayList<>();
            int step = isNumeric() ? values.size() - 1 : 1;
            for (int v = 0; v < values.size(); v += step) {
                ends.add("%s at %s".formatted(Numbers.significant(mean[v], 3), values.get(v)));
            }
            texts.add(Names.shorten(answers.get(a)) + " " + Names.list(ends));
        }
        String of = rows == all ? Names.count(rows, "row") : "%s of %s rows, chosen by chance".formatted(rows, all);
        return "Mean over %s: %s%s".formatted(of, String.join("; ", texts), note);
    }

    @Override
    public String toString() {
        return title() + ": " + words();
    }
}
