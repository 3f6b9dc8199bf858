package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cellwise.network.Classification;
import org.cellwise.network.Estimate;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.network.Preparation;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What a network answers to the rows of a table, beside them. */
public final class Answers {
    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability";
    private static final String UNLIKE = "unlike training";

    private Answers() {}

    /**
     * A copy of a table with more columns: the likeliest class and its probability, yes or no for each question, or the
     * numbers in the unit of the targets. Rows that cannot be prepared, such as those that miss a value, have none. Where rows are
     * unlike all that training has seen, one more column says what in them is.
     *
     * @throws IllegalStateException if the network was not trained on data that says how rows are prepared, or answers for
     *     several positions of a row
     * @throws IllegalArgumentException if the table misses a column
     */
    public static Table beside(Network network, Table table) {
        Given.require(network, "predict", "a network, as network(…) makes it");
        Given.require(table, "predict", "a table, as readCsv(…) reads it");
        Preparation preparation = network.preparation();
        if (preparation == null) {
            throw new IllegalStateException(
                    "predict prepares the rows of a table as those that a network was trained on, but"
                            + " this one was not trained on data that says how: train it on dataset(table)");
        }
        if (network.meaning().positions() > 1) {
            throw new IllegalStateException(
                    "predict gives one answer for a row, but the network answers for several positions: use classifyEach(…)");
        }
        List<Column<?>> columns = new ArrayList<>();
        preparation.columns().forEach(name -> columns.add(column(table, name)));
        Object[][] rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> raw(preparation, columns, row))
                .toArray(Object[][]::new);
        if (rows.length > 0 && Arrays.stream(rows).allMatch(Objects::isNull)) {
            preparation.encode(values(columns, 0)); // says what is wrong with the first of them
        }
        Table answered = table.copy();
        if (answered.containsColumn(UNLIKE) && !preparation.columns().contains(UNLIKE)) {
            answered.removeColumns(UNLIKE); // of rows as they were when they were answered before
        }
        for (Column<?> column : columns(network, rows)) {
            if (answered.containsColumn(column.name())) {
                answered.removeColumns(column.name());
            }
            answered.addColumns(column);
        }
        return answered;
    }

    private static Column<?> column(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new IllegalArgumentException(
                    "predict expects a table with the columns that the network was trained on, but \""
                            + Names.shorten(table.name()) + "\" has no column \"" + Names.shorten(name) + "\": "
                            + Names.hint(name, table.columnNames()));
        }
        return table.column(name);
    }

    private static Object[] values(List<Column<?>> columns, int row) {
        return columns.stream()
                .map(column -> column.isMissing(row) ? null : column.get(row))
                .toArray();
    }

    private static Object[] raw(Preparation preparation, List<Column<?>> columns, int row) {
        Object[] values = values(columns, row);
        try {
            preparation.encode(values);
            return values;
        } catch (IllegalArgumentException | NullPointerException e) {
            return null; // of a row that cannot be prepared
        }
    }

    private static List<Column<?>> columns(Network network, Object[]... rows) {
        Kind kind = network.meaning().kind();
        boolean numbers = kind == Kind.NUMBERS;
        List<Column<?>> columns = new ArrayList<>();
        if (numbers || kind == Kind.ANSWERS) {
            for (String name : network.outputNames()) {
                columns.add(
                        numbers ? DoubleColumn.create("predicted " + name) : BooleanColumn.create("predicted " + name));
            }
        } else {
            columns.add(StringColumn.create(PREDICTION));
            columns.add(DoubleColumn.create(PROBABILITY));
        }
        List<List<String>> unlike = new ArrayList<>();
        for (Object[] row : rows) {
            if (row == null) {
                columns.forEach(Column::appendMissing);
                unlike.add(List.of());
            } else if (numbers) {
                Estimate answer = network.estimateRaw(row);
                for (int i = 0; i < columns.size(); i++) {
                    ((DoubleColumn) columns.get(i)).append(answer.values().get(i));
                }
                unlike.add(answer.notes());
            } else {
                Classification answer = network.classifyRaw(row);
                unlike.add(answer.notes());
                if (answer.exclusive()) {
                    ((StringColumn) columns.get(0)).append(answer.label());
                    ((DoubleColumn) columns.get(1)).append(answer.probability());
                } else {
                    for (int i = 0; i < columns.size(); i++) {
                        ((BooleanColumn) columns.get(i)).append(answer.indices().contains(i));
                    }
                }
            }
        }
        if (unlike.stream().anyMatch(notes -> !notes.isEmpty())) {
            columns.add(StringColumn.create(
                    UNLIKE,
                    unlike.stream().map(notes -> String.join("; ", notes)).toArray(String[]::new)));
        }
        return columns;
    }
}
