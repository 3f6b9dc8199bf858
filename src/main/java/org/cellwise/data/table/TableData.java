package org.cellwise.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Dealt;
import org.cellwise.data.Split;
import org.cellwise.data.Splittable;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.Scaling;
import org.cellwise.data.encode.TextPieces;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import tech.tablesaw.api.Table;

/**
 * The way from a table to a dataset, chosen step by step; nothing is read before {@link #split} or {@link #all}. It
 * never changes: each choice gives a new one. Numeric columns go in as numbers, texts and booleans as categories with
 * one input each, named {@code island=Biscoe}. Whatever is fitted is fitted on the training part.
 */
public final class TableData extends Splittable {
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
        Given.require(column, "label", "the name of a column");
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

    /**
     * Leaves out rows with a missing value in a chosen column that is not filled; without this call such rows are an error.
     */
    public TableData dropMissing() {
        return with(recipe.treatment().withMissingDropped());
    }

    /** Puts the mean of the training rows where numbers are missing: in these features, or in all. */
    public TableData fillMean(String... columns) {
        return with(recipe.treatment().withFill(Fill.of(Fill.Kind.MEAN), List.of(columns)));
    }

    /** Puts the median of the training rows where numbers are missing: in these features, or in all. */
    public TableData fillMedian(String... columns) {
        return with(recipe.treatment().withFill(Fill.of(Fill.Kind.MEDIAN), List.of(columns)));
    }

    /**
     * Puts the value that most training rows have where one is missing: in these features, or in all that are no numbers.
     */
    public TableData fillMostFrequent(String... columns) {
        return with(recipe.treatment().withFill(Fill.of(Fill.Kind.MOST_FREQUENT), List.of(columns)));
    }

    /**
     * Puts this value where one is missing, {@code fill("none", "garage")}: in these features, or in all that hold numbers
     * if it is a number, and all others if it is a text.
     */
    public TableData fill(Object value, String... columns) {
        return with(recipe.treatment().withFill(Fill.constant(value), List.of(columns)));
    }

    /**
     * Puts the mean of the nearest training rows where numbers are missing: in these features, or in all. Near is by the same
     * features, standardised.
     *
     * @param neighbours how many rows are asked, such as 5
     */
    public TableData fillNearest(int neighbours, String... columns) {
        return with(recipe.treatment().withFill(Fill.nearest(neighbours), List.of(columns)));
    }

    /** Adds an input to these features, or to all that are filled, which is 1 where the value is missing. */
    public TableData flagMissing(String... columns) {
        return with(recipe.treatment().withFlags(List.of(columns)));
    }

    /** Scales numbers to mean 0 and standard deviation 1: these features and targets, or all features. */
    public TableData standardize(String... columns) {
        return scale(Scaling.STANDARD, columns);
    }

    /** Scales numbers to 0 … 1: these features and targets, or all features. */
    public TableData normalize(String... columns) {
        return scale(Scaling.MIN_MAX, columns);
    }

    /** Scales numbers by median and quartiles, which outliers do not move: these features and targets, or all features. */
    public TableData robust(String... columns) {
        return scale(Scaling.ROBUST, columns);
    }

    /**
     * Takes the logarithm of 1 + the number, standardised, for skewed columns such as prices: these features and targets,
     * or all features.
     */
    public TableData log(String... columns) {
        return scale(Scaling.LOG, columns);
    }

    /** Takes the share of training values below the number, whatever their form: these features and targets, or all features. */
    public TableData quantile(String... columns) {
        return scale(Scaling.QUANTILE, columns);
    }

    /** Scales numbers by a scaler of your own: these features and targets, or all features. */
    public TableData scale(Scaler.Fit scaling, String... columns) {
        return with(recipe.treatment().withScaling(scaling, List.of(columns)));
    }

    /** Scales numeric targets to mean 0 and standard deviation 1; {@link Dataset#decode} leads back. */
    public TableData standardizeTargets() {
        return with(recipe.treatment().withTargetScaling(Scaling.STANDARD));
    }

    /**
     * Makes one number of categories that grow, their place from 0: {@code ordinal("size", "S", "M", "L")}; scaled as
     * numbers are. Two categories become 0 and 1.
     *
     * @param order all categories, from the least; none for that of the alphabet, of numbers, or false and true
     */
    public TableData ordinal(String column, String... order) {
        return encode(new Encoding.Places(List.of(order), true), column);
    }

    /** Makes each category its place from 0, as it is: what an embedding expects. */
    public TableData index(String... columns) {
        return encode(new Encoding.Places(List.of(), false), columns);
    }

    /**
     * Makes each category its mean target, drawn towards that of all where it has few rows, for columns of many
     * categories. Each training row is encoded by rows of other folds, so that it is not told its own answer.
     */
    public TableData meanTarget(String... columns) {
        return encode(new Encoding.MeanTarget(), columns);
    }

