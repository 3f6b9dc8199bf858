package org.cellwise.chart.learning;

import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.train.state.History;

/** The whole loss curve with one moment marked on it. */
final class LossMoment {
    private static final int HEIGHT = 200;
    private static final double TOP = 30;
    private static final double BOTTOM = 162;

    private LossMoment() {}

    /** After so many epochs; with 0 nothing is marked. */
    static Picture picture(History history, int epochs) {
        double[] loss = history.loss();
        double[] validation = history.validationLoss();
        String words = LossText.describe("Training loss", loss) + "; marked is epoch " + epochs;
        return Picture.draw("Loss by epoch", words, Theme.WIDTH, HEIGHT, canvas -> {
            Ticks x = Ticks.whole(8, 0, Math.max(2, loss.length));
            Ticks y = Ticks.around(
                    4,
                    DoubleStream.concat(DoubleStream.of(loss), DoubleStream.of(validation))
                            .toArray());
            Plot plot = new Plot(x, y, 16 + Plot.roomFor(y), TOP, Theme.WIDTH - 24, BOTTOM);
            plot.drawAxes(canvas, Theme.WIDTH);
            double[] at = DoubleStream.iterate(1, epoch -> epoch + 1)
                    .limit(loss.length)
                    .toArray();
            plot.drawCurve(canvas, at, loss, Style.stroke(Theme.TRAINING, 2));
            Legend legend = new Legend();
            legend.line(Theme.TRAINING, "training loss");
            if (LossText.anyFinite(validation)) {
                plot.drawCurve(
                        canvas,
                        at,
                        validation,
                        Style.stroke(Theme.VALIDATION, 2).dashes());
                legend.line(Theme.VALIDATION, "validation loss (dashed)");
            }
            legend.draw(canvas, Theme.WIDTH, 6);
            double here = plot.across(epochs);
            canvas.line(here, TOP, here, BOTTOM, Style.stroke(Theme.INK, 1));
            double value = epochs == 0 || epochs > loss.length ? Double.NaN : loss[epochs - 1];
            boolean drawn = Double.isFinite(value);
            double up = drawn ? plot.up(value) : BOTTOM;
            canvas.circle(
                    here, up, 4, Style.fill(drawn ? Theme.TRAINING : Theme.INK).outlined(Theme.GROUND, 1.5));
            canvas.text(
                    "epoch",
                    Theme.WIDTH - 24,
                    HEIGHT - 4,
                    TextStyle.size(Theme.TEXT).ending());
        });
    }
}
