package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.csv.Cells;
import org.cellwise.data.csv.Country;
import org.cellwise.data.table.ReadTable.Found;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.numbers.IntColumnType;
import tech.tablesaw.columns.numbers.LongColumnType;

/** A column of a file on its way to a column of a table: numbers, dates and times, yes or no, or texts. */
final class CellColumn {
    private static final int SHOWN_MARKERS = 6;

    private final String name;
    private final Cells cells;
    private final Country country;
    private final CellNumbers numbers;
    private final List<String> notes = new ArrayList<>();
    private Column<?> column;
    private Map<String, Integer> markers = Map.of();
    private Locale written = Locale.US;

    CellColumn(String name, Cells cells, Country country) {
        this.name = name;
        this.cells = cells;
        this.country = country;
        numbers = CellNumbers.of(cells);
    }

    /** Whether some number can only have a decimal comma. */
    boolean hasDecimalComma() {
        return numbers.areAll() && numbers.hasDecimalComma();
    }

    /**
     * The column of a table.
     *
     * @param commas whether some column of the file has decimal commas
     */
    Column<?> column(boolean commas) {
        if (numbers.areAll()) {
            markers = numbers.markers();
            column = numbers.isPlain(country.locale(), commas) ? plain() : asWritten(commas);
        } else {
            CellTexts texts = new CellTexts(name, cells, country);
            column = texts.column();
            markers = texts.markers();
            notes.addAll(texts.notes());
            written = texts.hasDayFirst() ? Locale.UK : Locale.US;
            notes.addAll(numbers.notes(cells));
        }
        return column;
    }

    private Column<?> plain() {
        if (numbers.hasCommas()) {
            notes.add("decimal commas");
            written = Locale.GERMANY;
        }
        if (numbers.hasLeadingZeros()) {
            notes.add("zeros in front of numbers dropped, such as \"%s\"".formatted(numbers.leadingZeros(cells)));
        }
        if (!numbers.areWhole()) {
            return DoubleColumn.create(name, numbers.decimals());
        }
        long[] wholes = numbers.wholes();
        if (!numbers.areInts()) {
            numbers.missing().stream().forEach(row -> wholes[row] = LongColumnType.missingValueIndicator());
            return LongColumn.create(name, wholes);
        }
        int[] ints = new int[wholes.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) wholes[i];
        }
        numbers.missing().stream().forEach(row -> ints[row] = IntColumnType.missingValueIndicator());
        return IntColumn.create(name, ints);
    }

    /** Where the texts may be from, once {@link #column} was made. */
    Country written() {
        return country.fixed(written);
    }

    /**
     * A column of a part of a file, of the same type as the sample that the whole was judged by.
     *
     * @param country as the sample is written
     * @throws IllegalArgumentException if its texts are not such
     */
    static Column<?> like(Column<?> sample, Cells cells, Country country) {
        if (sample instanceof StringColumn) {
            return new CellTexts(sample.name(), cells, country).texts();
        }
        CellColumn column = new CellColumn(sample.name(), cells, country);
        Column<?> read = column.column(false);
        if (read.type() == sample.type() || read instanceof NumericColumn<?> && sample instanceof NumericColumn<?>) {
            return read;
        }
        if (read.countMissing() == read.size()) {
            Column<?> missing = sample.emptyCopy();
            for (int i = 0; i < read.size(); i++) {
                missing.appendMissing();
            }
            return missing;
        }
        throw new IllegalArgumentException("\"%s\" is of type %s in the sample, but holds %s"
                .formatted(sample.name(), ColumnReader.typeName(sample), column.odd(sample)));
    }

    /** The first texts that are not as in the sample. */
    private String odd(Column<?> sample) {
        int[] rows = sample instanceof NumericColumn<?>
                ? numbers.words().stream().mapToInt(Integer::intValue).toArray()
                : IntStream.range(0, cells.size())
                        .filter(i -> !cells.isEmpty(i))
                        .toArray();
        return Text.quoted(Arrays.stream(rows).mapToObj(cells::text).distinct().toList());
    }

    /** Numbers with parted thousands, or with other signs than those of programs. */
    private Column<?> asWritten(boolean commas) {
        List<Optional<NumberText>> values = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            String text = cells.text(i);
            values.add(NumberText.isMissing(text) ? Optional.empty() : NumberText.of(text));
        }
        List<NumberText> present = values.stream().flatMap(Optional::stream).toList();
        boolean open = !country.isKnown() && !NumberForm.isSettled(present);
        Locale known = commas && open ? Locale.GERMANY : country.locale(); // as another column has it
        char decimal = NumberForm.decimal(name, present, known, country::call);
        written = decimal == ',' ? Locale.GERMANY : Locale.US;
        NumberText first =
                present.stream().filter(number -> !number.isWhole()).findFirst().orElse(present.get(0));
        notes.add("decimal %s, \"%s\" read as %s"
                .formatted(decimal == ',' ? "commas" : "points", first.digits(), first.value(decimal)));
        return NumberForm.column(name, values, decimal);
    }

    /** What was found out, once {@link #column} was made. */
    Found found() {
        String texts = markers.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN_MARKERS)
                .map(entry -> Text.quoted(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return new Found(name, ColumnReader.typeName(column), column.countMissing(), texts, String.join("; ", notes));
    }

    /** Counts texts that stand for missing values, of which there are only a few different ones. */
    static final class Markers {
        private final Map<String, Integer> counts = new LinkedHashMap<>();

        void add(String text) {
            counts.merge(text, 1, Integer::sum);
        }

        Map<String, Integer> counts() {
            return counts;
        }
    }
}
