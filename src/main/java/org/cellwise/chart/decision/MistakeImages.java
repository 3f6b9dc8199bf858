package org.cellwise.chart.decision;

import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.ImagePixels;
import org.cellwise.insight.Mistakes;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Numbers;

/** The worst mistakes as images, each with its right class and what it was taken for. */
public final class MistakeImages implements Figure {
    private static final int ACROSS = 6;
    private static final double SIDE = 88;
    private static final double PITCH = 101;
    private static final double ROOM = PITCH - 4; // for the text below an image
    private static final double SMALL_TEXT = 10;
    private static final double TOP = 38;
    private static final double LINES = 44; // two lines of text below an image

    private final Mistakes mistakes;

    private MistakeImages(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Of mistakes whose rows are images. */
    public static MistakeImages of(Mistakes mistakes) {
        if (mistakes.image() == null) {
            throw new IllegalArgumentException(
                    "Mistakes show as images where rows have the shape of one, but theirs is %s: say images(height, width)"
                            .formatted(mistakes.data().inputShape()));
        }
        return new MistakeImages(mistakes);
    }

    @Override
    public Picture picture() {
        int rows = Math.max(1, (mistakes.shown().size() + ACROSS - 1) / ACROSS);
        int height = (int) (TOP + rows * (SIDE + LINES));
        return Picture.draw(mistakes.title(), words(), Theme.WIDTH, height, this::draw);
    }

    private String words() {
        StringBuilder words = new StringBuilder();
        for (Mistakes.Mistake m : mistakes.shown()) {
            words.append(words.isEmpty() ? "" : "; ")
                    .append("row %s is %s, taken for %s".formatted(m.row(), name(m.truth()), name(m.said())));
        }
        return words.toString();
    }

    private String name(int index) {
        return mistakes.names().get(index);
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, mistakes.count(), Theme.WIDTH);
        List<Mistakes.Mistake> shown = mistakes.shown();
        for (int i = 0; i < shown.size(); i++) {
            Mistakes.Mistake m = shown.get(i);
            double left = 16 + i % ACROSS * PITCH;
            double top = TOP + i / ACROSS * (SIDE + LINES);
            drawImage(canvas, mistakes.data().features(m.row()), left, top);
            TextStyle text = TextStyle.size(Theme.TEXT);
            canvas.text(Labels.fit(name(m.truth()), Theme.TEXT, SIDE), left, top + SIDE + 15, text.heavier());
            String sure = " " + Numbers.fixed(m.confidence(), 2);
            String said = "not " + name(m.said()) + sure;
            double size = Labels.width(said, Theme.TEXT) <= ROOM ? Theme.TEXT : SMALL_TEXT;
            double room = ROOM - Labels.width("not " + sure, size);
            canvas.text(
                    "not " + Labels.fit(name(m.said()), size, room) + sure,
                    left,
                    top + SIDE + 30,
                    TextStyle.size(size).color(Theme.NEGATIVE_TEXT));
        }
    }

    private void drawImage(Canvas canvas, double[] row, double left, double top) {
        Shape shape = mistakes.image();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < row.length; i++) {
            row[i] = mistakes.data().scaler(i).unscale(row[i]);
            low = Math.min(low, row[i]);
            high = Math.max(high, row[i]);
        }
        double scale = SIDE / Math.max(shape.size(1), shape.size(2));
        double width = shape.size(2) * scale;
        double height = shape.size(1) * scale;
        canvas.pixels(ImagePixels.of(row, shape, low, high), left, top, width, height);
        canvas.rectangle(left, top, width, height, Style.stroke(Theme.GRID, 1));
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
