package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.ClassScores;
import org.cellwise.train.metric.Meeting;

/**
 * The rows of a dataset that a network takes for another class, the worst first: those whose right class it found least
 * likely. Rows that weigh nothing are left out.
 *
 * @param data the rows
 * @param names of the classes
 * @param list worst first
 * @param image (channels, height, width) where a row is an image; null where it is not
 */
public record Mistakes(Dataset data, List<String> names, List<Mistake> list, Shape image) {
    private static final int SHOWN = 12;
    private static final int FEATURES = 8;
    private static final int SENTENCE = 160; // letters of a text that is shown whole

    /**
     * One row that is misclassified.
     *
     * @param row its number in the dataset, from 0
     * @param truth index of the right class
     * @param said index of the class that it was taken for
     * @param confidence probability of that class
     * @param probability of the right class
     */
    public record Mistake(int row, int truth, int said, double confidence, double probability) {}

    public Mistakes {
        list = List.copyOf(list);
    }

    /** Of a network on a dataset; rows are images where the network takes them for such. */
    public static Mistakes of(Network network, Dataset data) {
        Meeting.of(network, data).requireSingle("mistakes");
        List<ClassScores> each = ClassScores.each("mistakes", network, data);
        each.forEach(scores -> scores.finite("mistakes"));
        List<String> names = each.stream().flatMap(s -> s.names().stream()).toList();
        return new Mistakes(data, names, worst(each), ImageShape.of(network));
    }

    public static List<Mistake> worst(ClassScores scores) {
        return worst(List.of(scores));
    }

    // of several yes-or-no answers, the names of one after those of another
    private static List<Mistake> worst(List<ClassScores> each) {
        List<Mistake> mistakes = new ArrayList<>();
        int first = 0;
        for (ClassScores scores : each) {
            for (int row = 0; row < scores.size(); row++) {
                if (!scores.isRight(row)) {
                    int truth = scores.truth()[row];
                    int said = scores.predicted(row);
                    double probability = scores.probabilities()[row][truth];
                    mistakes.add(new Mistake(
                            scores.rows()[row], first + truth, first + said, scores.confidence(row), probability));
                }
            }
            first += scores.names().size();
        }
        mistakes.sort(Comparator.comparingDouble(Mistake::probability).thenComparingInt(Mistake::row));
        return mistakes;
    }

    /** These mistakes with each row shown as an image of one channel, {@code mistakes(net, data).images(8, 8)}. */
    public Mistakes images(int height, int width) {
        Shape shape = Shape.of(1, height, width);
        if (shape.elements() != data.inputShape().elements()) {
            throw new IllegalArgumentException(
                    "images expects a height and width of the %s numbers in a row, but %s x %s is %s"
                            .formatted(data.inputShape().elements(), height, width, shape.elements()));
        }
        return new Mistakes(data, names, list, shape);
    }

    /** How many there are. */
    public int size() {
        return list.size();
    }

    /** The worst ones, which are shown. */
    public List<Mistake> shown() {
        return list.stream().limit(SHOWN).toList();
    }

    /** How many there are, and in which order, in words. */
    public String title() {
        return size() < 2 ? count() : count() + ", the right class least likely first";
    }

    /** How many there are, in words. */
    public String count() {
        String of = " among " + Counting.words(data);
        if (list.isEmpty()) {
            return "No mistakes" + of;
        }
        String all = Names.count(size(), "mistake") + of;
        return size() <= SHOWN ? all : "The %s worst of %s".formatted(SHOWN, all);
    }

    /** How many columns of the table {@link #cells} leaves out, in words; nothing where it has all. */
    public String leftOut() {
        int all = data.columns().size();
        return all <= FEATURES ? "" : "the first %s of %s features".formatted(FEATURES, all);
    }

    /** Names of the columns of {@link #cells}. */
    public List<String> header() {
        List<String> header = new ArrayList<>(List.of("row"));
        if (isFromTable()) {
            header.add("in the table");
        }
        header.addAll(List.of("right class", "its probability", "taken for", "its probability"));
        shownColumns().forEach(column -> header.add(Names.shorten(column.column())));
        return header;
    }

    /** Whether a column of {@link #cells} holds texts rather than numbers. */
    public boolean isText(int column) {
        int first = isFromTable() ? 2 : 1;
        int feature = column - first - 4;
        return feature < 0
                ? column == first || column == first + 2
                : shown().stream().anyMatch(mistake -> data.cell(mistake.row, feature) instanceof String);
    }

    /** The mistakes shown as a table: the classes, their probabilities, and the first features as they are in the table. */
    public List<List<String>> cells() {
        return shown().stream().map(this::cells).toList();
    }

    private List<String> cells(Mistake mistake) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(mistake.row));
        if (isFromTable()) {
            cells.add(Integer.toString(data.tableRow(mistake.row)));
        }
        cells.add(Names.shorten(names.get(mistake.truth)));
        cells.add(Numbers.fixed(mistake.probability, 3));
        cells.add(Names.shorten(names.get(mistake.said)));
        cells.add(Numbers.fixed(mistake.confidence, 3));
        for (int column = 0; column < shownColumns().size(); column++) {
            cells.add(value(data.cell(mistake.row, column)));
        }
        return cells;
    }

    private boolean isFromTable() {
        return data.size() > 0 && data.tableRow(0) >= 0;
    }

    private List<ColumnEncoder> shownColumns() {
        return data.columns().stream().limit(FEATURES).toList();
    }

    // as it was in the table, as near as the numbers tell
    private static String value(Object value) {
        if (value instanceof Double number) {
            return Numbers.significant(number, 4);
        }
        String text = value == null ? "" : value.toString();
        return text.length() <= SENTENCE ? text : Names.shorten(text);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title());
        for (Mistake m : shown()) {
            text.append("\nrow %s: %s taken for %s (%s)"
                    .formatted(
                            m.row,
                            Names.shorten(names.get(m.truth)),
                            Names.shorten(names.get(m.said)),
                            Numbers.fixed(m.confidence, 3)));
        }
        return text.toString();
    }
}
