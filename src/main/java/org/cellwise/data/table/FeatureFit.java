package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cellwise.data.encode.Categories;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.GroupedEncoder;
import org.cellwise.data.encode.Neighbours;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.TargetEncoder;
import org.cellwise.math.Seed;

/** Fits encoders of feature columns on training rows. */
final class FeatureFit {
    private static final Encoding PLAIN = new Encoding.Plain();

    private final Treatment treatment;
    private final int[] training;
    private final double[][] targets; // of each training row, as the network learns them; null if no mean is taken
    private final List<String> targetNames; // empty for a single one
    private final Map<String, double[][]> crossFitted = new ConcurrentHashMap<>();

    FeatureFit(Treatment treatment, int[] training, double[][] targets, List<String> targetNames) {
        this.treatment = treatment;
        this.training = training;
        this.targets = targets;
        this.targetNames = targetNames;
    }

    /** Numbers of training rows, by column, that are not those of its encoder. */
    Map<String, double[][]> crossFitted() {
        return Map.copyOf(crossFitted);
    }

    /** What fills numbers in by their nearest neighbours, fitted on the training rows; null where none does. */
    Neighbours neighbours(List<RawColumn> features) {
        Fill wanted = null;
        List<RawColumn.Numbers> columns = new ArrayList<>();
        for (RawColumn feature : features) {
            Fill fill = treatment.fill(feature.name(), true);
            if (feature instanceof RawColumn.Numbers numbers && isFilled(feature) && fill.neighbours() > 0) {
                columns.add(numbers);
                wanted = fill;
            }
        }
        if (wanted == null) {
            return null;
        }
        double[][] values = Arrays.stream(training)
                .mapToObj(row -> columns.stream()
                        .mapToDouble(column -> column.value(row))
                        .toArray())
                .toArray(double[][]::new);
        List<String> names = columns.stream().map(RawColumn.Numbers::name).toList();
        return Neighbours.fit(names, wanted.neighbours(), values);
    }

    private boolean isFilled(RawColumn column) {
        Fill fill = treatment.fill(column.name(), column instanceof RawColumn.Numbers);
        return fill != null
                && (fill.neighbours() > 0 || treatment.numbers().named().containsKey(column.name()) || !hasAll(column));
    }

    ColumnEncoder fit(RawColumn column) {
        int[] present = column.present(training);
        if (present.length == 0) {
            throw new IllegalArgumentException(
                    "\"%s\" has no value in any of the %s training rows: leave it out of features(…)"
                            .formatted(column.name(), training.length));
        }
        Encoding encoding = treatment.encodings().getOrDefault(column.name(), PLAIN);
        requireScalable(column, encoding);
        if (!isFilled(column)) {
            return base(column, encoding, present);
        }
        Fill fill = treatment.fill(column.name(), column instanceof RawColumn.Numbers);
        Object value = fill.value(column, present);
        RawColumn filled = withCategory(column, value);
        ColumnEncoder encoder = base(filled, encoding, present);
        boolean flagged = treatment.flags().of(column.name())
                && (present.length < training.length
                        || treatment.flags().named().containsKey(column.name()));
        return new FilledEncoder(encoder, value, flagged);
    }

    private static boolean hasAll(RawColumn column) {
        return IntStream.range(0, column.rows()).noneMatch(column::isMissing);
    }

    /** With a category that only stands in for missing values. */
    private static RawColumn withCategory(RawColumn column, Object value) {
        if (!(column instanceof RawColumn.Categories categories)
                || categories.categories().contains(value)) {
            return column;
        }
        List<String> more = new ArrayList<>(categories.categories());
        more.add((String) value);
        return new RawColumn.Categories(column.name(), categories.values(), more);
    }

    private void requireScalable(RawColumn column, Encoding encoding) {
        boolean scaled = encoding.isScaled() && !(encoding == PLAIN && column instanceof RawColumn.Categories);
        if (treatment.scaling().named().containsKey(column.name()) && !scaled) {
            throw new IllegalArgumentException(
                    "\"%s\" is to be scaled, but its inputs are no quantities: leave it out of standardize(…) and the like"
                            .formatted(column.name()));
        }
    }

    private ColumnEncoder base(RawColumn column, Encoding encoding, int... present) {
        Scaler.Fit scaling = treatment.scaling().of(column.name());
        int fewest = treatment.rare().of(column.name());
        boolean isGrouped = fewest > 0 && column instanceof RawColumn.Categories;
        if (treatment.rare().named().containsKey(column.name()) && !isGrouped) {
            throw new IllegalArgumentException(
                    "groupRare expects categories, but \"%s\" holds none".formatted(column.name()));
        }
        try {
            if (encoding instanceof Encoding.MeanTarget) {
                RawColumn.Categories categories = (RawColumn.Categories) column;
                return isGrouped ? groupedMeans(categories, fewest, present) : means(categories, present);
            }
            return isGrouped
                    ? Encoding.grouped(encoding, (RawColumn.Categories) column, fewest, scaling, present)
                    : encoding.fit(column, scaling, present);
        } catch (IllegalArgumentException e) {
            String name = "\"" + column.name() + "\"";
            throw e.getMessage().contains(name) ? e : new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private ColumnEncoder groupedMeans(RawColumn.Categories column, int fewest, int... present) {
        RawColumn.Categories joined = column.joined(fewest, present);
        List<String> kept = joined.categories().stream()
                .filter(category -> column.categories().contains(category))
                .toList();
        return new GroupedEncoder(means(joined, present), new Categories(kept));
    }

    private TargetEncoder means(RawColumn.Categories column, int... present) {
        String name = column.name();
        Categories categories = new Categories(column.categories());
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < training.length; i++) {
            places.put(training[i], i);
        }
        String[] values = Arrays.stream(present).mapToObj(column::value).toArray(String[]::new);
        double[][] own =
                Arrays.stream(present).mapToObj(row -> targets[places.get(row)]).toArray(double[][]::new);
        List<String> inputs = targetNames.isEmpty()
                ? List.of(name + " mean")
                : targetNames.stream()
                        .map(target -> name + " mean of " + target)
                        .toList();
        TargetEncoder encoder = TargetEncoder.fit(name, categories, values, own, inputs);
        if (present.length >= 2 * TargetEncoder.FOLDS) {
            double[][] fitted = TargetEncoder.crossFit(name, categories, values, own, folds(present.length));
            double[][] all = new double[training.length][];
            for (int i = 0; i < present.length; i++) {
                all[places.get(present[i])] = fitted[i];
            }
            crossFitted.put(name, all);
        }
        return encoder;
    }

    private static int[] folds(int rows) {
        int[] folds = new int[rows];
        Arrays.setAll(folds, row -> row % TargetEncoder.FOLDS);
        Seed.DEFAULT.random().shuffle(folds);
        return folds;
    }
}
