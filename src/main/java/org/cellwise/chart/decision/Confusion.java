package org.cellwise.chart.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.ClassScores;

/**
 * How often each class was taken for each class: a row for each right class, a column for what it was taken for. Right
 * is blue and wrong orange, the stronger the larger the part of the row. Of many classes those with the most mistakes
 * are shown and all others put together. Rows count by their weights.
 */
public final class Confusion implements Figure {
    private static final int MAX_CLASSES = 16;
    private static final double NAMES = 110;
    private static final double CELL = 56;
    private static final double WIDEST_CELL = 90;
    private static final double MIN_CELL = 26;

    private final List<String> names;
    private final double[][] counts; // what rows weigh together
    private final double right;
    private final boolean weighted;
    private final boolean merged; // the last row and column are those of many classes

    private Confusion(List<String> names, double[][] counts, double right, boolean weighted, boolean merged) {
        this.names = names;
        this.counts = counts;
        this.right = right;
        this.weighted = weighted;
        this.merged = merged;
    }

    /** Of the rows of a dataset. */
    public static Confusion of(Network network, Dataset data) {
        ClassScores scores = ClassScores.of("confusion", network, data).finite("confusion");
        return of(scores.names(), scores.confusion(), scores.isWeighted());
    }

    /** Of counts by right class (first index) and by what it was taken for (second index). */
    public static Confusion of(List<String> names, int[][] counts) {
        double[][] sums = Arrays.stream(counts)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        return of(names, sums, false);
    }

    private static Confusion of(List<String> names, double[][] counts, boolean weighted) {
        if (counts.length != names.size() || Arrays.stream(counts).anyMatch(row -> row.length != names.size())) {
            throw new IllegalArgumentException(
                    "A confusion matrix expects as many rows and columns as the %s names, but got %s rows"
                            .formatted(names.size(), counts.length));
        }
        double right =
                IntStream.range(0, counts.length).mapToDouble(i -> counts[i][i]).sum();
        if (counts.length <= MAX_CLASSES) {
            return new Confusion(List.copyOf(names), counts, right, weighted, false);
        }
        int[] shown = worst(counts);
        List<String> few =
                new ArrayList<>(Arrays.stream(shown).mapToObj(names::get).toList());
        few.add((counts.length - shown.length) + " others");
        return new Confusion(List.copyOf(few), merged(counts, shown), right, weighted, true);
    }

