package org.cellwise.chart.plot;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;

/**
 * A box with two axes on a {@link Canvas}: where numbers go in it, and what is written along its edges.
 *
 * @param x numbers along the lower edge
 * @param y numbers along the left edge
 */
public record Plot(Ticks x, Ticks y, double left, double top, double right, double bottom) {
    private static final TextStyle TEXT = TextStyle.size(Theme.TEXT);

    /** Room that the numbers of a vertical axis take, up to the box. */
    public static double roomFor(Ticks y) {
        double widest = 0;
        for (double value : y.values()) {
            widest = Math.max(widest, Labels.width(Ticks.text(value), Theme.TEXT));
        }
        return widest + 6;
    }

    /** Lines across the box and the numbers of both axes; nothing is written right of the given edge. */
    public void drawAxes(Canvas canvas, double edge) {
        for (double value : y.values()) {
            canvas.line(left, up(value), right, up(value), Style.stroke(Theme.GRID, 1));
        }
        canvas.line(left, bottom, right, bottom, Style.stroke(Theme.FAINT, 1));
        writeNumbers(canvas, edge);
    }

    /** Of bars that lie: lines up the box and the numbers below it; nothing is written right of the given edge. */
    public void drawAxisBelow(Canvas canvas, double edge) {
        for (double value : x.values()) {
            canvas.line(across(value), top, across(value), bottom, Style.stroke(Theme.GRID, 1));
        }
        drawAxes(canvas, edge);
    }

    /** The numbers of both axes, with small marks. */
    public void writeNumbers(Canvas canvas, double edge) {
        for (double value : y.values()) {
            canvas.text(Ticks.text(value), left - 6, up(value) + 4, TEXT.ending());
        }
        double free = left - 12; // labels end here so far
        for (double value : x.values()) {
            String label = Ticks.text(value);
            double half = Labels.width(label, Theme.TEXT) / 2;
            if (across(value) - half > free && across(value) + half < edge) {
                canvas.line(across(value), bottom, across(value), bottom + 4, Style.stroke(Theme.FAINT, 1));
                canvas.text(label, across(value), bottom + 16, TEXT.centred());
                free = across(value) + half + 8;
            }
        }
    }

    /** A name in the middle below the box, and one turned upwards at its left, at the given x. */
    public void nameAxes(Canvas canvas, String below, String beside, double besideX) {
        String fitted = Labels.fit(below, Theme.TEXT, right - left);
        canvas.text(fitted, (left + right) / 2, bottom + 36, TEXT.centred());
        String upright = Labels.fit(beside, Theme.TEXT, bottom - top);
        canvas.text(upright, besideX, (top + bottom) / 2, TEXT.centred().rotated(-90));
    }

    /** A line through points, with gaps where a number is not finite, and a dot at its end. */
    public void drawCurve(Canvas canvas, double[] xs, double[] ys, Style style) {
        List<double[]> piece = new ArrayList<>();
        for (int i = 0; i < ys.length; i++) {
            if (Double.isFinite(ys[i])) {
                piece.add(new double[] {across(xs[i]), up(ys[i])});
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

    private static void drawPiece(Canvas canvas, List<double[]> piece, Style style) {
        if (piece.size() == 1) {
            canvas.circle(piece.get(0)[0], piece.get(0)[1], 3, Style.fill(style.stroke()));
        } else if (piece.size() > 1) {
            List<double[]> points = Thinning.toPixels(piece);
            double[] px = points.stream().mapToDouble(point -> point[0]).toArray();
            double[] py = points.stream().mapToDouble(point -> point[1]).toArray();
            canvas.polyline(px, py, style);
        }
    }

    public double across(double value) {
        return left + x.position(value) * (right - left);
    }

    public double up(double value) {
        return bottom - y.position(value) * (bottom - top);
    }
}
