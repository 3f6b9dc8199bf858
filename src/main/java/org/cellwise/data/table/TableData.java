package org.cellwise.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.cellwise.data.Dataset;
import org.cellwise.data.MinMaxScaler;
import org.cellwise.data.Partition;
import org.cellwise.data.Scaler;
import org.cellwise.data.Split;
import org.cellwise.data.StandardScaler;
import org.cellwise.math.Seed;
import org.cellwise.text.Names;
import tech.tablesaw.api.Table;

/**
 * The way from a table to a dataset, chosen step by step; nothing is read before {@link #split} or {@link #all}. It
 * never changes: each choice gives a new one. Numeric columns go in as numbers, texts and booleans as categories with
 * one input each, named {@code island=Biscoe}. Whatever is fitted is fitted on the training part.
 */
public final class TableData {
    private final Table table;
    private final Recipe recipe;

    private TableData(Table table, Recipe recipe) {
        this.table = table;
        this.recipe = recipe;
    }

    /** All columns of the table; choose what to predict next, with {@link #label} or {@link #target}. */
    public static TableData of(Table table) {
        Objects.requireNonNull(table, "dataset expects a table, but got null");
        return new TableData(table, Recipe.of(List.copyOf(table.columnNames())));
    }

    /** The columns that go into the network, in this order; without this call all but the label or targets. */
    public TableData features(String... columns) {
        return with(recipe.withFeatures(List.of(columns)));
    }

    /**
     * Takes these columns, features or the label, as categories: even if they hold whole numbers, texts that look like
     * numbers or like missing values, or a great many texts.
     */
    public TableData categorical(String... columns) {
        return with(recipe.withReading(recipe.reading().withCategorical(List.of(columns))));
    }

    /**
     * Takes these columns of texts as numbers, as people write them: {@code 1.234,50 €}, {@code −3 km}, {@code 7 %}
     * (0.07), {@code <5} (5). Whether a comma is decimal is found out from all texts of the column. Texts such as
     * {@code NA} or {@code ?} are missing values; others are an error.
     */
    public TableData numeric(String... columns) {
        return numeric(Locale.ROOT, columns);
    }

    /** As {@link #numeric(String...)}, for numbers written as in a country: {@code numeric(Locale.GERMANY, "price")}. */
    public TableData numeric(Locale locale, String... columns) {
        return with(recipe.withReading(recipe.reading().withNumeric(locale, List.of(columns))));
    }

    /** Takes these texts as missing values in whatever column they stand, and numbers too: {@code missing("-999")}. */
    public TableData missing(String... texts) {
        return with(recipe.withReading(recipe.reading().withMissing(List.of(texts))));
    }

    /** The column of numbers, 0 or more, that say how much each row counts; it is no feature then. */
    public TableData weights(String column) {
        return with(recipe.withWeights(column));
    }

    /**
     * The column whose classes are to be predicted: texts, booleans or whole numbers.
     *
     * @throws IllegalArgumentException if another label or target was chosen before
     */
    public TableData label(String column) {
        return with(recipe.withTargets(List.of(column), true));
    }

    /**
     * The columns whose numbers are to be predicted.
     *
     * @throws IllegalArgumentException if a label or another target was chosen before
     */
    public TableData target(String... columns) {
        return with(recipe.withTargets(List.of(columns), false));
    }

    /** Leaves out rows with a missing value in a chosen column; without this call such rows are an error. */
    public TableData dropMissing() {
        return with(recipe.withMissingDropped());
    }

    /** Scales numeric features to mean 0 and standard deviation 1 on the training part; categories stay 0 and 1. */
    public TableData standardize() {
        return with(recipe.withScaling(StandardScaler::fit, recipe.targetScaling()));
    }

    /** Scales numeric features to 0 … 1 on the training part. */
    public TableData normalize() {
        return with(recipe.withScaling(MinMaxScaler::fit, recipe.targetScaling()));
    }

    /** Scales numeric features by a scaler of your own. */
    public TableData scale(Scaler.Fit scaling) {
        return with(recipe.withScaling(scaling, recipe.targetScaling()));
    }

    /** Scales numeric targets to mean 0 and standard deviation 1; {@link Dataset#decode} leads back. */
    public TableData standardizeTargets() {
        return with(recipe.withScaling(recipe.featureScaling(), StandardScaler::fit));
    }

    /** As {@link #split(double, Seed)}, with the library's default seed. */
    public Split split(double train) {
        return split(train, Seed.DEFAULT);
    }

    /**
     * Two random parts, classes in the same proportions in both; the second one is held out.
     *
     * @param train share of the first part, above 0 and below 1
     */
    public Split split(double train, Seed seed) {
        List<Dataset> parts = parts(seed, train);
        return Split.of(parts.get(0), parts.get(1));
    }

    /** As {@link #split(double, Seed)}, with the seed of this number. */
    public Split split(double train, long seed) {
        return split(train, new Seed(seed));
    }

    /** As {@link #split(double, double, Seed)}, with the seed of this number. */
    public Split split(double train, double validation, long seed) {
        return split(train, validation, new Seed(seed));
    }

    /** Three random parts, classes in the same proportions in all; the test part is what the two shares leave of 1. */
    public Split split(double train, double validation, Seed seed) {
        List<Dataset> parts = parts(seed, train, validation);
        return new Split(parts.get(0), parts.get(1), parts.get(2));
    }

    /** Trains on all rows of this table and holds out those of another one with the same columns. */
    public Split split(Table heldOut) {
        TableRows training = TableRows.read(table, recipe);
        TableRows held = TableRows.read(heldOut, recipe);
        FittedRecipe fitted = FittedRecipe.fit(training, training.kept(), recipe);
        return Split.of(fitted.encode(training, training.kept()), fitted.encode(held, held.kept()));
    }

    /** All rows in one dataset, in the order of the table; scalers are fitted on all of them. */
    public Dataset all() {
        TableRows rows = TableRows.read(table, recipe);
        return FittedRecipe.fit(rows, rows.kept(), recipe).encode(rows, rows.kept());
    }

    /** What has been chosen, and how many rows that leaves. */
    @Override
    public String toString() {
        String text = "Data of %s rows; features %s".formatted(table.rowCount(), Names.list(recipe.features()));
        if (recipe.targets().isEmpty()) {
            return text + "; nothing to predict yet: choose label(…) or target(…)";
        }
        text += (recipe.labelled() ? "; label " : "; target ") + Names.list(recipe.targets());
        text += recipe.weights().isEmpty()
                ? ""
                : "; weights " + recipe.weights().get(0);
        int missing = table.rowCount() - TableRows.whole(table, recipe).length;
        if (missing == 0) {
            return text;
        }
        return text + "; %s rows with missing values%s".formatted(missing, recipe.dropMissing() ? " dropped" : "");
    }

    private List<Dataset> parts(Seed seed, double... shares) {
        TableRows rows = TableRows.read(table, recipe);
        List<int[]> parts = Arrays.stream(Partition.of(rows.classes(), seed, shares))
                .map(part -> Arrays.stream(part).map(i -> rows.kept()[i]).toArray())
                .toList();
        FittedRecipe fitted = FittedRecipe.fit(rows, parts.get(0), recipe);
        return parts.stream().map(part -> fitted.encode(rows, part)).toList();
    }

    Table table() {
        return table;
    }

    Recipe recipe() {
        return recipe;
    }

    private TableData with(Recipe changed) {
        return new TableData(table, changed);
    }
}
