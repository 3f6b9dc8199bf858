package org.cellwise.chart.learning;

import java.util.Arrays;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.insight.PositionLoss;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.knowm.xchart.XYChart;

/** The loss at each position of a row: how much what went before helps. */
public final class PositionLossChart implements Figure {
    private static final String TITLE = "Loss by position";
    private static final int HEIGHT = 320;

    private final PositionLoss losses;

    private PositionLossChart(PositionLoss losses) {
        this.losses = losses;
    }

    /** Of what was measured. */
    public static PositionLossChart of(PositionLoss losses) {
        return new PositionLossChart(losses);
    }

    @Override
    public Picture picture() {
        double[] each = losses.losses();
        String words = "%s at the first position, %s at the last of %s, %s on average, over %s"
                .formatted(
                        number(each[0]),
                        number(each[each.length - 1]),
                        each.length,
                        number(losses.mean()),
                        Names.count(losses.rows(), "row"));
        return XCharts.beside(TITLE, words, chart());
    }

    /** As XChart's own chart, to change it further. */
    public XYChart chart() {
        double[] each = losses.losses();
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, TITLE, "position", "loss");
        double[] positions = new double[each.length];
        Arrays.setAll(positions, i -> i + 1.0);
        double[] finite = Arrays.stream(each).filter(Double::isFinite).toArray();
        double most = Arrays.stream(finite).max().orElse(1);
        XCharts.range(chart, Ticks.whole(8, 1, Math.max(2, each.length)), Ticks.around(5, 0, most));
        double[] ends = {1, Math.max(2, each.length)};
        double mean = losses.mean();
        XCharts.line(chart, "on average", ends, new double[] {mean, mean}, Theme.FAINT, Dash.DASHED);
        XCharts.line(chart, "loss", positions, each, Theme.TRAINING, Dash.SOLID);
        return chart;
    }

    private static String number(double value) {
        return Numbers.significant(value, 3);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
