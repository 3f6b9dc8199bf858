package org.cellwise.chart;

import java.util.ArrayList;
import java.util.List;
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
        Plot plot = new Plot(x, y, leftOf(y), top + 30, RIGHT, BOTTOM);
        plot.drawAxes(canvas);
        plot.drawCurve(canvas, training(underWay), epochs(underWay), Style.stroke(Theme.TRAINING, 2));
        plot.drawCurve(
                canvas,
                validationLoss,
                whole(validationLoss.length),
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

    private double leftOf(Ticks y) {
        double widest = 0;
        for (double value : y.values()) {
            widest = Math.max(widest, Labels.width(Ticks.text(value), Theme.TEXT));
        }
        return 16 + widest + 6;
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

    /** Two axes in a box and the curves inside. */
    private record Plot(Ticks x, Ticks y, double left, double top, double right, double bottom) {
        void drawAxes(Canvas canvas) {
            TextStyle text = TextStyle.size(Theme.TEXT);
            for (double value : y.values()) {
                canvas.line(left, up(value), right, up(value), Style.stroke(Theme.GRID, 1));
                canvas.text(Ticks.text(value), left - 6, up(value) + 4, text.ending());
            }
            double free = left - 12; // labels end here so far
            for (double value : x.values()) {
                String label = Ticks.text(value);
                double half = Labels.width(label, Theme.TEXT) / 2;
                if (across(value) - half > free && across(value) + half < Theme.WIDTH) {
                    canvas.line(across(value), bottom, across(value), bottom + 4, Style.stroke(Theme.FAINT, 1));
                    canvas.text(label, across(value), bottom + 16, text.centred());
                    free = across(value) + half + 8;
                }
            }
            canvas.line(left, bottom, right, bottom, Style.stroke(Theme.FAINT, 1));
        }

        void drawCurve(Canvas canvas, double[] values, double[] epochs, Style style) {
            List<double[]> piece = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                if (Double.isFinite(values[i])) {
                    piece.add(new double[] {across(epochs[i]), up(values[i])});
                } else {
                    drawPiece(canvas, piece, style);
                    piece.clear();
                }
            }
            drawPiece(canvas, piece, style);
            if (!piece.isEmpty()) {
                double[] end = piece.get(piece.size() - 1);
                canvas.circle(end[0], end[1], 3, Style.fill(style.stroke()));
            }
        }

        private void drawPiece(Canvas canvas, List<double[]> piece, Style style) {
            if (piece.size() == 1) {
                canvas.circle(piece.get(0)[0], piece.get(0)[1], 3, Style.fill(style.stroke()));
            } else if (piece.size() > 1) {
                List<double[]> points = Thinning.toPixels(piece);
                double[] px = points.stream().mapToDouble(point -> point[0]).toArray();
                double[] py = points.stream().mapToDouble(point -> point[1]).toArray();
                canvas.polyline(px, py, style);
            }
        }

        private double across(double epoch) {
            return left + x.position(epoch) * (right - left);
        }

        private double up(double value) {
            return bottom - y.position(value) * (bottom - top);
        }
    }
}
