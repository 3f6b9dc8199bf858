package org.cellwise.chart.learning;

import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.text.Numbers;
import org.cellwise.train.search.CrossValidation;

/**
 * Loss and metrics of a cross-validation, one above the other, each on an axis of its own: a dot for each fold, a line at
 * their mean, a band of one standard deviation around it.
 */
public final class FoldChart implements Figure {
    private static final int LINE = 62; // height of a metric
    private static final int HEAD = 36;
    private static final int NAME = 150;
    private static final int RIGHT = Theme.WIDTH - 28;

    private final CrossValidation validation;

    private FoldChart(CrossValidation validation) {
        this.validation = validation;
    }

    /** Of a cross-validation. */
    public static FoldChart of(CrossValidation validation) {
        return new FoldChart(validation);
    }

    @Override
    public Picture picture() {
        List<String> names = validation.names();
        return Picture.draw(title(), words(), Theme.WIDTH, HEAD + names.size() * LINE, canvas -> {
            Theme.title(canvas, title(), Theme.WIDTH);
            for (int i = 0; i < names.size(); i++) {
                draw(canvas, names.get(i), HEAD + i * LINE);
            }
        });
    }

    private String title() {
        return "Cross-validation over " + validation.folds().size() + " folds";
    }

    private String words() {
        return String.join("; ", validation.names().stream().map(this::spread).toList());
    }

    private String spread(String name) {
        return "%s %s ± %s"
                .formatted(
                        name,
                        CrossValidation.number(validation.mean(name), 4),
                        CrossValidation.number(validation.deviation(name), 2));
    }

    private void draw(Canvas canvas, String name, int top) {
        double[] values = validation.values(name);
        double mean = validation.mean(name);
        double deviation = validation.deviation(name);
        double[] shown = Arrays.copyOf(values, values.length + 2);
        shown[values.length] = mean - deviation;
        shown[values.length + 1] = mean + deviation;
        Plot plot = new Plot(Ticks.around(6, shown), Ticks.none(), NAME, top, RIGHT, top + LINE - 28);
        canvas.text(
                Labels.fit(name, Theme.TEXT, NAME - 32),
                16,
                top + 12,
                TextStyle.size(Theme.TEXT).heavier());
        String number = "%s ± %s".formatted(CrossValidation.number(mean, 4), CrossValidation.number(deviation, 2));
        canvas.text(Labels.fit(number, Theme.TEXT, NAME - 32), 16, top + 28, TextStyle.size(Theme.TEXT));
        if (Double.isFinite(mean)) {
            double left = plot.across(mean - deviation);
            double at = plot.across(mean);
            canvas.rectangle(
                    left,
                    top + 2,
                    plot.across(mean + deviation) - left,
                    LINE - 32,
                    Style.fill(Theme.tint(Theme.POSITIVE, 0.15)));
            canvas.line(at, top + 2, at, plot.bottom() - 2, Style.stroke(Theme.POSITIVE, 2));
        }
        for (int fold = 0; fold < values.length; fold++) {
            if (!Double.isFinite(values[fold])) {
                continue; // as the words say
            }
            double x = plot.across(values[fold]);
            String note = "fold %s: %s".formatted(fold + 1, Numbers.significant(values[fold], 4));
            canvas.noted(
                    note, () -> canvas.circle(x, top + LINE / 2.0 - 14, 4, Style.fill(Theme.tint(Theme.INK, 0.65))));
        }
        plot.drawAxes(canvas, Theme.WIDTH);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
