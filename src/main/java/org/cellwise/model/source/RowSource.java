package org.cellwise.model.source;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.Preparation;
import org.cellwise.text.Names;

/** What a class does with rows beside predicting: preparing raw ones, saying what outputs mean, reading and writing texts. */
final class RowSource {
    private final Network network;
    private final RowEncoder preparation; // null for none
    private final StringBuilder text = new StringBuilder();

    RowSource(Network network, Preparation preparation) {
        this.network = network;
        if (preparation != null && !(preparation instanceof RowEncoder)) {
            throw new IllegalArgumentException(
                    "Java source has nothing for the preparation " + preparation + ": " + ColumnSource.ADVICE);
        }
        this.preparation = (RowEncoder) preparation;
    }

    String text() {
        columns();
        if (preparation != null) {
            encode();
        }
        OutputMeaning meaning = network.meaning();
        boolean classes = meaning.isDiscrete() && meaning.positions() == 1;
        if (classes) {
            classes();
        } else if (preparation != null) {
            numbers();
        }
        main(classes);
        return text.toString();
    }

    private void columns() {
        List<String> columns = preparation == null ? network.inputNames() : preparation.columns();
        line(1, "");
        line(1, "/** What a row has, in this order. */");
        line(1, "private static final java.util.List<String> COLUMNS =");
        line(3, JavaNames.list(columns) + ";");
    }

    private void encode() {
        if (preparation.neighbours() != null) {
            throw new IllegalArgumentException(
                    "Java source has nothing for missing values that nearest neighbours fill in: "
                            + ColumnSource.ADVICE);
        }
        List<ColumnEncoder> encoders = preparation.encoders();
        StringBuilder lines = new StringBuilder();
        int at = 0;
        for (int i = 0; i < encoders.size(); ) {
            int end = run(encoders, i);
            if (end - i > 1) { // a loop where many columns are scaled alike
                String scaled = ColumnSource.scaled(
                        ((NumericEncoder) encoders.get(i)).scaler(), "number(COLUMNS.get(i), raw[i])");
                lines.append("        for (int i = %s; i < %s; i++) {\n            x[i%s] = %s;\n        }\n"
                        .formatted(i, end, at == i ? "" : (at > i ? " + " : " - ") + Math.abs(at - i), scaled));
                at += end - i;
            } else {
                lines.append(ColumnSource.of(encoders.get(i), "raw[" + i + "]", at));
                at += encoders.get(i).width();
            }
            i = end;
        }
        text.append("""

                    /** A raw row as inputs: a number or a text for each column. */
                    public static double[] encode(Object... raw) {
                        if (raw.length != COLUMNS.size()) {
                            throw new IllegalArgumentException(
                                    "expected " + COLUMNS.size() + " values (" + COLUMNS + "), but got " + raw.length);
                        }
                        double[] x = new double[%s];
                %s        return x;
                    }
                """.formatted(preparation.width(), lines));
    }

    private static int run(List<ColumnEncoder> encoders, int from) {
        int end = from + 1;
        while (encoders.get(from) instanceof NumericEncoder first
                && end < encoders.size()
                && encoders.get(end) instanceof NumericEncoder next
                && next.scaler().equals(first.scaler())) {
            end++;
        }
        return end;
    }

    private void numbers() {
        StringBuilder lines = new StringBuilder();
        List<Scaler> targets = preparation.targets();
        boolean numbers = network.meaning().kind() == OutputMeaning.Kind.NUMBERS && !targets.isEmpty();
        for (int i = 0; numbers && i < targets.size(); i++) {
            if (!targets.get(i).equals(Scaler.NONE)) {
                lines.append("        for (int i = %s; i < y.length; i += %s) {\n            y[i] = %s;\n        }\n"
                        .formatted(i, targets.size(), ColumnSource.unscaled(targets.get(i), "y[i]")));
            }
        }
        text.append("""

                    /** The answer to a raw row%s. */
                    public static double[] predictRaw(Object... raw) {
                        double[] y = predict(encode(raw));
                %s        return y;
                    }
                """.formatted(numbers ? ", in the unit of the targets" : "", lines));
    }

