package org.cellwise.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;

/** Our visual language as XChart's settings. */
final class XCharts {
    private XCharts() {}

    static void style(AxesChartStyler styler) {
        Color ink = Java2DCanvas.color(Theme.INK);
        Font text = Java2DCanvas.font(false, Theme.TEXT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setChartFontColor(ink);
        styler.setChartTitleFont(Java2DCanvas.font(true, Theme.TITLE));
        styler.setChartTitleFontColor(ink);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitlePadding(6);
        styler.setChartPadding(12);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(text);
        styler.setPlotBorderVisible(false);
        styler.setPlotMargin(4);
        styler.setAxisTitleFont(text);
        styler.setAxisTickLabelsFont(text);
        styler.setAxisTickLabelsColor(ink);
        styler.setXAxisTitleColor(ink);
        styler.setYAxisTitleColor(ink);
        styler.setAxisTickMarksColor(Java2DCanvas.color(Theme.FAINT));
        styler.setAxisTickMarkLength(4);
        styler.setPlotGridLinesColor(Java2DCanvas.color(Theme.GRID));
        styler.setPlotGridLinesStroke(Java2DCanvas.stroke(1, false));
        styler.setYAxisLabelAlignment(TextAlignment.Right);
    }

    /** How wide text is in pixels. */
    static double width(String text, Font font) {
        return font.getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth();
    }
}