    /** Makes one input of each category, as is done unless something else was chosen. */
    public TableData oneHot(String... columns) {
        return encode(new Encoding.OneHot(), columns);
    }

    /** Joins categories that are in fewer training rows, and those never seen: of these features, or of all. */
    public TableData groupRare(int fewest, String... columns) {
        return with(recipe.treatment().withRare(fewest, List.of(columns)));
    }

    /**
     * Makes numbers of parts of dates: {@code date("sold", "year", "month")}; scaled as numbers are.
     *
     * @param parts of {@code days} (since 1970), {@code year}, {@code quarter}, {@code month}, {@code day},
     *     {@code weekday}, {@code day of year}, {@code hour}, {@code minute}
     */
    public TableData date(String column, String... parts) {
        return encode(Encoding.Dates.of(false, parts), column);
    }

    /**
     * Makes places on a circle of parts of dates, sine and cosine of each, so that December is beside January: {@code
     * cyclic("sold", "month", "weekday")}.
     */
    public TableData cyclic(String column, String... parts) {
        return encode(Encoding.Dates.of(true, parts), column);
    }

    /** Makes places on a circle of numbers that begin anew: {@code cyclic("hour", 24)}. */
    public TableData cyclic(String column, double period) {
        return encode(new Encoding.Cycle(period), column);
    }

    /** Makes indices of the first characters of texts, for an embedding: 0 behind the end, 1 for those never seen. */
    public TableData characters(String column, int length) {
        return encode(new Encoding.Indices(TextPieces.CHARACTERS, Integer.MAX_VALUE, length), column);
    }

    /** Makes indices of the first words of texts, as {@link #characters}, of so many most frequent words. */
    public TableData words(String column, int vocabulary, int length) {
        return encode(new Encoding.Indices(TextPieces.WORDS, vocabulary, length), column);
    }

    /** Makes indices of the first pieces of texts, as {@link #characters}, of byte pairs, so many with the characters. */
    public TableData bytePairs(String column, int vocabulary, int length) {
        return encode(new Encoding.Indices(null, vocabulary, length), column);
    }

    /** Counts so many most frequent words in texts: one input for each. */
    public TableData bagOfWords(String column, int vocabulary) {
        return encode(new Encoding.Bag(vocabulary, false), column);
    }

    /** Counts so many most frequent words in texts, the rarer the more, in rows of length 1: one input for each. */
    public TableData tfidf(String column, int vocabulary) {
        return encode(new Encoding.Bag(vocabulary, true), column);
    }

    /**
     * Keeps rows that have one value here in one part, such as those of one patient, with classes as near to the same
     * proportions in all parts as that allows; it is no feature then, unless features(…) names it.
     */
    public TableData groups(String column) {
        return new TableData(table, recipe.withDealing(recipe.dealing().withGroups(column)));
    }

    /** Trains on the earlier rows and holds out the later ones; it is no feature then, unless parts of it are chosen. */
    public TableData time(String column) {
        return new TableData(table, recipe.withDealing(recipe.dealing().withTime(column)));
    }

    /** Trains on all rows of this table and holds out those of another one with the same columns. */
    public Split split(Table heldOut) {
        TableRows training = TableRows.read(table, recipe);
        TableRows held = TableRows.read(heldOut, recipe);
        FittedRecipe fitted = FittedRecipe.fit(training, training.kept(), recipe);
        return Split.of(fitted.encode(training, training.kept(), true), fitted.encode(held, held.kept(), false));
    }

    /** All rows in one dataset, in the order of the table; scalers are fitted on all of them. */
    public Dataset all() {
        TableRows rows = TableRows.read(table, recipe);
        return FittedRecipe.fit(rows, rows.kept(), recipe).encode(rows, rows.kept(), true);
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
        return text
                + "; %s rows with missing values%s"
                        .formatted(missing, recipe.treatment().dropMissing() ? " dropped" : "");
    }

    @Override
    protected Dealt dealt() {
        TableRows rows = TableRows.read(table, recipe);
        return new Dealt(rows.deal(recipe), parts -> {
            List<int[]> kept = Arrays.stream(parts)
                    .map(part -> Arrays.stream(part).map(i -> rows.kept()[i]).toArray())
                    .toList();
            FittedRecipe fitted = FittedRecipe.fit(rows, kept.get(0), recipe);
            return IntStream.range(0, kept.size())
                    .mapToObj(part -> fitted.encode(rows, kept.get(part), part == 0))
                    .toList();
        });
    }

    private TableData encode(Encoding encoding, String... columns) {
        Treatment treatment = recipe.treatment();
        for (String column : columns) {
            treatment = treatment.withEncoding(column, encoding);
        }
        return with(treatment);
    }

    private TableData with(Treatment treatment) {
        return with(recipe.withTreatment(treatment));
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
