package org.cellwise.data.table;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cellwise.text.FileErrors;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Reads CSV files as spreadsheets and programs write them: the separator, the character set and decimal commas are found
 * out from the whole file, which tablesaw alone does not do.
 */
public final class CsvFiles {
    private static final String[] MISSING = {"NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "*", "?"};
    private static final int LONGEST_CELL = 100_000;
    private static final Charset WINDOWS = Charset.forName("windows-1252"); // what Excel writes unless asked for UTF-8

    private CsvFiles() {}

    /**
     * The table in a file. Texts such as {@code NA} and {@code ?} are missing values.
     *
     * @throws IllegalArgumentException if a comma in its numbers may be decimal or part thousands
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table read(Path file) {
        return read(file, Locale.ROOT);
    }

    /** As {@link #read(Path)}, with numbers written as in a country: {@code Locale.GERMANY} has decimal commas. */
    public static Table read(Path file, Locale locale) {
        String text = text(file);
        char separator = Separator.of(text);
        if (text.startsWith("sep=") && text.length() > 4) { // a first line that Excel understands
            separator = text.charAt(4);
            text = text.substring(text.indexOf('\n') + 1);
        }
        try {
            return table(file, text, separator, locale).setName(String.valueOf(file.getFileName()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Cannot read %s as a table whose columns are separated by %s: %s"
                            .formatted(
                                    file,
                                    separator == '\t' ? "tabs" : "\"" + separator + "\"",
                                    e.getMessage() + remedy(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    // what tablesaw's messages leave open
    private static String remedy(String message) {
        if (message.contains("duplicate name")) {
            return ": give each column a name of its own in the first line";
        }
        return message.endsWith("expected.")
                ? " Complete that line, or put texts that hold the separator in quotation marks"
                : "";
    }

    private static Table table(Path file, String text, char separator, Locale locale) {
        Table texts = Table.read()
                .csv(options(text, separator)
                        .columnTypes(name -> ColumnType.STRING)
                        .build());
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("it has a line of names, but no rows");
        }
        Map<String, List<Optional<NumberText>>> numbers = numbers(texts);
        Table table = Table.read()
                .csv(options(text, separator)
                        .columnTypesPartial(
                                name -> numbers.containsKey(name) ? Optional.of(ColumnType.STRING) : Optional.empty())
                        .build());
        boolean commas = hasDecimalCommas(numbers);
        numbers.forEach((name, values) -> {
            List<NumberText> present = values.stream().flatMap(Optional::stream).toList();
            boolean open = locale.equals(Locale.ROOT) && !NumberForm.isSettled(present);
            Locale written = commas && open ? Locale.GERMANY : locale; // as another column has it
            char decimal =
                    NumberForm.decimal(name, present, written, where -> "readCsv(\"" + file + "\", " + where + ")");
            table.replaceColumn(name, NumberForm.column(name, values, decimal));
        });
        return table;
    }

    private static CsvReadOptions.Builder options(String text, char separator) {
        return CsvReadOptions.builder(new StringReader(text))
                .separator(separator)
                .missingValueIndicator(MISSING)
                .maxCharsPerColumn(LONGEST_CELL)
                .sample(false)
                .columnTypesToDetect(List.of(
                        ColumnType.LOCAL_DATE_TIME,
                        ColumnType.LOCAL_DATE,
                        ColumnType.LOCAL_TIME,
                        ColumnType.BOOLEAN,
                        ColumnType.STRING));
    }

    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = decoded(bytes);
            if (text.isBlank()) {
                throw new IllegalArgumentException("The file " + file + " is empty: it holds no table");
            }
            return text;
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static String decoded(byte[] bytes) {
        boolean wide = bytes.length > 1 && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1);
        String text;
        try {
            Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, WINDOWS);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The columns whose texts are all plain numbers, or missing. */
    private static Map<String, List<Optional<NumberText>>> numbers(Table texts) {
        Map<String, List<Optional<NumberText>>> numbers = new LinkedHashMap<>();
        for (Column<?> column : texts.columns()) {
            List<Optional<NumberText>> values = values((StringColumn) column);
            if (values.stream().anyMatch(Optional::isPresent)) {
                numbers.put(column.name(), values);
            }
        }
        return numbers;
    }

    private static List<Optional<NumberText>> values(StringColumn column) {
        List<Optional<NumberText>> values = new ArrayList<>();
        for (String text : column) {
            Optional<NumberText> number = NumberText.of(text);
            if (!NumberText.isMissing(text)
                    && !number.filter(NumberText::isPlain).isPresent()) {
                return List.of();
            }
            values.add(number);
        }
        return values;
    }

    private static boolean hasDecimalCommas(Map<String, List<Optional<NumberText>>> columns) {
        return columns.values().stream()
                .anyMatch(
                        values -> values.stream().flatMap(Optional::stream).anyMatch(number -> number.hasDecimal(',')));
    }
}