    // the classes with the most mistakes, in their own order
    private static int[] worst(double[][] counts) {
        double[] mistakes = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                mistakes[i] += i == j ? 0 : counts[i][j];
                mistakes[j] += i == j ? 0 : counts[i][j];
            }
        }
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Double.compare(mistakes[b], mistakes[a]))
                .limit(MAX_CLASSES - 1)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[][] merged(double[][] counts, int[] shown) {
        int[] place = new int[counts.length];
        Arrays.fill(place, shown.length);
        for (int i = 0; i < shown.length; i++) {
            place[shown[i]] = i;
        }
        double[][] few = new double[shown.length + 1][shown.length + 1];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                few[place[i]][place[j]] += counts[i][j];
            }
        }
        return few;
    }

    @Override
    public Picture picture() {
        return Picture.draw("Confusion matrix", words(), width(), height(), this::draw);
    }

    private double total() {
        return Arrays.stream(counts).flatMapToDouble(Arrays::stream).sum();
    }

    private String number(double count) {
        return weighted ? Numbers.significant(count, 4) : Long.toString((long) count);
    }

    private String head() {
        double total = total();
        String part = total == 0 ? "" : ", " + Numbers.significant(100.0 * right / total, 3) + " %";
        return "%s of %s right%s%s".formatted(number(right), number(total), part, weighted ? ", by weight" : "");
    }

    private String words() {
        String shown = merged ? "; the %s classes with the most mistakes shown".formatted(names.size() - 1) : "";
        int worstRow = 0;
        int worstColumn = 0;
        double largest = 0;
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                if (i != j && counts[i][j] > largest) {
                    largest = counts[i][j];
                    worstRow = i;
                    worstColumn = j;
                }
            }
        }
        return largest == 0
                ? head() + shown + "; no mistakes"
                : head()
                        + shown
                        + "; most often %s %s taken for %s, %s"
                                .formatted(
                                        Names.shorten(names.get(worstRow)),
                                        merged && worstRow == names.size() - 1 ? "are" : "is",
                                        Names.shorten(names.get(worstColumn)),
                                        weighted ? "weight " + number(largest) : Names.count((long) largest, "time"));
    }

    private double cell() {
        double room = Theme.WIDTH - beside() - 24;
        double best = Math.max(CELL, Math.min(WIDEST_CELL, widest() + 8)); // so that names stay level
        return Math.max(MIN_CELL, Math.min(best, room / names.size()));
    }

    private double widest() {
        return names.stream()
                .mapToDouble(name -> Math.min(NAMES, Labels.width(name, Theme.TEXT)))
                .max()
                .orElse(0);
    }

    private double beside() {
        return 16 + 22 + widest() + 8;
    }

    private boolean upright() {
        return widest() > cell() - 6;
    }

    private double below() {
        return 8 + (upright() ? widest() : 14) + 26;
    }

    private int width() {
        double right = beside() + cell() * names.size() + 24;
        return (int) Math.ceil(Math.max(right, Labels.width("Confusion matrix: " + head(), Theme.TITLE) * 1.12 + 32));
    }

    private int height() {
        return (int) Math.ceil(40 + cell() * names.size() + below());
    }

    private void draw(Canvas canvas) {
        double cell = cell();
        double left = beside();
        double top = 40;
        double side = cell * names.size();
        TextStyle text = TextStyle.size(Theme.TEXT);
        Theme.title(canvas, "Confusion matrix: " + head(), width());
        for (int i = 0; i < names.size(); i++) {
            double row = Arrays.stream(counts[i]).sum();
            double middle = (i + 0.5) * cell;
            canvas.text(Labels.fit(names.get(i), Theme.TEXT, NAMES), left - 8, top + middle + 4, text.ending());
            drawColumnName(canvas, names.get(i), left + middle, top + side);
            for (int j = 0; j < names.size(); j++) {
                boolean both = merged && i == j && i == names.size() - 1; // right and wrong put together
                drawCell(canvas, counts[i][j], both ? -1 : row, i == j, left + j * cell, top + i * cell);
            }
        }
        canvas.rectangle(left, top, side, side, Style.stroke(Theme.FAINT, 1));
        canvas.text("right class", 26, top + side / 2, text.centred().rotated(-90));
        canvas.text("taken for", left + side / 2, height() - 10, text.centred());
    }

    private void drawColumnName(Canvas canvas, String name, double x, double bottom) {
        String fitted = Labels.fit(name, Theme.TEXT, NAMES);
        TextStyle text = TextStyle.size(Theme.TEXT);
        if (upright()) {
            canvas.text(fitted, x + 4, bottom + 8, text.ending().rotated(-90));
        } else {
            canvas.text(fitted, x, bottom + 18, text.centred());
        }
    }

    private void drawCell(Canvas canvas, double count, double row, boolean isRight, double x, double y) {
        double cell = cell();
        double part = row == 0 ? 0 : count / row;
        double shade = count == 0 || row < 0
                ? 0
                : 0.08 + 0.92 * (isRight ? part : Math.min(1, 2 * part)); // mistakes are to be seen
        String color = Theme.diverging(isRight ? shade : -shade);
        canvas.rectangle(x, y, cell, cell, Style.fill(color).outlined(Theme.GRID, 1));
        String label = number(count);
        double size = Math.min(Theme.TEXT, Theme.TEXT * (cell - 4) / Labels.width(label, Theme.TEXT));
        TextStyle style = TextStyle.size(size).centred();
        canvas.text(
                label,
                x + cell / 2,
                y + cell / 2 + size * 0.36,
                count == 0 ? style.color(Theme.FAINT) : style.color(Theme.textOn(color)));
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
