package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.IndexEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;

/** What becomes of every column, shown on one row: the raw value, its inputs, and what these stand for. */
final class ExplainedSplit {
    private static final int SHOWN = 4; // inputs of a column
    private static final int LETTERS = 60;

    private ExplainedSplit() {}

    /**
     * A line for each column, then one for each target.
     *
     * @param raw a value for each column; none for the first training row
     */
    static TextTable of(Split split, Object... raw) {
        Dataset train = split.train();
        RowEncoder encoder = train.preparation();
        boolean own = raw.length > 0;
        double[] inputs = own ? encoder.encode(raw) : train.features(0);
        List<?> values = own ? Arrays.asList(raw) : encoder.example();
        List<List<String>> rows = new ArrayList<>();
        int at = 0;
        for (int c = 0; c < encoder.encoders().size(); c++) {
            ColumnEncoder column = encoder.encoders().get(c);
            Object back = column.decode(inputs, at);
            rows.add(List.of(
                    Names.shorten(column.column()),
                    values.isEmpty() ? text(back) : text(values.get(c)),
                    Names.shorten(names(column.inputNames())),
                    numbers(Arrays.copyOfRange(inputs, at, at + column.width())),
                    text(back),
                    words(train, c, own ? values.get(c) : null)));
            at += column.width();
        }
        addTargets(train, own, rows);
        String title = "%s %s; %s, fitted on %s of training"
                .formatted(
                        encoder.encoders().size() == 1
                                ? "1 column becomes"
                                : encoder.encoders().size() + " columns become",
                        Names.count(encoder.width(), "input"),
                        own ? "the row given" : "the first training row",
                        Names.count(train.size(), "row"));
        return new TextTable(
                title,
                List.of("column", "raw", "inputs", "encoded", "back", "what is done"),
                List.of(false, false, false, false, false, false),
                rows);
    }

    /** What is done to a column; how many of its texts are cut off, and what is unusual about the value given. */
    private static String words(Dataset train, int c, Object given) {
        ColumnEncoder column = train.columns().get(c);
        String note = given == null ? null : column.note(given);
        String words = column.words() + (note == null ? "" : "; here " + note);
        if (!(column instanceof IndexEncoder indices) || train.tableRow(0) < 0) {
            return words;
        }
        long cut = IntStream.range(0, train.size())
                .filter(row -> train.original(row, c) instanceof String text && indices.pieces(text) > indices.length())
                .count();
        return cut == 0
                ? words
                : words
                        + "; %s of %s are longer and cut off"
                                .formatted(cut, Names.count(train.size(), "training text"));
    }

    private static void addTargets(Dataset train, boolean own, List<List<String>> rows) {
        if (train.isClassification()) {
            String label = own || train.schema().hasPositions() ? "" : train.label(0);
            String target = label.isEmpty() ? "" : String.valueOf(train.classIndex(0));
            rows.add(List.of("(label)", label, "", target, label, "class among " + Names.list(train.outputNames())));
            return;
        }
        List<Scaler> scalers = train.preparation().targets();
        for (int i = 0; i < scalers.size(); i++) {
            double target = train.target(0)[i];
            String back = own ? "" : Numbers.significant(scalers.get(i).unscale(target), 5);
            rows.add(List.of(
                    "(target) " + Names.shorten(train.outputNames().get(i)),
                    back,
                    "",
                    own ? "" : Numbers.significant(target, 3),
                    back,
                    scalers.get(i).words()));
        }
    }

    private static String names(List<String> names) {
        return names.size() <= SHOWN ? String.join(", ", names) : names.size() + ": " + names.get(0) + " …";
    }

    private static String numbers(double... numbers) {
        List<String> texts = IntStream.range(0, numbers.length)
                .limit(2 * SHOWN)
                .mapToObj(i -> Numbers.significant(numbers[i], 3))
                .toList();
        return String.join(" ", texts) + (numbers.length > texts.size() ? " …" : "");
    }

    private static String text(Object value) {
        String text = value instanceof Double number ? Numbers.significant(number, 5) : Objects.toString(value, "");
        return text.length() <= LETTERS ? text : text.substring(0, LETTERS - 1) + "…";
    }
}
