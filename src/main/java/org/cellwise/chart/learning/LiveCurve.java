package org.cellwise.chart.learning;

import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;

/**
 * The curves of a running training as a small SVG of our own: a few kB and no AWT, so that it can be sent several times a
 * second. Training is solid and validation dashed; the best epoch is ringed; a bar above shows how much is done.
 *
 * @param loss training loss by epoch
 * @param validationLoss by epoch; NaN or none at all where it was not measured
 * @param metric what is drawn beside the loss, null for nothing
 * @param lastEpoch where the axis of epochs ends, at least
 * @param fraction how much of the work is done, from 0 to 1; NaN for no bar
 * @param epochsNow how many epochs, whole ones and a part, the loss under way stands at
 * @param lossNow training loss of the epoch under way, NaN for none
 */
public record LiveCurve(
        double[] loss,
        double[] validationLoss,
        Metric metric,
        int lastEpoch,
        double fraction,
        double epochsNow,
        double lossNow) {
    private static final int HEIGHT = 232;
    private static final double BOTTOM = 196;
    private static final double SIDE = 16;
    private static final double BETWEEN = 20; // two panels

    /**
     * A number measured after each epoch.
     *
     * @param training by epoch
     * @param validation by epoch; NaN or none at all where it was not measured
     */
    public record Metric(String name, double[] training, double[] validation) {}

    /** The curve of whole epochs. */
    public static LiveCurve of(double[] loss, double[] validationLoss) {
        return new LiveCurve(loss, validationLoss, null, loss.length, Double.NaN, 0, Double.NaN);
    }

    /** This curve with a metric beside it. */
    public LiveCurve metric(String name, double[] training, double[] validation) {
        Metric beside = new Metric(name, training, validation);
        return new LiveCurve(loss, validationLoss, beside, lastEpoch, fraction, epochsNow, lossNow);
    }

    /** This curve with room up to an epoch that is still to come. */
    public LiveCurve until(int epoch) {
        return new LiveCurve(loss, validationLoss, metric, epoch, fraction, epochsNow, lossNow);
    }

    /** This curve with a bar for the part of the work that is done, from 0 to 1. */
    public LiveCurve done(double part) {
        return new LiveCurve(loss, validationLoss, metric, lastEpoch, part, epochsNow, lossNow);
    }

    /** This curve with the loss of the epoch under way at its end. */
    public LiveCurve now(double epochs, double lossSoFar) {
        return new LiveCurve(loss, validationLoss, metric, lastEpoch, fraction, epochs, lossSoFar);
    }

    /** The curve as a picture. */
    public Picture picture() {
        String words = LossText.describe("Training loss", loss);
        if (isValidated()) {
            words += "; " + LossText.describe("validation loss", validationLoss);
        }
        String title = metric == null ? "Loss by epoch" : "Loss and " + metric.name + " by epoch";
        return Picture.draw(title, words, Theme.WIDTH, HEIGHT, this::draw);
    }

    private boolean isValidated() {
        return LossText.anyFinite(validationLoss);
    }

    /** The epoch of lowest loss, on the validation rows where there are some; 0 where there is none to choose from. */
    private int best() {
        double[] watched = isValidated() ? validationLoss : loss;
        int[] finite = LossText.finite(watched);
        return finite.length < 2 ? 0 : LossText.best(watched, finite) + 1;
    }

    private void draw(Canvas canvas) {
        double top = drawBar(canvas);
        drawLegend(canvas, top + 14);
        double middle = metric == null ? Theme.WIDTH - SIDE : (Theme.WIDTH - BETWEEN) / 2.0;
        boolean underWay = Double.isFinite(lossNow);
        double[] epochs = underWay ? joined(whole(loss.length), epochsNow) : whole(loss.length);
        double[] training = underWay ? joined(loss, lossNow) : loss;
        drawPanel(canvas, "loss", 0, middle, top + 50, epochs, training, validationLoss);
        if (metric != null) {
            double[] whole = whole(metric.training.length);
            double right = Theme.WIDTH - SIDE;
            drawPanel(
                    canvas,
                    metric.name,
                    middle + BETWEEN - SIDE,
                    right,
                    top + 50,
                    whole,
                    metric.training,
                    metric.validation);
        }
    }

    private double drawBar(Canvas canvas) {
        if (Double.isNaN(fraction)) {
            return 4;
        }
        canvas.rectangle(0, 0, Theme.WIDTH, 6, Style.fill(Theme.GRID));
        canvas.rectangle(0, 0, Theme.WIDTH * Math.min(1, Math.max(0, fraction)), 6, Style.fill(Theme.TRAINING));
        return 10;
    }

    private void drawLegend(Canvas canvas, double y) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.line(SIDE, y - 4, SIDE + 28, y - 4, Style.stroke(Theme.TRAINING, 2));
        canvas.text("training", SIDE + 34, y, text);
        if (isValidated()) {
            canvas.line(
                    128, y - 4, 156, y - 4, Style.stroke(Theme.VALIDATION, 2).dashes());
            canvas.text("validation", 162, y, text);
        }
        if (best() > 0) {
            double x = isValidated() ? 258 : 134;
            canvas.circle(x, y - 4, 5, Style.stroke(Theme.INK, 1.5));
            canvas.text("best loss: epoch " + best(), x + 12, y, text);
        }
    }

    private void drawPanel(
            Canvas canvas,
            String name,
            double from,
            double right,
            double top,
            double[] epochs,
            double[] training,
            double[] validation) {
        Ticks x = Ticks.whole(metric == null ? 8 : 5, 0, Math.max(2, Math.max(lastEpoch, loss.length)));
        Ticks y = Ticks.around(4, withRoomBelow(joined(training, validation)));
        Plot plot = new Plot(x, y, from + SIDE + Plot.roomFor(y), top, right, BOTTOM);
        String fitted = Labels.fit(name, Theme.TEXT, right - from - SIDE);
        canvas.text(fitted, from + SIDE, top - 12, TextStyle.size(Theme.TEXT).heavier());
        plot.drawAxes(canvas, right + SIDE);
        plot.drawCurve(canvas, epochs, training, Style.stroke(Theme.TRAINING, 2));
        Style dashed = Style.stroke(Theme.VALIDATION, 2).dashes();
        plot.drawCurve(canvas, whole(validation.length), validation, dashed);
        ringBest(canvas, plot, LossText.anyFinite(validation) ? validation : training);
        canvas.text("epoch", right, HEIGHT - 4, TextStyle.size(Theme.TEXT).ending());
    }

    // so that no dot lies on the axis; but below zero only where the numbers are
    private static double[] withRoomBelow(double[] numbers) {
        double low = DoubleStream.of(numbers).filter(Double::isFinite).min().orElse(Double.NaN);
        double high = DoubleStream.of(numbers).filter(Double::isFinite).max().orElse(Double.NaN);
        double below = low - 0.05 * (high - low);
        return joined(numbers, low >= 0 ? Math.max(0, below) : below);
    }

    private void ringBest(Canvas canvas, Plot plot, double[] watched) {
        int epoch = best();
        if (epoch > 0 && epoch <= watched.length && Double.isFinite(watched[epoch - 1])) {
            canvas.circle(plot.across(epoch), plot.up(watched[epoch - 1]), 5, Style.stroke(Theme.INK, 1.5));
        }
    }

    private static double[] joined(double[] numbers, double... more) {
        return DoubleStream.concat(DoubleStream.of(numbers), DoubleStream.of(more))
                .toArray();
    }

    private static double[] whole(int count) {
        return DoubleStream.iterate(1, epoch -> epoch + 1).limit(count).toArray();
    }
}
