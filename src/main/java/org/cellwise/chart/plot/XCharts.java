package org.cellwise.chart.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.Arrays;
import java.util.Locale;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Headless;
import org.cellwise.chart.picture.Java2DCanvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Marker;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.PieStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Our visual language as XChart's settings. */
public final class XCharts {
    private static final int HEAD = 24; // room for a title
    private static final int MOST_SERIES = 32; // that colours and kinds of lines tell apart

    private XCharts() {}

    /** A chart of the user's own in our colours, lines and letters; the same chart, changed. */
    public static <C> C theme(C chart) {
        if (!(chart instanceof Chart<?, ?> some)) {
            throw new IllegalArgumentException("theme expects a chart of XChart's, but got "
                    + (chart == null
                            ? "null"
                            : "a value of type " + chart.getClass().getSimpleName()));
        }
        Headless.prefer();
        Styler styler = some.getStyler();
        if (styler instanceof AxesChartStyler axes) {
            style(axes);
        } else {
            styleAround(styler);
        }
        Color[] colors = new Color[MOST_SERIES];
        BasicStroke[] lines = new BasicStroke[MOST_SERIES];
        for (int i = 0; i < MOST_SERIES; i++) {
            colors[i] = Java2DCanvas.color(Theme.classColor(i));
            lines[i] = Java2DCanvas.stroke(2, Dash.of(i));
        }
        styler.setSeriesColors(colors);
        styler.setSeriesLines(lines);
        styler.setSeriesMarkers(new org.knowm.xchart.style.markers.Marker[] {SeriesMarkers.CIRCLE});
        styler.setMarkerSize(6);
        styler.setLocale(Locale.ROOT);
        if (styler instanceof PieStyler pie) {
            pie.setLabelsFont(Java2DCanvas.font(false, Theme.TEXT));
        }
        return chart;
    }

    public static void style(AxesChartStyler styler) {
        styleAround(styler);
        Color ink = Java2DCanvas.color(Theme.INK);
        Font text = Java2DCanvas.font(false, Theme.TEXT);
        styler.setPlotMargin(4);
        styler.setAxisTitleFont(text);
        styler.setAxisTickLabelsFont(text);
        styler.setAxisTickLabelsColor(ink);
        styler.setXAxisTitleColor(ink);
        styler.setYAxisTitleColor(ink);
        styler.setAxisTickMarksColor(Java2DCanvas.color(Theme.FAINT));
        styler.setAxisTickMarkLength(4);
        styler.setPlotGridLinesColor(Java2DCanvas.color(Theme.GRID));
        styler.setPlotGridLinesStroke(Java2DCanvas.stroke(1, Dash.SOLID));
        styler.setYAxisLabelAlignment(TextAlignment.Right);
    }

    private static void styleAround(Styler styler) {
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
    }

    /** A chart of lines and points, without any yet. */
    public static XYChart chart(int width, int height, String title, String xTitle, String yTitle) {
        Headless.prefer();
        XYChart chart = new RoundTicksChart(width, height);
        chart.setTitle(Labels.fit(title, Theme.TITLE, width - 40));
        chart.setXAxisTitle(Labels.fit(xTitle, Theme.TEXT, width - 80));
        chart.setYAxisTitle(Labels.fit(yTitle, Theme.TEXT, height - 100));
        XYStyler styler = chart.getStyler();
        style(styler);
        styler.setLegendVisible(false);
        styler.setLegendSeriesLineLength(24);
        styler.setMarkerSize(6);
        styler.setPlotContentSize(0.97); // XChart writes no number at the very end of an axis
        return chart;
    }

    /** Gives the axes their ends, and numbers at the ticks between. */
    public static void range(XYChart chart, Ticks x, Ticks y) {
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(x.min());
        styler.setXAxisMax(x.max());
        styler.setYAxisMin(y.min());
        styler.setYAxisMax(y.max());
        styler.setLocale(Locale.ROOT);
        if (isPlain(x)) { // XChart's own numbers are at rounder places, but lose what is very large or small
            styler.setXAxisDecimalPattern("0.####");
        } else {
            styler.setXAxisTickLabelsFormattingFunction(value -> Numbers.significant(value, 6));
        }
        if (isPlain(y)) {
            styler.setYAxisDecimalPattern("0.####");
        } else {
            styler.setYAxisTickLabelsFormattingFunction(value -> Numbers.significant(value, 6));
        }
    }

    private static boolean isPlain(Ticks ticks) {
        return ticks.max() - ticks.min() > 1e-2 && Math.max(Math.abs(ticks.min()), Math.abs(ticks.max())) < 1e6;
    }

    /** Adds a line through points, which may have gaps of NaN; without a name it is not in the legend. */
    public static XYSeries line(XYChart chart, String name, double[] x, double[] y, String color, Dash dash) {
        XYSeries series = chart.addSeries(unused(chart, name), x, y);
        series.setLineColor(Java2DCanvas.color(color));
        series.setLineStyle(Java2DCanvas.stroke(2, dash));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(!name.isEmpty());
        return series;
    }

    /** Adds points without a line, in the colour of a class and its shape. */
    public static XYSeries points(XYChart chart, String name, double[] x, double[] y, int index) {
        XYSeries series = line(chart, name, x, y, Theme.classColor(index), Dash.SOLID);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarkerColor(Java2DCanvas.color(Theme.classColor(index)));
        series.setMarker(
                switch (Marker.of(index)) {
                    case CIRCLE -> SeriesMarkers.CIRCLE;
                    case SQUARE -> SeriesMarkers.SQUARE;
                    case TRIANGLE -> SeriesMarkers.TRIANGLE_UP;
                    case DIAMOND -> SeriesMarkers.DIAMOND;
                });
        return series;
    }

    /** A colour that shows through where many points lie over each other. */
    public static Color pale(String color) {
        Color full = Java2DCanvas.color(color);
        return new Color(full.getRed(), full.getGreen(), full.getBlue(), 140);
    }

    /** Shows the legend at the right, or below in one row. */
    public static void legend(XYChart chart, boolean below) {
        chart.getStyler().setLegendVisible(true);
        chart.getStyler().setLegendPosition(below ? LegendPosition.OutsideS : LegendPosition.OutsideE);
        chart.getStyler().setLegendLayout(below ? LegendLayout.Horizontal : LegendLayout.Vertical);
    }

    /** Charts side by side under one title, each as wide as it was made; XChart's own titles are cut where they are long. */
    public static Picture beside(String title, String words, XYChart... charts) {
        int[] widths = Arrays.stream(charts).mapToInt(XYChart::getWidth).toArray(); // painting may change them
        int width = Arrays.stream(widths).sum();
        int height = Arrays.stream(charts).mapToInt(XYChart::getHeight).max().orElse(1);
        return Picture.painted(title, words, width, height, graphics -> {
            Graphics2D at = (Graphics2D) graphics.create();
            at.translate(0, HEAD);
            for (int i = 0; i < charts.length; i++) {
                charts[i].getStyler().setChartTitleVisible(false);
                charts[i].paint(at, widths[i], height - HEAD);
                at.translate(widths[i], 0);
            }
            at.dispose();
            Theme.title(new Java2DCanvas(graphics), title, width);
        });
    }

    // XChart tells lines apart by their names
    private static String unused(XYChart chart, String name) {
        String some = name.isEmpty() ? " " : name; // XChart takes no empty name
        String free = some;
        for (int i = 2; chart.getSeries(free) != null; i++) {
            free = some + " (" + i + ")";
        }
        return free;
    }

    /** How wide text is in pixels. */
    static double width(String text, Font font) {
        return font.getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth();
    }
}
