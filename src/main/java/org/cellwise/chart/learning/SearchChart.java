package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;
import org.cellwise.train.search.SearchResult;
import org.cellwise.train.search.SearchResult.Trial;

/**
 * The trials of a search as lines over parallel axes, one for each name and the loss at the right: blue the lower the
 * loss, the best one black. Axes whose numbers span orders of magnitude are logarithmic.
 */
public final class SearchChart implements Figure {
    private static final int HEIGHT = 320;
    private static final int TOP = 64;
    private static final int BOTTOM = HEIGHT - 28;
    private static final int LEFT = 60;
    private static final int RIGHT = Theme.WIDTH - 70;
    private static final double LOGARITHMIC = 5; // times the smallest

    private final SearchResult result;
    private final List<Trial> trials; // the best first, without those that diverged
    private final List<String> names;

    private SearchChart(SearchResult result) {
        this.result = result;
        trials = result.trials().stream()
                .filter(trial -> Double.isFinite(trial.loss()))
                .toList();
        names = new ArrayList<>(result.best().values().keySet());
    }

    /** Of a search. */
    public static SearchChart of(SearchResult result) {
        return new SearchChart(result);
    }

    @Override
    public Picture picture() {
        return Picture.draw(title(), words(), Theme.WIDTH, HEIGHT, this::draw);
    }

    private String title() {
        return "Search: %s trials, best loss %s"
                .formatted(
                        result.trials().size(),
                        Numbers.significant(result.trials().get(0).loss(), 4));
    }

    private String words() {
        return "best: " + result.best();
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, title(), Theme.WIDTH);
        List<Axis> axes = new ArrayList<>();
        for (String name : names) {
            axes.add(Axis.of(
                    name,
                    trials.stream()
                            .map(trial -> trial.setting().values().get(name))
                            .toList()));
        }
        List<Object> losses = new ArrayList<>();
        trials.forEach(trial -> losses.add(trial.loss()));
        axes.add(Axis.of("loss", losses));
        for (int i = trials.size() - 1; i >= 0; i--) {
            line(canvas, axes, trials.get(i), i);
        }
        for (int a = 0; a < axes.size(); a++) {
            axis(canvas, axes.get(a), across(a, axes.size()));
        }
    }

    private void line(Canvas canvas, List<Axis> axes, Trial trial, int rank) {
        double[] x = new double[axes.size()];
        double[] y = new double[axes.size()];
        for (int a = 0; a < axes.size(); a++) {
            x[a] = across(a, axes.size());
            Object value = a < names.size() ? trial.setting().values().get(names.get(a)) : (Object) trial.loss();
            y[a] = BOTTOM - axes.get(a).position(value) * (BOTTOM - TOP);
        }
        double strength = 1 - 0.85 * rank / Math.max(1, trials.size() - 1);
        Style style =
                rank == 0 ? Style.stroke(Theme.INK, 2.5) : Style.stroke(Theme.tint(Theme.POSITIVE, strength), 1.5);
        canvas.noted(
                "%s: loss %s".formatted(trial.setting(), Numbers.significant(trial.loss(), 4)),
                () -> canvas.polyline(x, y, style));
    }

    private static double across(int axis, int axes) {
        return LEFT + (RIGHT - LEFT) * axis / Math.max(1.0, axes - 1);
    }

    private static void axis(Canvas canvas, Axis axis, double x) {
        canvas.line(x, TOP, x, BOTTOM, Style.stroke(Theme.FAINT, 1));
        canvas.text(
                Labels.fit(axis.name, Theme.TEXT, 100),
                x,
                TOP - 14,
                TextStyle.size(Theme.TEXT).heavier().centred());
        for (int i = 0; i < axis.marks.size(); i++) {
            double y = BOTTOM - axis.position(axis.marks.get(i)) * (BOTTOM - TOP);
            String text = axis.marks.get(i) instanceof Number number
                    ? Numbers.significant(number.doubleValue(), 3)
                    : axis.marks.get(i).toString();
            canvas.line(x - 3, y, x + 3, y, Style.stroke(Theme.FAINT, 1));
            canvas.text(
                    Labels.fit(text, Theme.TEXT, 70),
                    x + 6,
                    y + 4,
                    TextStyle.size(Theme.TEXT).haloed());
        }
    }

    /** An axis: numbers from the least to the largest, or texts at even places. */
    private record Axis(String name, List<Object> marks, boolean logarithmic, boolean texts) {
        static Axis of(String name, List<Object> values) {
            boolean texts = values.stream().anyMatch(value -> !(value instanceof Number));
            if (texts) {
                Set<String> different = new TreeSet<>();
                values.forEach(value -> different.add(value.toString()));
                return new Axis(name, List.copyOf(different), false, true);
            }
            Set<Double> different = new TreeSet<>();
            values.forEach(value -> different.add(((Number) value).doubleValue()));
            List<Object> sorted = new ArrayList<>(different);
            double least = (Double) sorted.get(0);
            double most = (Double) sorted.get(sorted.size() - 1);
            boolean logarithmic = least > 0 && most / least >= LOGARITHMIC;
            return new Axis(name, sorted.size() <= 6 ? sorted : List.of(least, most), logarithmic, false);
        }

        double position(Object value) {
            if (marks.size() == 1) {
                return 0.5;
            }
            if (texts) {
                return marks.indexOf(value.toString()) / (marks.size() - 1.0);
            }
            double low = scaled(marks.get(0));
            return (scaled(value) - low) / (scaled(marks.get(marks.size() - 1)) - low);
        }

        private double scaled(Object value) {
            double number = ((Number) value).doubleValue();
            return logarithmic ? Math.log(number) : number;
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
