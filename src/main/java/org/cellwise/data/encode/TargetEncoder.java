package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A column of categories as the mean target of each, drawn towards the overall mean the fewer rows it has and the more
 * these differ: for {@code n} rows {@code λ · mean + (1 - λ) · overall} with
 * {@code λ = v n / (v n + w)}, where v is the variance of all targets and w that within the category (Micci-Barreca,
 * 2001; scikit-learn's {@code smooth="auto"}). Targets are those that the network learns, scaled where they are. A
 * category that training has not seen is the overall mean. Rows that it is fitted on must not be encoded by it, since
 * each would be told a part of its own answer: {@link #crossFit} is for them.
 *
 * @param column its name
 * @param categories known
 * @param means of each category, one for each input
 * @param overall means, one for each input
 * @param inputNames one for each number
 */
public record TargetEncoder(
        String column, Categories categories, List<List<Double>> means, List<Double> overall, List<String> inputNames)
        implements ColumnEncoder {
    static final String KIND = "target";

    private static final double SAME = 1e-6; // as float32 keeps them

    /** Parts of the training rows, each encoded by the others. */
    public static final int FOLDS = 5;

    public TargetEncoder {
        means = means.stream().map(List::copyOf).toList();
        overall = List.copyOf(overall);
        inputNames = List.copyOf(inputNames);
        int inputs = inputNames.size();
        if (inputs == 0
                || overall.size() != inputs
                || means.size() != categories.size()
                || means.stream().anyMatch(row -> row.size() != inputs)) {
            throw new IllegalArgumentException(
                    "\"%s\" expects a mean of each category and of all for each of its inputs".formatted(column));
        }
    }

    /**
     * Fitted on rows.
     *
     * @param values category of each row
     * @param targets of each row, a number for each input
     */
    public static TargetEncoder fit(
            String column, Categories categories, String[] values, double[][] targets, List<String> inputNames) {
        int[] rows = IntStream.range(0, values.length).toArray();
        return fit(column, categories, values, targets, inputNames, rows);
    }

    private static TargetEncoder fit(
            String column,
            Categories categories,
            String[] values,
            double[][] targets,
            List<String> inputNames,
            int... rows) {
        int inputs = inputNames.size();
        List<List<Double>> means = new ArrayList<>();
        categories.texts().forEach(category -> means.add(new ArrayList<>()));
        List<Double> overall = new ArrayList<>();
        for (int input = 0; input < inputs; input++) {
            int which = input;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> targets[row][which])
                    .average()
                    .orElse(0);
            double variance = Arrays.stream(rows)
                    .mapToDouble(row -> (targets[row][which] - mean) * (targets[row][which] - mean))
                    .average()
                    .orElse(0);
            overall.add(mean);
            double[] sums = new double[categories.size()];
            double[] squares = new double[categories.size()];
            int[] counts = new int[categories.size()];
            for (int row : rows) {
                int category = categories.of(column, values[row]);
                sums[category] += targets[row][input];
                counts[category]++;
            }
            for (int row : rows) {
                int category = categories.of(column, values[row]);
                double off = targets[row][input] - sums[category] / counts[category];
                squares[category] += off * off;
            }
            for (int c = 0; c < sums.length; c++) {
                means.get(c).add(counts[c] == 0 ? mean : shrunk(mean, variance, sums[c], squares[c], counts[c]));
            }
        }
        return new TargetEncoder(column, categories, means, overall, inputNames);
    }

    private static double shrunk(double mean, double variance, double sum, double squares, int count) {
        double between = variance * count;
        double within = squares / count;
        double trust = between / (between + within);
        return Double.isNaN(trust) ? mean : trust * (sum / count) + (1 - trust) * mean;
    }

    /**
     * The rows that it is fitted on, each encoded by what is fitted on rows of other folds.
     *
     * @param foldOf fold of each row, from 0
     * @return for each row a number for each input
     */
    public static double[][] crossFit(
            String column, Categories categories, String[] values, double[][] targets, int... foldOf) {
        int folds = Arrays.stream(foldOf).max().orElse(0) + 1;
        List<String> names =
                IntStream.range(0, targets[0].length).mapToObj(String::valueOf).toList();
        double[][] encoded = new double[values.length][names.size()];
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            int[] others = IntStream.range(0, values.length)
                    .filter(row -> foldOf[row] != held)
                    .toArray();
            TargetEncoder fitted = fit(column, categories, values, targets, names, others);
            for (int row = 0; row < values.length; row++) {
                if (foldOf[row] == fold) {
                    fitted.encode(values[row], encoded[row], 0);
                }
            }
        }
        return encoded;
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        int category = Missing.is(raw) ? categories.of(column, raw) : categories.position(Categories.text(raw), -1);
        for (int i = 0; i < overall.size(); i++) {
            into[at + i] = category < 0 ? overall.get(i) : means.get(category).get(i);
        }
    }

    /** The category with these means; where none has them, as in cross-fitted training rows, the mean itself. */
    @Override
    public Object decode(double[] from, int at) {
        for (int c = 0; c < means.size(); c++) {
            boolean same = true;
            for (int i = 0; i < overall.size(); i++) {
                same &= Math.abs(from[at + i] - means.get(c).get(i)) <= SAME * Math.max(1, Math.abs(from[at + i]));
            }
            if (same) {
                return categories.texts().get(c);
            }
        }
        return "mean " + Numbers.decimals(from[at], 4);
    }

    @Override
    public String note(Object raw) {
        return Missing.is(raw) || categories.contains(Categories.text(raw))
                ? null
                : "\"%s\" was never \"%s\" in training, so the mean of all stands in"
                        .formatted(Names.shorten(column), Names.shorten(Categories.text(raw)));
    }

    @Override
    public String words() {
        return "mean target of the category (all: %s); training rows by those of other folds"
                .formatted(String.join(
                        ", ",
                        overall.stream().map(mean -> Numbers.decimals(mean, 4)).toList()));
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("column", column);
        description.put("categories", categories.texts());
        description.put("means", means);
        description.put("overall", overall);
        description.put("inputs", inputNames);
        return description;
    }

    static TargetEncoder of(Settings settings) {
        return new TargetEncoder(
                settings.text("column"),
                new Categories(settings.texts("categories")),
                settings.rows("means"),
                settings.numbers("overall"),
                settings.texts("inputs"));
    }
}
