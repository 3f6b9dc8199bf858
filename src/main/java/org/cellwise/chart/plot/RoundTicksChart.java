package org.cellwise.chart.plot;

import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/**
 * A chart whose axes have numbers at 1, 2 and 5 times a power of ten. XChart writes some of the data along an axis, such
 * as 0.16 and 0.32, where they are evenly spaced; a few numbers that are not, never drawn, keep it from that.
 */
final class RoundTicksChart extends XYChart {
    private static final String HIDDEN = "\u200b";

    RoundTicksChart(int width, int height) {
        super(width, height);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        XYStyler styler = getStyler();
        boolean known = styler.getXAxisMin() != null
                && styler.getXAxisMax() != null
                && styler.getYAxisMin() != null
                && styler.getYAxisMax() != null;
        if (!known) {
            super.paint(graphics, width, height);
            return;
        }
        XYSeries uneven = addSeries(
                HIDDEN,
                uneven(styler.getXAxisMin(), styler.getXAxisMax()),
                uneven(styler.getYAxisMin(), styler.getYAxisMax()));
        uneven.setEnabled(false);
        uneven.setShowInLegend(false);
        try {
            super.paint(graphics, width, height);
        } finally {
            removeSeries(HIDDEN);
        }
    }

    private static double[] uneven(double low, double high) {
        return new double[] {low, high, low + 0.0618 * (high - low)};
    }
}
