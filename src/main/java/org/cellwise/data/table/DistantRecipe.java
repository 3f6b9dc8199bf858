package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.Categories;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.ColumnSums;
import org.cellwise.data.encode.CyclicEncoder;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.GroupedEncoder;
import org.cellwise.data.encode.Moments;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.OrdinalEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.Scalers;
import org.cellwise.data.encode.Scaling;
import org.cellwise.text.Names;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What was chosen for a table, for rows that are elsewhere: which sums of each column have to be known, and the encoders
 * that follow from them, the same as a table of these rows would give.
 */
public final class DistantRecipe {
    private final Recipe recipe;
    private final Table form; // without rows

    private DistantRecipe(Recipe recipe, Table form) {
        this.recipe = recipe;
        this.form = form;
    }

    /** What a column holds. */
    public enum Kind {
        WHOLE,
        NUMBER,
        TRUTH,
        TEXT
    }

    /** Where to choose for rows with these columns. */
    public static TableData choices(Map<String, Kind> columns) {
        Table form = Table.create("rows");
        columns.forEach((name, kind) -> form.addColumns(
                switch (kind) {
                    case WHOLE -> LongColumn.create(name);
                    case NUMBER -> DoubleColumn.create(name);
                    case TRUTH -> BooleanColumn.create(name);
                    case TEXT -> StringColumn.create(name);
                }));
        return TableData.of(form);
    }

    /**
     * What is to be known of a column.
     *
     * @param column its name
     * @param type its type, in a word or two
     * @param isNumber whether it is read as numbers; otherwise as categories
     * @param mayMiss whether another value stands in where one is missing
     * @param logarithms whether the moments of the logarithms are asked for
     */
    public record Wanted(String column, String type, boolean isNumber, boolean mayMiss, boolean logarithms) {}

    /**
     * A recipe with its encoders.
     *
     * @param encoder of features and numeric targets
     * @param outputs classes, or names of the numeric targets
     * @param labelled whether targets are classes
     * @param targets the label, or the numeric targets
     * @param weights the column of weights; empty where all weigh 1
     */
    public record Fitted(
            RowEncoder encoder, List<String> outputs, boolean labelled, List<String> targets, List<String> weights) {}

    /**
     * The choices made for a table without rows.
     *
     * @throws IllegalArgumentException if a column is not of a type that can be read so
     * @throws IllegalStateException if nothing to predict was chosen
     */
    public static DistantRecipe of(TableData choices) {
        choices.recipe().requireComplete();
        DistantRecipe made = new DistantRecipe(choices.recipe(), choices.table());
        made.wanted();
        return made;
    }

    /** Whether rows that miss something are left out. */
    public boolean dropMissing() {
        return recipe.treatment().dropMissing();
    }

    /** What is to be known, in the order of features, targets, weights. */
    public List<Wanted> wanted() {
        return recipe.used().stream().map(this::wanted).toList();
    }

    private Wanted wanted(String name) {
        Column<?> column = form.column(name);
        boolean feature = recipe.features().contains(name);
        boolean mayMiss = feature && recipe.isFilled(column);
        boolean logarithms = feature
                ? recipe.treatment().scaling().of(name) == Scaling.LOG
                : recipe.treatment().ofTarget(name) == Scaling.LOG;
        ColumnReader reader = new ColumnReader(column, new int[0], recipe.reading());
        RawColumn read;
        if (feature) {
            Encoding encoding = recipe.treatment().encodings().get(name);
            read = encoding == null ? reader.feature() : encoding.read(reader);
        } else if (recipe.targets().contains(name)) {
            read = recipe.labelled() ? reader.label() : reader.target();
        } else {
            read = reader.weights();
        }
        boolean isNumber = read instanceof RawColumn.Numbers;
        return new Wanted(name, ColumnReader.typeName(column), isNumber, mayMiss, logarithms && isNumber);
    }

    /**
     * Fits encoders.
     *
     * @param sums of each column that is {@link #wanted}
     * @param quantiles for a column and shares from 0 to 1 the quantiles of its numbers, as {@link Scalers#quantile} has them
     * @throws IllegalArgumentException if a column does not hold what is to be made of it
     */
    public Fitted fit(Map<String, ColumnSums> sums, BiFunction<String, double[], double[]> quantiles) {
        List<ColumnEncoder> encoders = new ArrayList<>();
        for (String name : recipe.features()) {
            encoders.add(feature(name, sums.get(name), quantiles));
        }
        List<Scaler> targets = new ArrayList<>();
        List<String> outputs = recipe.targets();
        if (recipe.labelled()) {
            String label = recipe.targets().get(0);
            outputs = sorted(label, sums.get(label));
            ColumnReader values = values(label, outputs);
            List<String> classes = outputs;
            elsewhere(label, () -> values.requireLabel(classes, sums.get(label).present()));
            FittedRecipe.requireClasses(label, outputs);
        } else {
            for (String name : recipe.targets()) {
                Scaler.Fit scaling = recipe.treatment().ofTarget(name);
                targets.add(scaler("The target ", name, scaling, sums.get(name), quantiles));
            }
        }
        return new Fitted(
                new RowEncoder(encoders, targets), outputs, recipe.labelled(), recipe.targets(), recipe.weights());
    }

