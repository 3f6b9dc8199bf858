package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.ColorScale;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.HeatPanel;
import org.cellwise.insight.GradientFlow;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;

/** All weight matrices of a network beside one another, in colours of one scale, so that layers can be compared. */
public final class WeightPanels implements Figure {
    private static final double MARGIN = 16;
    private static final double BETWEEN = 24;
    private static final double TOP = 40;
    private static final double SCALE = 200;

    private final String title;
    private final List<HeatPanel> panels;
    private final List<double[]> places = new ArrayList<>();
    private final double limit;
    private double width = Theme.WIDTH;
    private double bottom = TOP;

    private WeightPanels(String title, List<Matrix> matrices, double limit) {
        if (matrices.isEmpty()) {
            throw new IllegalArgumentException(
                    "A picture of weights expects a network with a weight matrix, but there is none: add dense(…)");
        }
        this.title = title;
        this.panels = matrices.stream().map(HeatPanel::new).toList();
        this.limit = limit > 0
                ? limit
                : panels.stream().mapToDouble(HeatPanel::limit).max().orElse(1);
        arrange();
    }

    /** The weights that the network has now. */
    public static WeightPanels of(Network network) {
        Given.require(network, "weights", "a network, as network(…) makes it");
        return new WeightPanels("Weights", network.matrices(network.parameters().values()), 0);
    }

    /** The gradients of the weights. */
    public static WeightPanels of(GradientFlow flow) {
        String rows = flow.rows() == 1 ? "1 row" : flow.rows() + " rows";
        return new WeightPanels("Gradients on " + rows, flow.matrices(), 0);
    }

    /** Matrices on a scale with a given limit, for pictures that are to be compared. */
    public static WeightPanels of(String title, List<Matrix> matrices, double limit) {
        return new WeightPanels(title, matrices, limit);
    }

    public double limit() {
        return limit;
    }

    private void arrange() {
        double x = MARGIN;
        double y = TOP;
        double high = 0;
        for (HeatPanel panel : panels) {
            if (x > MARGIN && x + panel.width() + MARGIN > Theme.WIDTH) {
                x = MARGIN;
                y += high + BETWEEN;
                high = 0;
            }
            places.add(new double[] {x, y});
            x += panel.width() + BETWEEN;
            width = Math.max(width, x - BETWEEN + MARGIN);
            high = Math.max(high, panel.height());
        }
        bottom = y + high;
    }

    @Override
    public Picture picture() {
        String words = panels.stream().map(HeatPanel::words).collect(Collectors.joining("; "));
        return Picture.draw(title, words, (int) Math.ceil(width), (int) Math.ceil(bottom + 54), this::draw);
    }

    private void draw(Canvas canvas) {
        canvas.text(title, MARGIN, 22, TextStyle.size(Theme.TITLE).heavier());
        double unit = HeatPanel.unit(limit);
        if (unit != 1 && panels.stream().anyMatch(HeatPanel::hasNumbers)) {
            String text = "numbers in units of " + Numbers.significant(unit, 1);
            canvas.text(
                    text,
                    width - MARGIN,
                    22,
                    TextStyle.size(11).color(Theme.FAINT).ending());
        }
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).draw(canvas, places.get(i)[0], places.get(i)[1], limit);
        }
        ColorScale.level(canvas, (width - SCALE) / 2, bottom + 18, SCALE, limit);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
