package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Groups;
import org.cellwise.data.column.Unit;

/**
 * The mean of each column of numbers in each group of rows.
 *
 * @param groups which rows belong together
 * @param columns names of the columns of numbers, the first hundred of many
 * @param means for each group the mean of each column, of its finite numbers; NaN where it has none
 * @param overall the mean of each column over all rows that are in a group
 * @param deviations of each column over the same rows, with n - 1
 * @param leftOut how many more columns of numbers there are
 */
public record GroupMeans(
        Groups groups, List<String> columns, double[][] means, double[] overall, double[] deviations, int leftOut) {
    private static final int MOST_COLUMNS = 100;

    /**
     * By the groups of a column.
     *
     * @throws IllegalArgumentException if there is no column of numbers beside it
     */
    public static GroupMeans of(Columns table, Groups groups) {
        List<Column.Numbers> numbers = new ArrayList<>();
        int leftOut = 0;
        for (int i = 0; i < table.size(); i++) {
            if (table.column(i) instanceof Column.Numbers column
                    && column.unit() == Unit.NUMBER
                    && !column.name().equals(groups.column())) {
                if (numbers.size() < MOST_COLUMNS) {
                    numbers.add(column);
                } else {
                    leftOut++;
                }
            }
        }
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException(
                    "groupMeans expects a column of numbers beside \"%s\", but the table has none"
                            .formatted(groups.column()));
        }
        int count = groups.names().size();
        double[][] means = new double[count][numbers.size()];
        double[] overall = new double[numbers.size()];
        double[] deviations = new double[numbers.size()];
        for (int c = 0; c < numbers.size(); c++) {
            double[] values = numbers.get(c).values();
            for (int group = 0; group < count; group++) {
                means[group][c] = Sorted.of(in(values, groups.of(), group)).mean();
            }
            Sorted all = Sorted.of(in(values, groups.of(), -1));
            overall[c] = all.mean();
            deviations[c] = all.deviation();
        }
        return new GroupMeans(groups, numbers.stream().map(Column::name).toList(), means, overall, deviations, leftOut);
    }

    /** The numbers of one group; of all groups for -1. */
    public static double[] in(double[] values, int[] groups, int group) {
        int count = 0;
        double[] some = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            if (group < 0 ? groups[row] >= 0 : groups[row] == group) {
                some[count++] = values[row];
            }
        }
        return Arrays.copyOf(some, count);
    }
}
