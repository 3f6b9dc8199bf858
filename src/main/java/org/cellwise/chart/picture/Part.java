package org.cellwise.chart.picture;

import java.util.Arrays;

/**
 * A part of a canvas on which a picture is drawn smaller.
 *
 * @param x where its left edge is
 * @param y where its upper edge is
 * @param scale times which all is drawn
 */
record Part(Canvas canvas, double x, double y, double scale) implements Canvas {
    private double across(double value) {
        return x + scale * value;
    }

    private double down(double value) {
        return y + scale * value;
    }

    private Style scaled(Style style) {
        return new Style(style.fill(), style.stroke(), style.width() * scale, style.dash(), style.opacity());
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Style style) {
        canvas.line(across(x1), down(y1), across(x2), down(y2), scaled(style));
    }

    @Override
    public void polyline(double[] xs, double[] ys, Style style) {
        canvas.polyline(
                Arrays.stream(xs).map(this::across).toArray(),
                Arrays.stream(ys).map(this::down).toArray(),
                scaled(style));
    }

    @Override
    public void circle(double centreX, double centreY, double radius, Style style) {
        canvas.circle(across(centreX), down(centreY), scale * radius, scaled(style));
    }

    @Override
    public void rectangle(double left, double top, double width, double height, Style style) {
        canvas.rectangle(across(left), down(top), scale * width, scale * height, scaled(style));
    }

    @Override
    public void curve(
            double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2, Style style) {
        canvas.curve(
                across(x1),
                down(y1),
                across(cx1),
                down(cy1),
                across(cx2),
                down(cy2),
                across(x2),
                down(y2),
                scaled(style));
    }

    @Override
    public void pixels(Raster raster, double left, double top, double width, double height) {
        canvas.pixels(raster, across(left), down(top), scale * width, scale * height);
    }

    @Override
    public void text(String text, double startX, double baseline, TextStyle style) {
        TextStyle smaller = new TextStyle(
                style.size() * scale, style.color(), style.anchor(), style.bold(), style.rotation(), style.halo());
        canvas.text(text, across(startX), down(baseline), smaller);
    }

    @Override
    public void noted(String note, Runnable drawing) {
        canvas.noted(note, drawing);
    }
}
