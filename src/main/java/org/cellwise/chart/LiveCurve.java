package org.cellwise.chart;

import java.util.stream.DoubleStream;

/**
 * The loss curve of a running training as a small SVG of our own: some 2 kB for 100 epochs and no AWT, so that it can be
 * sent several times a second. Training is solid and validation dashed; a bar above it shows how much is done.
 *
 * @param loss training loss by epoch
 * @param validationLoss by epoch; NaN or none at all where it was not measured
 * @param lastEpoch where the axis of epochs ends, at least
 * @param fraction how much of the work is done, from 0 to 1; NaN for no bar
 * @param epochsNow how many epochs, whole ones and a part, the loss under way stands at
 * @param lossNow training loss of the epoch under way, NaN for none
 */
public record LiveCurve(
        double[] loss, double[] validationLoss, int lastEpoch, double fraction, double epochsNow, double lossNow) {
    private static final int HEIGHT = 220;
    private static final double BOTTOM = 184;
    private static final double RIGHT = Theme.WIDTH - 16;

    /** The curve of whole epochs. */
    public static LiveCurve of(double[] loss, double[] validationLoss) {
        return new LiveCurve(loss, validationLoss, loss.length, Double.NaN, 0, Double.NaN);
    }

    /** This curve with room up to an epoch that is still to come. */
    public LiveCurve until(int epoch) {
        return new LiveCurve(loss, validationLoss, epoch, fraction, epochsNow, lossNow);
    }

    /** This curve with a bar for the part of the work that is done, from 0 to 1. */
    public LiveCurve done(double part) {
        return new LiveCurve(loss, validationLoss, lastEpoch, part, epochsNow, lossNow);
    }

    /** This curve with the loss of the epoch under way at its end. */
    public LiveCurve now(double epochs, double lossSoFar) {
        return new LiveCurve(loss, validationLoss, lastEpoch, fraction, epochs, lossSoFar);
    }

    /** The curve as a picture. */
    public Picture picture() {
        String words = LossText.describe("Training loss", loss);
        if (LossText.anyFinite(validationLoss)) {
            words += "; " + LossText.describe("validation loss", validationLoss);
        }
        return Picture.draw("Loss by epoch", words, Theme.WIDTH, HEIGHT, this::draw);
    }

    private void draw(Canvas canvas) {
        double top = drawBar(canvas);
        drawLegend(canvas, top + 14);
        boolean underWay = Double.isFinite(lossNow);
        Ticks x = Ticks.whole(8, underWay && loss.length == 0 ? 0 : 1, Math.max(2, Math.max(lastEpoch, loss.length)));
        Ticks y = Ticks.around(4, all());
        Plot plot = new Plot(x, y, 16 + Plot.roomFor(y), top + 30, RIGHT, BOTTOM);
        plot.drawAxes(canvas, Theme.WIDTH);
        plot.drawCurve(canvas, epochs(underWay), training(underWay), Style.stroke(Theme.TRAINING, 2));
        plot.drawCurve(
                canvas,
                whole(validationLoss.length),
                validationLoss,
                Style.stroke(Theme.VALIDATION, 2).dashes());
        canvas.text("epoch", RIGHT, HEIGHT - 4, TextStyle.size(Theme.TEXT).ending());
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
        canvas.line(16, y - 4, 44, y - 4, Style.stroke(Theme.TRAINING, 2));
        canvas.text("training loss", 50, y, text);
        if (LossText.anyFinite(validationLoss)) {
            canvas.line(
                    160, y - 4, 188, y - 4, Style.stroke(Theme.VALIDATION, 2).dashes());
            canvas.text("validation loss", 194, y, text);
        }
    }

    private double[] all() {
        return DoubleStream.concat(
                        DoubleStream.of(loss),
                        DoubleStream.concat(DoubleStream.of(validationLoss), DoubleStream.of(lossNow)))
                .toArray();
    }

    private double[] training(boolean underWay) {
        return underWay
                ? DoubleStream.concat(DoubleStream.of(loss), DoubleStream.of(lossNow))
                        .toArray()
                : loss;
    }

    private double[] epochs(boolean underWay) {
        double[] whole = whole(loss.length);
        return underWay
                ? DoubleStream.concat(DoubleStream.of(whole), DoubleStream.of(epochsNow))
                        .toArray()
                : whole;
    }

    private static double[] whole(int count) {
        return DoubleStream.iterate(1, epoch -> epoch + 1).limit(count).toArray();
    }
}
