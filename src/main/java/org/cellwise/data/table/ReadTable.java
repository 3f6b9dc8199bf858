package org.cellwise.data.table;

import java.util.List;
import org.cellwise.data.csv.Country;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table that knows how its file was read. */
public final class ReadTable extends Table {
    /**
     * What was found out about a column of a file.
     *
     * @param column its name
     * @param type its type in words
     * @param missing how many of its values are missing
     * @param markers the texts that stand for missing values, with their numbers
     * @param note how its texts were read, where that is not plain; else nothing
     */
    record Found(String column, String type, int missing, String markers, String note) {}

    private final String form;
    private final List<Found> found;
    private final List<Country> countries;

    ReadTable(String name, List<Column<?>> columns, String form, List<Found> found, List<Country> countries) {
        super(name);
        columns.forEach(this::internalAddWithoutValidation); // their names were compared before
        this.form = form;
        this.found = List.copyOf(found);
        this.countries = List.copyOf(countries);
    }

    /**
     * How the file of a table was read: a row for each column with its type, missing values, the texts that stand for
     * these, and a note where texts were taken for numbers or dates of a certain form.
     *
     * @throws IllegalArgumentException if the table is not as it came from a file
     */
    public static Table found(Table table) {
        if (!(table instanceof ReadTable read)) {
            throw new IllegalArgumentException(
                    "found expects a table as it came from table(\"…\"), but \"%s\" was made or changed otherwise"
                            .formatted(table == null ? "null" : table.name()));
        }
        return Table.create(
                read.name() + ": " + read.form,
                StringColumn.create("column", read.found.stream().map(Found::column)),
                StringColumn.create("type", read.found.stream().map(Found::type)),
                IntColumn.create("missing", read.found.stream().mapToInt(Found::missing)),
                StringColumn.create("missing as", read.found.stream().map(Found::markers)),
                StringColumn.create("note", read.found.stream().map(Found::note)));
    }

    /** The same table as one of its own. */
    ReadTable copied() {
        return new ReadTable(
                name(), columns().stream().<Column<?>>map(Column::copy).toList(), form, found, countries);
    }

    /** Where the texts of each column may be from, as they turned out to be written. */
    List<Country> countries() {
        return countries;
    }

    /** What should be known of how the file was read, in one line; nothing where it was plain. */
    String reading() {
        long notes = found.stream().filter(column -> !column.note().isEmpty()).count();
        return notes == 0
                ? ""
                : "%s on how columns were read: found(table)".formatted(notes == 1 ? "1 note" : notes + " notes");
    }
}
