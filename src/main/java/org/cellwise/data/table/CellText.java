package org.cellwise.data.table;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.cellwise.text.DecimalCells;
import org.cellwise.text.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/** A value of a table as text under no language: tablesaw itself writes numbers in the digits of the user's language. */
final class CellText {
    private CellText() {}

    /**
     * The values in these rows as they line up in a column, empty where one is missing. Numbers that are no more than a
     * few digits apart have the same decimals, so many that four digits of most of them are seen.
     */
    static List<String> of(Column<?> column, int... rows) {
        List<String> exact = Arrays.stream(rows)
                .mapToObj(row -> column.isMissing(row) ? "" : of(column, row))
                .toList();
        if (!(column instanceof NumericColumn<?> numbers)) {
            return exact;
        }
        boolean formatted = Arrays.stream(rows)
                .anyMatch(row -> !column.isMissing(row)
                        && Double.isFinite(numbers.getDouble(row))
                        && !column.getString(row).equals(usual(numbers, row)));
        return formatted ? exact : DecimalCells.aligned(exact);
    }

    /** The value in a row that is not missing; a number in the format that its column was given, if it was given one. */
    static String of(Column<?> column, int row) {
        String text = column.getString(row);
        if (!(column instanceof NumericColumn<?> numbers)) {
            return text;
        }
        double value = numbers.getDouble(row);
        if (!Double.isFinite(value)) {
            return Numbers.significant(value, 1);
        }
        return text.equals(usual(numbers, row)) ? plain(column.getUnformattedString(row)) : text;
    }

    // as a column writes it that was given no format
    private static String usual(NumericColumn<?> column, int row) {
        if (column instanceof DoubleColumn numbers) {
            return DoubleColumn.create("", numbers.getDouble(row)).getString(0);
        }
        return column instanceof FloatColumn numbers
                ? FloatColumn.create("", numbers.getFloat(row)).getString(0)
                : LongColumn.create("", Long.parseLong(column.getUnformattedString(row)))
                        .getString(0);
    }

    // 3 rather than 3.0, and an exponent only where there would be a row of zeros
    private static String plain(String number) {
        BigDecimal value = new BigDecimal(number).stripTrailingZeros();
        if (value.signum() == 0) {
            return "0";
        }
        int exponent = value.precision() - value.scale() - 1;
        return Math.abs(exponent) < 20
                ? value.toPlainString()
                : value.toString().replace("E+", "e").replace('E', 'e');
    }
}
