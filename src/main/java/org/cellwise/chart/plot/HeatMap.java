package org.cellwise.chart.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Headless;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.network.Matrix;
import org.cellwise.text.Numbers;
import org.knowm.xchart.HeatMapChart;

/**
 * A matrix as a heat map of XChart's: negative orange, zero white, positive blue, with limits of equal size on both
 * sides; the scale beside it begins at zero where no number is negative. The first row is on top. Small matrices have
 * their numbers in the cells. What is not finite is grey.
 */
public final class HeatMap implements Figure {
    private static final double NAME_ROOM = 130;
    private static final List<Number[]> NO_NUMBERS = Collections.singletonList(null); // XChart skips it

    private final String title;
    private final HeatValues matrix;
    private final List<String> rowNames;
    private final List<String> columnNames;
    private final String rowAxis;
    private final String columnAxis;

    private HeatMap(
            String title,
            HeatValues matrix,
            List<String> rowNames,
            List<String> columnNames,
            String rowAxis,
            String columnAxis) {
        this.title = title;
        this.matrix = matrix;
        this.rowNames = rowNames;
        this.columnNames = columnNames;
        this.rowAxis = rowAxis;
        this.columnAxis = columnAxis;
    }

    /**
     * A heat map of rows of equal length; rows and columns are called by their index until they are named.
     *
     * @param title what the numbers are
     */
    public static HeatMap of(String title, double[][] values) {
        HeatValues matrix = new HeatValues(values);
        return new HeatMap(title, matrix, indices(matrix.rows()), indices(matrix.columns()), "", "");
    }

    /** The heat map of a layer's weights: an input in each row, a unit in each column. */
    public static HeatMap of(Matrix weights) {
        return of(weights.name() + " weights", weights.values())
                .rows(weights.rowNames())
                .columns(weights.columnNames())
                .axes("input", "unit");
    }

    /** This heat map with names for its rows, from the first one, on top, to the last. */
    public HeatMap rows(List<String> names) {
        check("row", matrix.rows(), names);
        return new HeatMap(title, matrix, List.copyOf(names), columnNames, rowAxis, columnAxis);
    }

    /** This heat map with names for its columns, from left to right. */
    public HeatMap columns(List<String> names) {
        check("column", matrix.columns(), names);
        return new HeatMap(title, matrix, rowNames, List.copyOf(names), rowAxis, columnAxis);
    }

    /** This heat map with a word for what its rows are and one for its columns, such as input and unit. */
    public HeatMap axes(String rows, String columns) {
        return new HeatMap(title, matrix, rowNames, columnNames, rows, columns);
    }

    /** The heat map as a picture. */
    @Override
    public Picture picture() {
        HeatMapLayout layout = layout();
        int width = layout.width();
        int height = layout.height();
        return Picture.painted(
                title, words(layout), width, height, graphics -> chart(layout).paint(graphics, width, height));
    }

    /** The heat map as XChart's own, to change it further. */
    public HeatMapChart chart() {
        return chart(layout());
    }

    private HeatMapLayout layout() {
        String scale = Numbers.significant(-matrix.limit(), 3);
        return HeatMapLayout.of(
                fitted(rowNames),
                fitted(columnNames),
                Labels.width(scale, Theme.TEXT),
                !rowAxis.isEmpty(),
                !columnAxis.isEmpty());
    }

    private HeatValues drawn(HeatMapLayout layout) {
        return matrix.shrink(layout.plotHeight(), layout.plotWidth());
    }

    private String words(HeatMapLayout layout) {
        HeatValues drawn = drawn(layout);
        int rows = (matrix.rows() + drawn.rows() - 1) / drawn.rows();
        int columns = (matrix.columns() + drawn.columns() - 1) / drawn.columns();
        String blocks = rows * columns == 1
                ? ""
                : "; each cell drawn is the largest in size of %s x %s numbers".formatted(rows, columns);
        return matrix.describe() + blocks;
    }

    private HeatMapChart chart(HeatMapLayout layout) {
        Headless.prefer();
        HeatValues cells = drawn(layout);
        List<String> columns = layout.columnLabels(spread(columnNames, cells.columns()));
        List<String> rows = new ArrayList<>(layout.rowLabels(spread(rowNames, cells.rows())));
        Collections.reverse(rows); // XChart draws upwards
        HeatMapChart chart = new HeatChart(layout, cells, matrix.limit(), columns, columnAxis);
        chart.setTitle(Labels.fit(title, Theme.TITLE, layout.titleRoom()));
        chart.setYAxisTitle(rowAxis);
        chart.addSeries("values", columns, rows, layout.coarse(cells) ? numbers(cells) : NO_NUMBERS);
        return chart;
    }

    private static List<Number[]> numbers(HeatValues cells) {
        List<Number[]> numbers = new ArrayList<>();
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                double value = cells.at(row, column);
                boolean finite = Double.isFinite(value);
                numbers.add(finite ? new Number[] {column, cells.rows() - 1 - row, value} : null);
            }
        }
        return numbers;
    }

    // names for a matrix that was shrunk: those of the rows or columns that each cell begins with
    private static List<String> spread(List<String> names, int cells) {
        int block = (names.size() + cells - 1) / cells;
        return fitted(
                IntStream.range(0, cells).mapToObj(i -> names.get(i * block)).toList());
    }

    private static List<String> fitted(List<String> names) {
        return names.stream()
                .map(name -> Labels.fit(name, Theme.TEXT, NAME_ROOM))
                .toList();
    }

    private static List<String> indices(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static void check(String what, int expected, List<String> names) {
        if (names.size() != expected) {
            throw new IllegalArgumentException("A heat map with %s %ss expects as many names, but got %s: %s"
                    .formatted(expected, what, names.size(), names));
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