    private void classes() {
        OutputMeaning meaning = network.meaning();
        List<String> names = names(meaning);
        boolean two = meaning.width() == 1 && meaning.kind() != OutputMeaning.Kind.ANSWERS;
        boolean answers = meaning.kind() == OutputMeaning.Kind.ANSWERS;
        String threshold = meaning.threshold() == 0 ? "0" : "0.5";
        String each = meaning.threshold() == 0 ? "1 / (1 + Math.exp(-outputs[%s]))" : "clamped(outputs[%s])";
        String probabilities = switch (meaning.scale()) {
            case PROBABILITIES, DISTRIBUTION, BITS -> "normalized(outputs)";
            case VALUES -> "nearest(outputs)";
            default -> "softmaxOfAll(outputs)";
        };
        line(1, "");
        line(1, answers ? "/** The questions. */" : "/** The classes. */");
        line(1, "public static final java.util.List<String> CLASSES =");
        line(3, JavaNames.list(names) + ";");
        line(1, "");
        line(1, "/** What outputs stand for: a probability for each of {@link #CLASSES}. */");
        line(1, "public static double[] probabilities(double... outputs) {");
        if (two) {
            line(2, "double p = " + each.formatted("0") + ";");
            line(2, "return new double[] {1 - p, p};");
        } else if (answers) {
            line(2, "double[] p = new double[outputs.length];");
            line(2, "for (int i = 0; i < p.length; i++) {");
            line(3, "p[i] = " + each.formatted("i") + ";");
            line(2, "}");
            line(2, "return p;");
        } else {
            line(2, "return " + probabilities + ";");
        }
        line(1, "}");
        line(1, "");
        line(
                1,
                answers
                        ? "/** The questions that outputs answer with yes. */"
                        : "/** The class that outputs stand for. */");
        line(1, "public static String label(double... outputs) {");
        if (answers) {
            line(2, "java.util.List<String> yes = new java.util.ArrayList<>();");
            line(2, "for (int i = 0; i < outputs.length; i++) {");
            line(3, "if (outputs[i] > " + threshold + ") {");
            line(4, "yes.add(CLASSES.get(i));");
            line(3, "}");
            line(2, "}");
            line(2, "return yes.isEmpty() ? \"none\" : String.join(\", \", yes);");
        } else {
            line(
                    2,
                    "return CLASSES.get(" + (two ? "outputs[0] > " + threshold + " ? 1 : 0" : "largestAt(outputs)")
                            + ");");
        }
        line(1, "}");
        line(1, "");
        line(1, "/** As {@link #label}, of a row of inputs. */");
        line(1, "public static String classify(double... inputs) {");
        line(2, "return label(predict(inputs));");
        line(1, "}");
        if (preparation != null) {
            line(1, "");
            line(1, "/** The outputs for a raw row. */");
            line(1, "public static double[] predictRaw(Object... raw) {");
            line(2, "return predict(encode(raw));");
            line(1, "}");
            line(1, "");
            line(1, "/** As {@link #label}, of a raw row. */");
            line(1, "public static String classifyRaw(Object... raw) {");
            line(2, "return label(predictRaw(raw));");
            line(1, "}");
        }
    }

    /** The classes, as {@code classify} calls them. */
    private List<String> names(OutputMeaning meaning) {
        if (!meaning.names().isEmpty()) {
            return meaning.names();
        }
        List<String> outputs = network.outputNames();
        List<String> known = outputs.size() == meaning.width() ? outputs : Names.numbered("y", 1, meaning.width());
        return meaning.kind() == OutputMeaning.Kind.TWO_CLASSES ? List.of("not " + known.get(0), known.get(0)) : known;
    }

    private void main(boolean classes) {
        List<String> head = new ArrayList<>();
        boolean answers = network.meaning().kind() == OutputMeaning.Kind.ANSWERS;
        if (classes && !answers) {
            head.addAll(List.of("class", "probability"));
        } else if (classes) {
            head.addAll(List.of("yes"));
        } else {
            head.addAll(network.outputNames());
        }
        String predicted = preparation != null
                ? "predictRaw(values)"
                : "predict(java.util.Arrays.stream(values).mapToDouble(v -> number(\"the row\", v)).toArray())";
        String answer = !classes
                ? "java.util.Arrays.stream(y).mapToObj(String::valueOf).collect(java.util.stream.Collectors.joining(\",\"))"
                : answers ? "csv(label(y))" : "csv(label(y)) + \",\" + probabilities(y)[CLASSES.indexOf(label(y))]";
        text.append("""

                    /** Answers rows of comma-separated values from standard input; a first row may name the columns. */
                    public static void main(String... arguments) throws java.io.IOException {
                        java.io.Reader in = new java.io.BufferedReader(
                                new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
                        java.io.PrintStream out = new java.io.PrintStream(
                                new java.io.BufferedOutputStream(System.out), false, java.nio.charset.StandardCharsets.UTF_8);
                        java.util.List<java.util.List<String>> rows = rows(in);
                        boolean named = !rows.isEmpty() && rows.get(0).containsAll(COLUMNS);
                        java.util.List<String> head = named ? rows.get(0) : COLUMNS;
                        out.println(%s);
                        for (int i = named ? 1 : 0; i < rows.size(); i++) {
                            java.util.List<String> row = rows.get(i);
                            try {
                                if (row.size() != head.size()) {
                                    throw new IllegalArgumentException(
                                            "expected " + head.size() + " values, but got " + row.size());
                                }
                                Object[] values = COLUMNS.stream().map(name -> row.get(head.indexOf(name))).toArray();
                                double[] y = %s;
                                out.println(%s);
                            } catch (IllegalArgumentException e) {
                                out.flush();
                                System.err.println("Row " + (i + 1) + ": " + e.getMessage());
                                System.exit(1);
                            }
                        }
                        out.flush();
                    }
                """.formatted(
                        JavaNames.text(String.join(
                                ",", head.stream().map(RowSource::csv).toList())),
                        predicted,
                        answer));
    }

    private static String csv(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private void line(int depth, String content) {
        text.append(content.isEmpty() ? "" : "    ".repeat(depth))
                .append(content)
                .append('\n');
    }
}
