package org.cellwise.chart.network;

import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.TokenMap;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** The embeddings of tokens as their names in a plane: those that a network treats alike stand near one another. */
public final class TokenMapDrawing implements Figure {
    private static final String TITLE = "Embeddings of tokens";
    private static final int HEIGHT = 460;
    private static final double MARGIN = 40;
    private static final double TOP = 48;
    private static final double BOTTOM = 40;
    private static final int NAMED = 130; // more names than these would cover one another
    private static final int MOST = 2000;

    private final TokenMap map;

    private TokenMapDrawing(TokenMap map) {
        this.map = map;
    }

    /** Of a map. */
    public static TokenMapDrawing of(TokenMap map) {
        return new TokenMapDrawing(map);
    }

    @Override
    public Picture picture() {
        return Picture.draw(TITLE, words(), Theme.WIDTH, HEIGHT, this::draw);
    }

    private String words() {
        double[] shares = map.components().shares();
        return "%s of %s by their two principal components, %s of the variance"
                .formatted(
                        Names.count(map.tokens().size(), "row"),
                        map.parameter(),
                        Numbers.percent(shares[0] + shares[1], 2));
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, TITLE + ", " + map.parameter(), Theme.WIDTH);
        double[][] points = map.components().points();
        double[] x = Arrays.stream(points).mapToDouble(point -> point[0]).toArray();
        double[] y = Arrays.stream(points).mapToDouble(point -> point[1]).toArray();
        canvas.rectangle(
                MARGIN / 2, TOP - 14, Theme.WIDTH - MARGIN, HEIGHT - TOP - BOTTOM + 28, Style.stroke(Theme.GRID, 1));
        List<String> tokens = map.tokens();
        for (int i = 0; i < Math.min(tokens.size(), MOST); i++) {
            double left = at(x, i, MARGIN, Theme.WIDTH - MARGIN);
            double top = at(y, i, HEIGHT - BOTTOM, TOP);
            if (i < NAMED) {
                String name = Labels.fit(tokens.get(i), Theme.TEXT, 80);
                canvas.text(name, left, top + 4, TextStyle.size(Theme.TEXT).centred());
            } else {
                canvas.noted(tokens.get(i), () -> canvas.circle(left, top, 2, Style.fill(Theme.GRID)));
            }
        }
        double[] shares = map.components().shares();
        String axes = "across: %s of the variance, upwards: %s"
                .formatted(Numbers.percent(shares[0], 2), Numbers.percent(shares[1], 2));
        canvas.text(axes, MARGIN / 2, HEIGHT - 8, TextStyle.size(Theme.TEXT).color(Theme.FAINT));
    }

    private static double at(double[] values, int i, double from, double to) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        return high > low ? from + (values[i] - low) / (high - low) * (to - from) : (from + to) / 2;
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
