package org.cellwise;

import org.cellwise.chart.data.AssociationMap;
import org.cellwise.chart.data.Boxes;
import org.cellwise.chart.data.ClassBalance;
import org.cellwise.chart.data.GroupMeansMap;
import org.cellwise.chart.data.Histogram;
import org.cellwise.chart.data.MissingMap;
import org.cellwise.chart.data.Scatter;
import org.cellwise.chart.data.ScatterMatrix;
import org.cellwise.chart.data.TimeLine;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.Dataset;
import org.cellwise.data.column.DatasetColumns;
import org.cellwise.data.table.TableColumns;
import org.cellwise.insight.table.Associations;
import org.cellwise.insight.table.Report;
import org.cellwise.insight.table.TableSummary;
import tech.tablesaw.api.Table;

/** What data shows before anything learns from it: tables described, reports, and pictures by the names of columns. */
abstract class DataPictures extends VectorFunctions {
    DataPictures() {}

    /** What each column holds: type, missing and different values, mean, quartiles, a small histogram: {@code describe(penguins)}. */
    public static TableSummary describe(Table table) {
        return TableSummary.of(TableColumns.of(table));
    }

    /** The same of a dataset, in the unit of the table: {@code describe(data)}. */
    public static TableSummary describe(Dataset data) {
        return TableSummary.of(DatasetColumns.of(data));
    }

    /** Looks a table over before anything learns from it: what each column holds, what goes together, and what is better mended, each with the call that mends it: {@code report(penguins)}. */
    public static Report report(Table table) {
        return Report.of(TableColumns.of(table), "");
    }

    /**
     * The same of a dataset and its target: {@code report(data)}.
     *
     * @throws IllegalArgumentException if rows have a target for each position
     */
    public static Report report(Dataset data) {
        return Report.of(DatasetColumns.of(data), DatasetColumns.target(data));
    }

    /**
     * The same with a column to predict: also what gives it away, and how uneven its classes are: {@code
     * report(penguins, "species")}.
     *
     * @throws IllegalArgumentException if there is no column of that name
     */
    public static Report report(Table table, String target) {
        return Report.of(TableColumns.of(table), target);
    }

    /**
     * How often numbers of a column occur; of texts, as bars: {@code histogram(penguins, "body_mass_g")}.
     *
     * @throws IllegalArgumentException if there is no column of that name
     */
    public static Figure histogram(Table table, String column) {
        return Histogram.of(TableColumns.of(table), column);
    }

    /**
     * The same of a dataset: {@code histogram(data, "body_mass_g")}.
     *
     * @throws IllegalArgumentException if there is no column of that name
     */
    public static Figure histogram(Dataset data, String column) {
        return Histogram.of(DatasetColumns.of(data), column);
    }

    /**
     * The same for each class: {@code histogram(penguins, "body_mass_g", "species")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, the first holds no numbers, or the second no
     *     classes
     */
    public static Histogram histogram(Table table, String column, String by) {
        return Histogram.of(TableColumns.of(table), column, by);
    }

    /**
     * The same for each class, which is called label: {@code histogram(data, "body_mass_g", "label")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, the first holds no numbers, or the second no
     *     classes
     */
    public static Histogram histogram(Dataset data, String column, String by) {
        return Histogram.of(DatasetColumns.of(data), column, by);
    }

    /**
     * How often numbers occur: {@code histogram(a)}.
     *
     * @throws IllegalArgumentException if there is no number
     */
    public static Histogram histogram(double[] numbers) {
        return Histogram.of(numbers);
    }

    /**
     * Quartiles, ends and outliers of a column, for each class where one is named: {@code boxPlot(penguins,
     * "body_mass_g", "species")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, the first holds no numbers, or the second no
     *     classes
     */
    public static Boxes boxPlot(Table table, String column, String... by) {
        return Boxes.of(TableColumns.of(table), column, by);
    }

    /**
     * The same of a dataset: {@code boxPlot(data, "body_mass_g", "label")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, the first holds no numbers, or the second no
     *     classes
     */
    public static Boxes boxPlot(Dataset data, String column, String... by) {
        return Boxes.of(DatasetColumns.of(data), column, by);
    }

    /**
     * The density of a column, for each class where one is named: {@code violinPlot(penguins, "body_mass_g",
     * "species")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, the first holds no numbers, or the second no
     *     classes
     */
    public static Boxes violinPlot(Table table, String column, String... by) {
        return Boxes.violins(TableColumns.of(table), column, by);
    }

    /**
     * The same of a dataset: {@code violinPlot(data, "body_mass_g", "label")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, the first holds no numbers, or the second no
     *     classes
     */
    public static Boxes violinPlot(Dataset data, String column, String... by) {
        return Boxes.violins(DatasetColumns.of(data), column, by);
    }

