package org.cellwise.data.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;

/**
 * A column of texts, some of which may be numbers: a single odd text makes tablesaw read a whole column as text, and
 * one input for each number would be nonsense.
 *
 * @param column the column
 * @param kept rows of the table that are taken
 * @param known what texts that were looked at are
 */
record NumberTexts(StringColumn column, int[] kept, Map<String, Kind> known) {
    private static final int SHOWN = 12;
    private static final int KNOWN = 10_000; // texts of which is kept what they are

    /** What a text is. */
    enum Kind {
        NUMBER,
        MISSING,
        WORD
    }

    NumberTexts(StringColumn column, int... kept) {
        this(column, kept, new HashMap<>());
    }

    /** The numbers, by row of the table. */
    double[] numbers(Locale locale) {
        int[] words = Arrays.stream(kept)
                .filter(row -> NumberText.of(column.get(row)).isEmpty())
                .toArray();
        if (words.length > 0) {
            throw new IllegalArgumentException(
                    "numeric expects numbers in \"%s\", but %s of its %s texts are none (%s): add missing(%s) where that stands for a missing value, or drop those rows"
                            .formatted(
                                    column.name(),
                                    words.length,
                                    kept.length,
                                    rows(words),
                                    arguments(Arrays.stream(words)
                                            .mapToObj(column::get)
                                            .distinct()
                                            .toList())));
        }
        Map<Integer, NumberText> numbers = new LinkedHashMap<>();
        for (int row : kept) {
            numbers.put(row, NumberText.of(column.get(row)).orElseThrow());
        }
        char decimal = decimal(numbers, locale);
        double[] values = new double[column.size()];
        Arrays.fill(values, Double.NaN); // where it is missing
        numbers.forEach((row, number) -> values[row] = number.value(decimal));
        return values;
    }

    private char decimal(Map<Integer, NumberText> numbers, Locale locale) {
        return NumberForm.decimal(
                column.name(), numbers.values(), locale, where -> "numeric(" + where + ", \"" + column.name() + "\")");
    }

    /** Refuses texts of a feature that are numbers, or stand for missing values. */
    void requireWords(String what) {
        if (areNumbers()) {
            int[] others = Arrays.stream(kept)
                    .filter(row -> NumberText.of(column.get(row)).isEmpty())
                    .toArray();
            throw new IllegalArgumentException(
                    "\"%s\" holds numbers as text (%s%s): %s, or categorical(\"%s\") if each text is a category"
                            .formatted(
                                    column.name(),
                                    rows(numberRows()),
                                    others.length == 0 ? "" : "; no numbers are " + rows(others),
                                    remedy(),
                                    column.name()));
        }
        requireNoMissing(what);
    }

    /** Refuses texts of a label that are decimal numbers, or too many numbers, or stand for missing values. */
    void requireClasses(boolean many) {
        boolean decimals = Arrays.stream(numberRows())
                .mapToObj(row -> NumberText.of(column.get(row)).orElseThrow())
                .anyMatch(number -> !number.isWhole());
        if (areNumbers() && (many || decimals)) {
            throw new IllegalArgumentException(
                    "The label \"%s\" holds numbers as text (%s): %s and target(\"%s\") to predict a number, or categorical(\"%s\") if each text is a class"
                            .formatted(column.name(), rows(numberRows()), remedy(), column.name(), column.name()));
        }
        requireNoMissing("a class");
    }

    /** What a numeric target should be told: the words in it, and how they become numbers. */
    String ofTarget() {
        int[] words = wordRows();
        return areNumbers()
                ? " (%s): %s".formatted(rows(words.length == 0 ? numberRows() : words), remedy())
                : " (%s): call label(\"%s\") to predict a class".formatted(rows(words), column.name());
    }

    private void requireNoMissing(String what) {
        int[] missing = missingRows();
        if (missing.length > 0) {
            boolean blank = distinct(missing).stream().anyMatch(String::isBlank); // no name for a class
            throw new IllegalArgumentException(
                    "\"%s\" has %s that look like missing values (%s): call missing(%s) and dropMissing() to leave those rows out%s"
                            .formatted(
                                    column.name(),
                                    missing.length == 1 ? "1 text" : missing.length + " texts",
                                    rows(missing),
                                    arguments(distinct(missing)),
                                    blank
                                            ? ""
                                            : ", or categorical(\"%s\") if that is %s".formatted(column.name(), what)));
        }
    }

    /** Whether most texts are numbers, counted by rows or once for each text; those that say nothing aside. */
    private boolean areNumbers() {
        int[] numbers = numberRows();
        int[] words = wordRows();
        return numbers.length > words.length
                || distinct(numbers).size() > distinct(words).size();
    }

    private String remedy() {
        Map<Integer, NumberText> numbers = new LinkedHashMap<>();
        for (int row : numberRows()) {
            numbers.put(row, NumberText.of(column.get(row)).orElseThrow());
        }
        List<String> units = NumberForm.units(numbers.values());
        if (units.size() > 1) {
            return "bring them to one unit (%s) and call numeric(\"%s\")"
                    .formatted(String.join(", ", units), column.name());
        }
        String call;
        try {
            char decimal = decimal(numbers, Locale.ROOT);
            Map.Entry<Integer, NumberText> first = numbers.entrySet().iterator().next();
            call = "call numeric(\"%s\") to take %s as %s"
                    .formatted(
                            column.name(),
                            Text.quoted(column.get(first.getKey())),
                            first.getValue().value(decimal));
        } catch (IllegalArgumentException e) { // which says what else to call
            call = e.getMessage();
        }
        List<String> words = distinct(wordRows());
        String missing = words.isEmpty() ? "" : ", missing(" + arguments(words) + ")";
        return call + (missing.isEmpty() && missingRows().length == 0 ? "" : missing + " and dropMissing()");
    }

    private int[] numberRows() {
        return Arrays.stream(kept)
                .filter(row -> kind(column.get(row)) == Kind.NUMBER)
                .toArray();
    }

    private int[] missingRows() {
        int[] rows = Arrays.stream(kept)
                .filter(row -> kind(column.get(row)) == Kind.MISSING)
                .toArray();
        boolean isSign = Arrays.stream(rows).anyMatch(row -> column.get(row).equals("-"))
                && Arrays.stream(kept)
                        .anyMatch(row -> column.get(row).equals("+")); // beside which a minus says something
        return isSign
                ? Arrays.stream(rows)
                        .filter(row -> !column.get(row).equals("-"))
                        .toArray()
                : rows;
    }

    private Kind kind(String text) {
        Kind before = known.get(text);
        if (before != null) {
            return before;
        }
        Kind kind =
                NumberText.of(text).isPresent() ? Kind.NUMBER : NumberText.isMissing(text) ? Kind.MISSING : Kind.WORD;
        if (known.size() < KNOWN) {
            known.put(text, kind);
        }
        return kind;
    }

    private int[] wordRows() {
        return Arrays.stream(kept)
                .filter(row -> kind(column.get(row)) == Kind.WORD)
                .toArray();
    }

    private List<String> distinct(int... rows) {
        return Arrays.stream(rows).mapToObj(column::get).distinct().toList();
    }

    private String rows(int... rows) {
        return Text.rows(rows, row -> Text.quoted(column.get(row)));
    }

    /** All texts as arguments of a call, so that it works as it stands. */
    private static String arguments(List<String> texts) {
        String rest = texts.size() > SHOWN ? ", and " + (texts.size() - SHOWN) + " more texts" : "";
        return texts.stream()
                .limit(SHOWN)
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(", ", "", rest));
    }
}
