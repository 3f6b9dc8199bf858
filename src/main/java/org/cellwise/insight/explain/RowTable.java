package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.text.Names;
import org.cellwise.text.TextTable;

/** Rows of a dataset beside a number for each: by their numbers, with label and columns in the units of the table. */
public final class RowTable {
    private static final int COLUMNS = 6;

    private RowTable() {}

    /**
     * Some rows.
     *
     * @param rows their numbers, in the order to show
     * @param what the numbers are
     * @param numbers one for each row of the data
     */
    public static TextTable of(String title, Dataset data, int[] rows, String what, double... numbers) {
        List<RawColumn> columns = data.inputShape().rank() < 3
                ? RawColumn.of(data).stream().limit(COLUMNS).toList()
                : List.of();
        List<String> header = new ArrayList<>(List.of("row", what));
        List<Boolean> right = new ArrayList<>(List.of(true, true));
        header.add(labelled(data));
        right.add(!data.isClassification());
        for (RawColumn column : columns) {
            header.add(Names.shorten(column.name()));
            right.add(column.value(data.features(0)) instanceof Number);
        }
        List<List<String>> lines = new ArrayList<>();
        for (int row : rows) {
            List<String> line =
                    new ArrayList<>(List.of("" + row, Contributions.signed(numbers[row]), label(data, row)));
            columns.forEach(column -> line.add(column.text(data.features(row))));
            lines.add(line);
        }
        return new TextTable(title, header, right, lines);
    }

    static String labelled(Dataset data) {
        return data.isClassification()
                ? "label"
                : Names.shorten(data.outputNames().get(0));
    }

    static String label(Dataset data, int row) {
        return data.isClassification()
                ? Names.shorten(data.label(row))
                : RawColumn.text((Object) data.decode(data.target(row))[0]);
    }
}