    /**
     * Rows as points, coloured by classes or numbers where a column is named: {@code scatter(penguins,
     * "bill_length_mm", "body_mass_g", "species")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, or one of the first two holds no numbers
     */
    public static Scatter scatter(Table table, String across, String up, String... by) {
        return Scatter.of(TableColumns.of(table), across, up, by);
    }

    /**
     * The same of a dataset: {@code scatter(data, "bill_length_mm", "body_mass_g", "label")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, or one of the first two holds no numbers
     */
    public static Scatter scatter(Dataset data, String across, String up, String... by) {
        return Scatter.of(DatasetColumns.of(data), across, up, by);
    }

    /**
     * Each column of numbers over each other, with correlations: {@code scatterMatrix(penguins, "species")}.
     *
     * @throws IllegalArgumentException if there are fewer than two columns of numbers, or no column of that name
     */
    public static ScatterMatrix scatterMatrix(Table table, String... by) {
        return ScatterMatrix.of(TableColumns.of(table), by);
    }

    /**
     * The same of a dataset: {@code scatterMatrix(data, "label")}.
     *
     * @throws IllegalArgumentException if there are fewer than two columns of numbers, or no column of that name
     */
    public static ScatterMatrix scatterMatrix(Dataset data, String... by) {
        return ScatterMatrix.of(DatasetColumns.of(data), by);
    }

    /**
     * Correlations of all columns of numbers: {@code correlations(penguins)}.
     *
     * @throws IllegalArgumentException if there are fewer than two columns of numbers
     */
    public static AssociationMap correlations(Table table) {
        return AssociationMap.of(Associations.correlations(TableColumns.of(table)));
    }

    /**
     * The same of a dataset: {@code correlations(data)}.
     *
     * @throws IllegalArgumentException if there are fewer than two columns of numbers
     */
    public static AssociationMap correlations(Dataset data) {
        return AssociationMap.of(Associations.correlations(DatasetColumns.of(data)));
    }

    /** How strongly each two columns go together, numbers or texts, from 0 to 1: {@code associations(penguins)}. */
    public static AssociationMap associations(Table table) {
        return AssociationMap.of(Associations.of(TableColumns.of(table)));
    }

    /** The same of a dataset: {@code associations(data)}. */
    public static AssociationMap associations(Dataset data) {
        return AssociationMap.of(Associations.of(DatasetColumns.of(data)));
    }

    /**
     * How many rows each class has: {@code classBalance(penguins, "species")}.
     *
     * @throws IllegalArgumentException if there is no column of that name, or it holds no classes
     */
    public static ClassBalance classBalance(Table table, String column) {
        return ClassBalance.of(TableColumns.of(table), column);
    }

    /**
     * How many rows of a dataset each class has: {@code classBalance(data)}.
     *
     * @throws IllegalArgumentException if rows have a target for each position, or too many different numbers as
     *     targets
     */
    public static ClassBalance classBalance(Dataset data) {
        return ClassBalance.of(DatasetColumns.of(data), DatasetColumns.target(data));
    }

    /**
     * The mean of each column of numbers in each class: {@code groupMeans(penguins, "species")}.
     *
     * @throws IllegalArgumentException if there is no column of that name, it holds no classes, or there are no columns
     *     of numbers beside it
     */
    public static GroupMeansMap groupMeans(Table table, String by) {
        return GroupMeansMap.of(TableColumns.of(table), by);
    }

    /**
     * The same of a dataset: {@code groupMeans(data, "label")}.
     *
     * @throws IllegalArgumentException if there is no column of that name, it holds no classes, or there are no columns
     *     of numbers beside it
     */
    public static GroupMeansMap groupMeans(Dataset data, String by) {
        return GroupMeansMap.of(DatasetColumns.of(data), by);
    }

    /** Where values are missing: {@code missingValues(penguins)}. */
    public static MissingMap missingValues(Table table) {
        return MissingMap.of(TableColumns.of(table));
    }

    /**
     * Columns of numbers over time or another number, as lines: {@code line(penguins, "year", "body_mass_g")}.
     *
     * @throws IllegalArgumentException if there is no column of a name, one holds no numbers, or there are none or too
     *     many to draw
     */
    public static TimeLine line(Table table, String over, String... columns) {
        return TimeLine.of(TableColumns.of(table), over, columns);
    }

    /**
     * A chart of XChart's in the colours and letters of these pictures; the same chart, changed: {@code theme(new
     * org.knowm.xchart.XYChartBuilder().title("mine").build())}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static <C> C theme(C chart) {
        return XCharts.theme(chart);
    }
}