    private static List<String> sorted(String name, ColumnSums sums) {
        return RawColumn.Categories.of(name, new String[0], sums.counts().keySet())
                .categories();
    }

    private static Scaler scaler(
            String who,
            String name,
            Scaler.Fit scaling,
            ColumnSums sums,
            BiFunction<String, double[], double[]> quantiles) {
        if (!(scaling instanceof Scaling known)) {
            throw new IllegalArgumentException(
                    "\"%s\" is to be scaled by a scaler of your own, which needs all values at once: use standardize(), normalize(), robust(), log() or quantile() for rows in many places"
                            .formatted(Names.shorten(name)));
        }
        try {
            return known.fit(sums.moments(), sums.logarithms(), shares -> quantiles.apply(name, shares));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s\"%s\": %s".formatted(who, name, e.getMessage()), e);
        }
    }

    private ColumnEncoder feature(String name, ColumnSums sums, BiFunction<String, double[], double[]> quantiles) {
        if (sums.present() == 0) {
            throw new IllegalArgumentException(
                    "\"%s\" has no value in any of the %s training rows: leave it out of features(…)"
                            .formatted(name, sums.missing()));
        }
        Wanted wanted = wanted(name);
        Treatment treatment = recipe.treatment();
        Fill fill = treatment.fill(name, wanted.isNumber());
        boolean named = treatment.numbers().named().containsKey(name);
        if (fill == null || sums.missing() == 0 && !named) {
            return base(name, wanted, sums, sorted(name, sums), quantiles);
        }
        Object value = value(fill, name, wanted, sums, quantiles);
        List<String> categories = new ArrayList<>(sorted(name, sums));
        if (!wanted.isNumber() && !categories.contains(value)) {
            categories.add((String) value);
        }
        ColumnEncoder encoder = base(name, wanted, sums, categories, quantiles);
        boolean flagged = treatment.flags().of(name)
                && (sums.missing() > 0 || treatment.flags().named().containsKey(name));
        return new FilledEncoder(encoder, value, flagged);
    }

    private static Object value(
            Fill fill, String name, Wanted wanted, ColumnSums sums, BiFunction<String, double[], double[]> quantiles) {
        if (fill.kind() == Fill.Kind.CONSTANT && wanted.isNumber() == fill.value() instanceof Double) {
            return fill.value();
        }
        if (fill.kind() == Fill.Kind.MOST_FREQUENT && !wanted.isNumber()) {
            return sums.counts().entrySet().stream()
                    .reduce((a, b) -> b.getValue() > a.getValue() ? b : a) // of several the first in order
                    .orElseThrow()
                    .getKey();
        }
        if (fill.kind() == Fill.Kind.MEAN && wanted.isNumber()) {
            return sums.moments().mean();
        }
        if (fill.kind() == Fill.Kind.MEDIAN && wanted.isNumber()) {
            return quantiles.apply(name, new double[] {0.5})[0];
        }
        throw new IllegalArgumentException("%s does not fill \"%s\", which holds %s: %s"
                .formatted(
                        fill.method(),
                        Names.shorten(name),
                        wanted.isNumber() ? "numbers" : "categories",
                        wanted.isNumber()
                                ? "call fillMedian(\"%s\"), fillMean or fill with a number".formatted(name)
                                : "call fillMostFrequent(\"%s\") or fill(\"missing\", \"%s\")".formatted(name, name)));
    }

    private ColumnEncoder base(
            String name,
            Wanted wanted,
            ColumnSums sums,
            List<String> categories,
            BiFunction<String, double[], double[]> quantiles) {
        Encoding encoding = recipe.treatment().encodings().get(name);
        Scaler.Fit scaling = recipe.treatment().scaling().of(name);
        int fewest = recipe.treatment().rare().of(name);
        boolean scaled =
                wanted.isNumber() && encoding == null || encoding instanceof Encoding.Places places && places.graded();
        if (recipe.treatment().scaling().named().containsKey(name) && !scaled) {
            throw new IllegalArgumentException(
                    "\"%s\" is to be scaled, but its inputs are no quantities: leave it out of standardize(…) and the like"
                            .formatted(name));
        }
        if (recipe.treatment().rare().named().containsKey(name) && wanted.isNumber()) {
            throw new IllegalArgumentException("groupRare expects categories, but \"%s\" holds none".formatted(name));
        }
        if (encoding instanceof Encoding.Cycle cycle) {
            return new CyclicEncoder(name, cycle.period());
        }
        if (wanted.isNumber()) {
            return new NumericEncoder(name, scaler("", name, scaling, sums, quantiles));
        }
        ColumnReader values = values(name, sorted(name, sums));
        if (encoding == null && !recipe.reading().categorical().contains(name)) {
            elsewhere(name, () -> values.requireFeature(categories, sums.present()));
        }
        if (fewest == 0) {
            return categories(name, encoding, scaling, categories, sums.counts());
        }
        List<String> kept = categories.stream()
                .filter(category -> sums.counts().getOrDefault(category, 0L) >= fewest)
                .toList();
        List<String> all = new ArrayList<>(kept);
        if (!kept.contains(GroupedEncoder.OTHER)) {
            all.add(GroupedEncoder.OTHER);
        }
        Map<String, Long> counts = new TreeMap<>();
        sums.counts()
                .forEach((category, count) ->
                        counts.merge(kept.contains(category) ? category : GroupedEncoder.OTHER, count, Long::sum));
        return new GroupedEncoder(categories(name, encoding, scaling, all, counts), new Categories(kept));
    }

    /** What a table would read as numbers or missing values if told so is to be told where these rows come from. */
    private static void elsewhere(String name, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            if (e.getMessage().contains("numeric(")) {
                throw new IllegalArgumentException(
                        "\"%s\" holds numbers as text: make numbers of them first, as cast(\"double\") of Spark does, or call categorical(\"%s\") if each text is a category"
                                .formatted(Names.shorten(name), name),
                        e);
            }
            if (e.getMessage().contains("missing(")) {
                throw new IllegalArgumentException(
                        "\"%s\" has texts that look like missing values, such as \"NA\": make null of them first, as nullif(…) of Spark does, and call dropMissing(), or call categorical(\"%s\") if they are categories"
                                .formatted(Names.shorten(name), name),
                        e);
            }
            throw e;
        }
    }

    private static ColumnEncoder categories(
            String name, Encoding encoding, Scaler.Fit scaling, List<String> found, Map<String, Long> counts) {
        if (!(encoding instanceof Encoding.Places places)) {
            return new OneHotEncoder(name, found);
        }
        Categories order = new Categories(places.order().isEmpty() ? found : places.order());
        Moments moments = new Moments();
        counts.forEach((category, count) -> {
            if (!order.contains(category)) {
                throw new IllegalArgumentException(
                        "ordinal: \"%s\" has the category \"%s\", which is not in the order given; %s"
                                .formatted(name, Names.shorten(category), Names.hint(category, order.texts())));
            }
            moments.add(order.position(category, 0), count);
        });
        if (!places.graded()) {
            return new OrdinalEncoder(name, order, Scaler.NONE);
        }
        if (scaling != Scaling.NONE && scaling != Scaling.STANDARD && scaling != Scaling.MIN_MAX) {
            throw new IllegalArgumentException(
                    "\"%s\" is a place among categories: scale it by standardize(…) or normalize(…)".formatted(name));
        }
        return new OrdinalEncoder(name, order, ((Scaling) scaling).fit(moments, null, null));
    }

    /** Reads the different values of a column as a table would. */
    private ColumnReader values(String name, List<String> texts) {
        Column<?> column = form.column(name).emptyCopy();
        for (String text : texts) {
            if (column instanceof LongColumn longs) {
                longs.append(Long.parseLong(text));
            } else if (column instanceof DoubleColumn doubles) {
                doubles.append(Double.parseDouble(text));
            } else if (column instanceof StringColumn strings) {
                strings.append(text);
            }
        }
        int[] all = IntStream.range(0, column.size()).toArray();
        ColumnReader reader = new ColumnReader(column, all, recipe.reading());
        reader.requireCategories();
        return reader;
    }

    @Override
    public String toString() {
        return "Features %s; %s %s"
                .formatted(
                        Names.list(recipe.features()),
                        recipe.labelled() ? "label" : "target",
                        Names.list(recipe.targets()));
    }

    /** The words of a table for rows that miss something. */
    public String missing(long missing, long rows, Map<String, ColumnSums> sums) {
        List<String> counts = new ArrayList<>();
        for (Wanted wanted : wanted()) {
            long of = sums.get(wanted.column()).missing();
            if (of > 0 && !wanted.mayMiss()) {
                counts.add(wanted.column() + " " + of);
            }
        }
        return dropMissing() ? TableRows.allMiss(rows, counts) : TableRows.someMiss(missing, rows, counts);
    }
}
