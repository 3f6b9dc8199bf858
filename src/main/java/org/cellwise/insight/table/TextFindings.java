package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.column.Column;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What is odd about a column of texts. */
final class TextFindings {
    private static final int LOOKED_AT = 5000; // different texts, the most frequent first
    private static final int MANY = 100; // categories: more make an input each only if asked for
    private static final int SOME = 20;
    private static final int FEW_ROWS = 5;
    private static final int SHOWN = 5;
    private static final int WORDS = 4; // of a sentence
    private static final int SAMPLE = 200; // texts whose words are counted
    private static final double MOST = 0.5;
    private static final double NEARLY_ALL = 0.95;

    private final Column.Texts column;
    private final ColumnSummary summary;
    private final boolean isTarget;
    private final int[] counts;
    private final List<Integer> codes; // of the texts looked at
    private final Map<TextMeaning, List<Integer>> byMeaning;
    private final List<Finding> found = new ArrayList<>();

    private TextFindings(Column.Texts column, ColumnSummary summary, boolean isTarget) {
        this.column = column;
        this.isTarget = isTarget;
        this.summary = summary;
        counts = column.counts();
        codes = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(code -> -counts[code]))
                .limit(LOOKED_AT)
                .toList();
        byMeaning = codes.stream()
                .collect(Collectors.groupingBy(
                        code -> TextMeaning.of(column.texts().get(code))));
    }

    static List<Finding> find(Column.Texts column, ColumnSummary summary, boolean isTarget) {
        TextFindings findings = new TextFindings(column, summary, isTarget);
        if (!column.type().equals("boolean") && summary.distinct() > 1) {
            findings.look();
        }
        return findings.found;
    }

    private void look() {
        int numbers = rows(TextMeaning.NUMBER);
        int dates = rows(TextMeaning.DATE);
        int words = rows(TextMeaning.WORD);
        if (!column.type().equals("string")) {
            lookForNames();
        } else if (dates > MOST * (numbers + dates + words)) {
            addDates();
        } else if (numbers > MOST * (numbers + words)) {
            addNumbers();
        } else {
            lookForMissing();
            lookForTwins();
            if (!isTarget && !lookForSentences() && !lookForNames()) {
                lookForRare();
            }
        }
    }

    private int rows(TextMeaning meaning) {
        return byMeaning.getOrDefault(meaning, List.of()).stream()
                .mapToInt(code -> counts[code])
                .sum();
    }

    private List<String> texts(TextMeaning meaning) {
        return byMeaning.getOrDefault(meaning, List.of()).stream()
                .map(column.texts()::get)
                .toList();
    }

    private void add(Finding.Kind kind, String what, String call) {
        found.add(new Finding(kind, column.name(), what, call));
    }

    private void addNumbers() {
        String example = shown(texts(TextMeaning.NUMBER), 3);
        List<String> others = new ArrayList<>(texts(TextMeaning.WORD));
        others.addAll(texts(TextMeaning.DATE));
        String call = "dataset(table).numeric(%s)".formatted(quoted(column.name()));
        String but = "";
        if (!others.isEmpty()) {
            call += ".missing(" + arguments(others) + ")";
            but = "; no numbers are " + shown(others, SHOWN);
        }
        add(Finding.Kind.TYPE, "%s holds numbers as text (%s)%s".formatted(name(), example, but), call);
    }

    private void addDates() {
        List<String> dates = texts(TextMeaning.DATE);
        DateForm form = DateForm.of(dates);
        add(
                Finding.Kind.TYPE,
                "%s holds dates as text (%s)%s".formatted(name(), shown(dates, 3), form.doubt()),
                form.call(column.name(), summary.missing() > 0));
    }

    private void lookForMissing() {
        List<String> markers = texts(TextMeaning.MISSING);
        int rows = rows(TextMeaning.MISSING);
        boolean signs = markers.equals(List.of("-")) && column.texts().contains("+");
        if (!markers.isEmpty() && !signs) {
            add(
                    Finding.Kind.MISSING,
                    "%s has %s in %s, which look like missing values"
                            .formatted(name(), shown(markers, SHOWN), Names.count(rows, "row")),
                    "dataset(table).missing(" + arguments(markers) + ").dropMissing()");
        }
    }

    // texts that differ by capitals and spaces alone
    private void lookForTwins() {
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        boolean capitals = false;
        for (int code : codes) {
            String text = column.texts().get(code);
            String key = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            alike.computeIfAbsent(key, k -> new ArrayList<>()).add(code);
        }
        List<List<Integer>> twins =
                alike.values().stream().filter(same -> same.size() > 1).toList();
        if (twins.isEmpty()) {
            return;
        }
        for (List<Integer> same : twins) {
            capitals |= same.stream()
                            .map(code -> column.texts().get(code).strip())
                            .distinct()
                            .count()
                    > 1;
        }
        String example = twins.stream()
                .limit(3)
                .map(same -> same.stream()
                        .limit(3)
                        .map(code -> "%s in %s"
                                .formatted(
                                        quoted(Names.shorten(column.texts().get(code))),
                                        Names.count(counts[code], "row")))
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        String q = quoted(column.name());
        add(
                Finding.Kind.TYPE,
                "%s has texts that differ by %s alone (%s)"
                        .formatted(name(), capitals ? "capitals or spaces" : "spaces", example),
                "table.replaceColumn(%s, table.stringColumn(%s).trim()%s.setName(%s))"
                        .formatted(q, q, capitals ? ".lowerCase()" : "", q));
    }

    private boolean lookForSentences() {
        double words = codes.stream()
                .limit(SAMPLE)
                .mapToInt(code -> column.texts().get(code).strip().split("\\s+").length)
                .average()
                .orElse(0);
        if (words < WORDS || summary.distinct() * 2 < summary.present()) {
            return false;
        }
        add(
                Finding.Kind.SCALE,
                "%s holds sentences, of %s words in the mean: a network reads them as counts or indices of words"
                        .formatted(name(), Numbers.significant(words, 2)),
                "dataset(table).tfidf(%s, 200)".formatted(quoted(column.name())));
        return true;
    }

    private boolean lookForNames() {
        int distinct = summary.distinct();
        int present = summary.present();
        if (present > SOME && distinct >= NEARLY_ALL * present) {
            add(
                    Finding.Kind.USELESS,
                    "%s has another text in nearly every row (%s in %s), as names and identifiers do: they tell a network nothing"
                            .formatted(name(), Numbers.grouped(distinct), Names.count(present, "row")),
                    Finding.leaveOut(column.name()));
            return true;
        }
        if (distinct > MANY || distinct > SOME && distinct * 2 > present) {
            add(
                    Finding.Kind.SCALE,
                    "%s has %s different texts, each of which would be an input of its own"
                            .formatted(name(), Numbers.grouped(distinct)),
                    "dataset(table).meanTarget(%s)".formatted(quoted(column.name())));
            return true;
        }
        return false;
    }

    private void lookForRare() {
        List<Integer> rare = codes.stream()
                .filter(code -> counts[code] < FEW_ROWS && counts[code] * 100L < summary.present())
                .toList();
        if (!rare.isEmpty() && summary.distinct() > 2) {
            add(
                    Finding.Kind.BALANCE,
                    "%s has %s that stand in fewer than %s rows (%s), too few to learn from"
                            .formatted(
                                    name(),
                                    Names.count(rare.size(), "text"),
                                    FEW_ROWS,
                                    shown(rare.stream().map(column.texts()::get).toList(), SHOWN)),
                    "dataset(table).groupRare(%s, %s)".formatted(FEW_ROWS, quoted(column.name())));
        }
    }

    private String name() {
        return Names.shorten(column.name());
    }

    private static String quoted(String text) {
        return Finding.quoted(text);
    }

    private static String shown(List<String> texts, int limit) {
        String some = texts.stream()
                .limit(limit)
                .map(text -> quoted(Names.shorten(text)))
                .collect(Collectors.joining(", "));
        return texts.size() > limit ? some + ", …" : some;
    }

    private static String arguments(List<String> texts) {
        return texts.stream().limit(SOME).map(Finding::quoted).collect(Collectors.joining(", "));
    }
}
