package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.Dataset;
import org.cellwise.text.Numbers;

/** A number in the diverging colours around its middle: zero where it has both signs, else the mean of the targets. */
final class NumberShade implements Shade {
    private static final int STEPS = 48;
    private static final double HEIGHT = 160;

    private final Dataset data;
    private final int output;
    private final double[] targets;
    private final double middle;
    private final double reach;

    NumberShade(Dataset data, int output) {
        this.data = data;
        this.output = output;
        targets = new double[data.size()];
        Arrays.setAll(targets, row -> data.decode(data.target(row))[output]);
        double low = Arrays.stream(targets).min().orElse(0);
        double high = Arrays.stream(targets).max().orElse(0);
        middle = low < 0 && high > 0 ? 0 : Arrays.stream(targets).average().orElse(0);
        double largest = DoubleStream.of(high - middle, middle - low).max().orElse(0);
        reach = largest > 0 ? largest : middle == 0 ? 1 : Math.abs(middle);
    }

    @Override
    public int ground(double[] outputs) {
        return Theme.rgb(color(data.decode(outputs)[output]));
    }

    private String color(double value) {
        return Theme.diverging((value - middle) / reach);
    }

    @Override
    public void point(Canvas canvas, int row, double x, double y) {
        canvas.circle(x, y, 4, Style.fill(color(targets[row])).outlined(Theme.INK, 1));
    }

    @Override
    public void dot(Canvas canvas, int row, double x, double y) {
        canvas.circle(x, y, 2.2, Style.fill(color(targets[row])).outlined(Theme.INK, 0.5));
    }

    @Override
    public int[] sample(int limit) {
        return RowSample.of(targets.length, limit);
    }

    @Override
    public void legend(Canvas canvas, double x, double y, double room) {
        Raster scale = Raster.sharp(1, STEPS, (column, row) -> Theme.rgb(Theme.diverging(1 - 2 * (row + 0.5) / STEPS)));
        TextStyle text = TextStyle.size(Theme.TEXT);
        String name = data.outputNames().get(output);
        canvas.text(Labels.fit(name, Theme.TEXT, room), x, y + 4, text);
        double top = y + 20;
        canvas.pixels(scale.smoothed(), x, top, 14, HEIGHT);
        canvas.rectangle(x, top, 14, HEIGHT, Style.stroke(Theme.GRID, 1));
        Ticks ticks = Ticks.within(4, middle - reach, middle + reach);
        for (double tick : ticks.values()) {
            double at = top + HEIGHT * (middle + reach - tick) / (2 * reach);
            canvas.line(x + 14, at, x + 17, at, Style.stroke(Theme.FAINT, 1));
            canvas.text(Ticks.text(tick), x + 20, at + 4, text);
        }
        if (middle != 0) {
            String mean = "white: mean " + Numbers.significant(middle, 3);
            canvas.text(Labels.fit(mean, Theme.TEXT, room), x, top + HEIGHT + 24, text.color(Theme.FAINT));
        }
    }

    @Override
    public String words() {
        return "orange is %s of %s, white %s, blue %s; points in the colours of their targets"
                .formatted(
                        number(middle - reach),
                        data.outputNames().get(output),
                        number(middle) + (middle == 0 ? "" : ", the mean"),
                        number(middle + reach));
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
