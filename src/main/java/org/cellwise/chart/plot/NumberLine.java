package org.cellwise.chart.plot;

import java.util.Arrays;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;

/** Many numbers as a curve over their index. */
public final class NumberLine implements Figure {
    private static final int HEIGHT = 260;

    private final double[] numbers;

    private NumberLine(double[] numbers) {
        this.numbers = numbers;
    }

    /** Of one number or more; the first has index 0. */
    public static NumberLine of(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("A curve over numbers expects at least one, but got none");
        }
        return new NumberLine(numbers.clone());
    }

    @Override
    public Picture picture() {
        return Picture.draw(numbers.length + " numbers", words(), Theme.WIDTH, HEIGHT, this::draw);
    }

    private String words() {
        double[] finite = Arrays.stream(numbers).filter(Double::isFinite).toArray();
        int others = numbers.length - finite.length;
        String text = finite.length == 0
                ? "none is finite"
                : "from %s to %s, mean %s"
                        .formatted(
                                number(Arrays.stream(finite).min().getAsDouble()),
                                number(Arrays.stream(finite).max().getAsDouble()),
                                number(Arrays.stream(finite).average().getAsDouble()));
        return others == 0 || finite.length == 0 ? text : text + ", " + others + " not finite";
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, numbers.length + " numbers: " + words(), Theme.WIDTH);
        Ticks x = Ticks.whole(8, 0, Math.max(1, numbers.length - 1));
        Ticks y = Ticks.around(4, numbers);
        Plot plot = new Plot(x, y, 16 + Plot.roomFor(y), 40, Theme.WIDTH - 16, HEIGHT - 36);
        plot.drawAxes(canvas, Theme.WIDTH);
        double[] index = new double[numbers.length];
        Arrays.setAll(index, i -> i);
        plot.drawCurve(canvas, index, numbers, Style.stroke(Theme.POSITIVE, 1.5));
        canvas.text(
                "index",
                Theme.WIDTH - 16,
                HEIGHT - 4,
                TextStyle.size(Theme.TEXT).ending());
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
