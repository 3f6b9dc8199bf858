package org.cellwise.chart.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;

/**
 * How much larger one network is than another: for each but the smallest a square whose area is its parameters, with the
 * one before it, to scale, in its corner.
 */
public final class SizesDrawing implements Figure {
    private static final int MOST = 8;
    private static final double MARGIN = 16;
    private static final double BETWEEN = 24;
    private static final double TOP = 92;
    private static final double DOT = 1.5; // what is smaller is drawn as large as this

    private final List<Blueprint> networks;
    private final double side;

    private SizesDrawing(List<Blueprint> networks) {
        this.networks = networks;
        int panels = networks.size() - 1;
        side = Math.min(240, (Theme.WIDTH - 2 * MARGIN - (panels - 1) * BETWEEN) / panels);
    }

    /**
     * Of two networks or more.
     *
     * @throws IllegalArgumentException if there are fewer than 2 or more than 8, or one has no parameters
     */
    public static SizesDrawing of(Blueprint... networks) {
        if (networks.length < 2 || networks.length > MOST) {
            throw new IllegalArgumentException(
                    "sizes(…) compares 2 to " + MOST + " networks, but got " + networks.length);
        }
        for (Blueprint network : networks) {
            Given.require(network, "sizes", "plans, such as gpt2()");
            if (network.parameters() == 0) {
                throw new IllegalArgumentException(
                        "sizes(…) expects networks with parameters, but " + network.name() + " has none");
            }
        }
        return new SizesDrawing(Stream.of(networks)
                .sorted(Comparator.comparingLong(Blueprint::parameters))
                .toList());
    }

    @Override
    public Picture picture() {
        return Picture.draw(title(), words(), Theme.WIDTH, (int) (TOP + side + 60), this::draw);
    }

    private String title() {
        return networks.stream()
                .map(network -> Numbers.inWords(network.parameters()))
                .collect(Collectors.joining(" → ", "", " parameters"));
    }

    private String words() {
        return networks.stream()
                .map(network -> network.name() + " has " + Numbers.inWords(network.parameters()))
                .collect(Collectors.joining(", ", "Squares to scale: ", ""));
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, title(), Theme.WIDTH);
        for (int i = 1; i < networks.size(); i++) {
            panel(canvas, networks.get(i - 1), networks.get(i), MARGIN + (i - 1) * (side + BETWEEN));
        }
    }

    private void panel(Canvas canvas, Blueprint small, Blueprint large, double x) {
        double ratio = (double) large.parameters() / small.parameters();
        double inner = Math.max(DOT, side / Math.sqrt(ratio));
        text(canvas, large.name(), x, TOP - 26, true);
        text(canvas, Numbers.inWords(large.parameters()), x, TOP - 10, false);
        canvas.rectangle(x, TOP, side, side, Style.fill(Theme.tint(Theme.POSITIVE, 0.25)));
        canvas.rectangle(x, TOP + side - inner, inner, inner, Style.fill(Theme.NEGATIVE));
        boolean dot = side / Math.sqrt(ratio) < DOT;
        text(canvas, dot ? "the dot, drawn too large:" : "in the corner:", x, TOP + side + 16, false);
        text(canvas, small.name(), x, TOP + side + 32, false);
        text(canvas, Numbers.grouped(Math.round(ratio)) + " of them", x, TOP + side + 48, false);
    }

    private void text(Canvas canvas, String text, double x, double y, boolean bold) {
        TextStyle style = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fit(text, Theme.TEXT, side / 1.05), x, y, bold ? style.heavier() : style);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
