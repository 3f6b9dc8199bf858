package org.cellwise.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.cellwise.data.table.DistantRecipe;
import org.cellwise.data.table.TableData;
import org.cellwise.math.Seed;
import org.cellwise.text.Names;

/**
 * The way from rows of Spark to rows that a network learns from, chosen by the same calls as that from a table ({@link
 * TableData}). Nothing runs before {@link #all} or {@link #split}; then one pass over the rows fits the encoders, which
 * are those that a table of the same rows would give, to the bit, and no row comes to the driver. It never changes.
 *
 * <p>A row that cannot be read, such as one that misses a value which nothing stands in for, is left out and told of,
 * unless {@link #strict} was called.
 */
public final class SparkData {
    private final Dataset<Row> rows;
    private final TableData choices; // made for a table without rows
    private final boolean strict;

    private SparkData(Dataset<Row> rows, TableData choices, boolean strict) {
        this.rows = rows;
        this.choices = choices;
        this.strict = strict;
    }

    /** All columns of the rows; choose what to predict next, with {@link #label} or {@link #target}. */
    static SparkData of(Dataset<Row> rows) {
        Objects.requireNonNull(rows, "dataset expects rows of Spark, but got null");
        Map<String, DistantRecipe.Kind> columns = new LinkedHashMap<>();
        for (StructField field : rows.schema().fields()) {
            columns.put(field.name(), kind(field.dataType()));
        }
        return new SparkData(rows, DistantRecipe.choices(columns), false);
    }

    private static DistantRecipe.Kind kind(DataType type) {
        if (type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType) {
            return DistantRecipe.Kind.WHOLE;
        }
        if (type instanceof FloatType || type instanceof DoubleType || type instanceof DecimalType) {
            return DistantRecipe.Kind.NUMBER;
        }
        return type instanceof BooleanType
                ? DistantRecipe.Kind.TRUTH
                : DistantRecipe.Kind.TEXT; // other types are refused where they are used
    }

    /** As {@link TableData#features}. */
    public SparkData features(String... columns) {
        return with(choices.features(columns));
    }

    /** As {@link TableData#categorical}. */
    public SparkData categorical(String... columns) {
        return with(choices.categorical(columns));
    }

    /** As {@link TableData#weights}. */
    public SparkData weights(String column) {
        return with(choices.weights(column));
    }

    /** As {@link TableData#label}. */
    public SparkData label(String column) {
        return with(choices.label(column));
    }

    /** As {@link TableData#target}. */
    public SparkData target(String... columns) {
        return with(choices.target(columns));
    }

    /** As {@link TableData#dropMissing}. */
    public SparkData dropMissing() {
        return with(choices.dropMissing());
    }

    /** As {@link TableData#fillMean}. */
    public SparkData fillMean(String... columns) {
        return with(choices.fillMean(columns));
    }

    /** As {@link TableData#fillMedian}; the median is exact, by a sort on the cluster. */
    public SparkData fillMedian(String... columns) {
        return with(choices.fillMedian(columns));
    }

    /** As {@link TableData#fillMostFrequent}, for categories. */
    public SparkData fillMostFrequent(String... columns) {
        return with(choices.fillMostFrequent(columns));
    }

    /** As {@link TableData#fill}. */
    public SparkData fill(Object value, String... columns) {
        return with(choices.fill(value, columns));
    }

    /** As {@link TableData#flagMissing}. */
    public SparkData flagMissing(String... columns) {
        return with(choices.flagMissing(columns));
    }

    /** As {@link TableData#standardize}. */
    public SparkData standardize(String... columns) {
        return with(choices.standardize(columns));
    }

    /** As {@link TableData#normalize}. */
    public SparkData normalize(String... columns) {
        return with(choices.normalize(columns));
    }

    /** As {@link TableData#robust}; quartiles are exact, by a sort on the cluster. */
    public SparkData robust(String... columns) {
        return with(choices.robust(columns));
    }

    /** As {@link TableData#log}. */
    public SparkData log(String... columns) {
        return with(choices.log(columns));
    }

    /** As {@link TableData#quantile}; quantiles are exact, by a sort on the cluster. */
    public SparkData quantile(String... columns) {
        return with(choices.quantile(columns));
    }

    /** As {@link TableData#standardizeTargets}. */
    public SparkData standardizeTargets() {
        return with(choices.standardizeTargets());
    }

    /** As {@link TableData#ordinal}. */
    public SparkData ordinal(String column, String... order) {
        return with(choices.ordinal(column, order));
    }

    /** As {@link TableData#index}. */
    public SparkData index(String... columns) {
        return with(choices.index(columns));
    }

    /** As {@link TableData#oneHot}. */
    public SparkData oneHot(String... columns) {
        return with(choices.oneHot(columns));
    }

    /** As {@link TableData#groupRare}. */
    public SparkData groupRare(int fewest, String... columns) {
        return with(choices.groupRare(fewest, columns));
    }

    /** As {@link TableData#cyclic(String, double)}. */
    public SparkData cyclic(String column, double period) {
        return with(choices.cyclic(column, period));
    }

    /** Makes a row that cannot be read an error, which names its partition. */
    public SparkData strict() {
        return new SparkData(rows, choices, true);
    }

    private SparkData with(TableData chosen) {
        return new SparkData(rows, chosen, strict);
    }

    /**
     * All rows, with encoders fitted on all of them.
     *
     * @throws IllegalArgumentException if a column does not hold what is to be made of it, or no row is left
     */
    public SparkRows all() {
        return SparkRows.fit(selected(), recipe(), form(), strict);
    }

    /**
     * A part of the rows to train on, and the rest to measure on; encoders are fitted on the first. What a row holds and
     * the seed decide its part, not where it stands; rows that are equal come into the same one.
     *
     * @param share of the training rows, such as 0.8
     * @throws IllegalArgumentException as for {@link #all}, or if the share is not between 0 and 1
     */
    public SparkSplit split(double share, Seed seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("split expects a share between 0 and 1, such as 0.8, but got " + share);
        }
        RowForm form = form();
        SparkRows train = SparkRows.fit(selected(), recipe(), form.part(seed.value(), 0, share), strict);
        return new SparkSplit(train, train.others(form.part(seed.value(), share, 1)));
    }

    private DistantRecipe recipe() {
        return DistantRecipe.of(choices);
    }

    private RowForm form() {
        List<DistantRecipe.Wanted> wanted = recipe().wanted();
        for (DistantRecipe.Wanted one : wanted) {
            DataType type = rows.schema().apply(one.column()).dataType();
            if (one.type().equals("string") && !(type instanceof StringType)) {
                throw new IllegalArgumentException(
                        "\"%s\" is of type %s, which is neither number nor category: make columns of numbers or texts of it, as year(…) and month(…) of Spark do of dates, or leave it out of features(…)"
                                .formatted(Names.shorten(one.column()), type.simpleString()));
            }
        }
        return RowForm.of(wanted);
    }

    private Dataset<Row> selected() {
        return rows.select(recipe().wanted().stream()
                .map(wanted -> rows.col("`" + wanted.column().replace("`", "``") + "`"))
                .toArray(Column[]::new));
    }

    @Override
    public String toString() {
        return "Rows of Spark; " + choices;
    }
}
