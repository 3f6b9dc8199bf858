package org.cellwise.chart.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.ColorScale;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Java2DCanvas;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.text.Numbers;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * XChart's heat map, with what it lacks drawn over it: lines between cells, numbers that stand out from the colour of
 * their own cell, and cells that are not finite.
 */
final class HeatChart extends HeatMapChart {
    private static final double SMALLEST_TEXT = 9;
    private static final double SCALE_GAP = 28; // from the cells to the colour scale
    private static final double TITLE_ROOM = 34; // the title may reach over the scale
    private static final int SHADES = 16; // on each side of zero

    private final HeatValues cells;
    private final double limit;
    private final HeatMapLayout layout;
    private final List<String> columns;
    private final String columnAxis;

    HeatChart(HeatMapLayout layout, HeatValues cells, double limit, List<String> columns, String columnAxis) {
        super(layout.width(), layout.height(), ChartTheme.XChart);
        this.cells = cells;
        this.limit = limit;
        this.layout = layout;
        this.columns = columns;
        this.columnAxis = columnAxis;
        style(getStyler());
    }

    private void style(HeatMapStyler styler) {
        XCharts.style(styler);
        styler.setRangeColors(new Color[] {
            Java2DCanvas.color(Theme.NEGATIVE), Java2DCanvas.color(Theme.GROUND), Java2DCanvas.color(Theme.POSITIVE)
        });
        styler.setMin(-limit);
        styler.setMax(limit);
        styler.setDrawBorder(true); // closes the seams between cells
        styler.setShowValue(false);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setPlotGridLinesVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setGradientColorColumnWeight(14);
        styler.setGradientColorColumnHeight(layout.scaleHeight());
        styler.setXAxisTickMarkSpacingHint(1); // so that XChart skips no name of a row
        styler.setXAxisTicksVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setAxisTicksLineVisible(false);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        super.paint(graphics, width, height - (int) layout.below());
        setHeight(height);
        Rectangle2D area = plot.getBounds();
        double cellWidth = area.getWidth() / cells.columns();
        double cellHeight = area.getHeight() / cells.rows();
        Graphics2D over = (Graphics2D) graphics.create();
        over.translate(area.getX(), area.getY());
        if (layout.coarse(cells)) {
            paintNotFinite(over, cellWidth, cellHeight);
            separate(over, cellWidth, cellHeight);
        } else {
            paintPixels(over, cellWidth, cellHeight);
        }
        over.setColor(Java2DCanvas.color(Theme.GRID));
        over.draw(new Rectangle2D.Double(0, 0, area.getWidth(), area.getHeight()));
        writeNumbers(over, cellWidth, cellHeight);
        paintScale(over, area, width - area.getMaxX());
        over.translate(0, area.getHeight());
        nameColumns(new Java2DCanvas(over), cellWidth);
        over.dispose();
    }

    // over XChart's own, which has no zero
    private void paintScale(Graphics2D over, Rectangle2D area, double room) {
        over.setColor(Color.WHITE);
        over.fill(new Rectangle2D.Double(area.getWidth() + 1, -area.getY() + TITLE_ROOM, room, area.getMaxY()));
        double height = layout.scaleHeight();
        double x = area.getWidth() + SCALE_GAP;
        double y = (area.getHeight() - height) / 2;
        if (cells.hasNegative()) {
            ColorScale.upright(new Java2DCanvas(over), x, y, height, limit);
        } else {
            ColorScale.uprightFromZero(new Java2DCanvas(over), x, y, height, limit);
        }
    }

    // XChart lets upright names run into the cells
    private void nameColumns(Canvas canvas, double cellWidth) {
        TextStyle level = TextStyle.size(Theme.TEXT).centred();
        TextStyle upright = TextStyle.size(Theme.TEXT).ending().rotated(-90);
        for (int column = 0; column < columns.size(); column++) {
            double centre = (column + 0.5) * cellWidth;
            if (layout.upright()) {
                canvas.text(columns.get(column), centre + Theme.TEXT * 0.36, 6, upright);
            } else {
                canvas.text(columns.get(column), centre, 18, level);
            }
        }
        canvas.text(columnAxis, cells.columns() * cellWidth / 2, layout.below() + 2, level);
    }

    private void paintNotFinite(Graphics2D over, double width, double height) {
        over.setColor(Java2DCanvas.color(Theme.NOT_FINITE));
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                if (!Double.isFinite(cells.at(row, column))) {
                    over.fill(new Rectangle2D.Double(column * width, row * height, width, height));
                }
            }
        }
    }

    // a hundred thousand shapes would take XChart seconds
    private void paintPixels(Graphics2D over, double width, double height) {
        BufferedImage image = new BufferedImage(cells.columns(), cells.rows(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                double shade = Math.rint(cells.at(row, column) / limit * SHADES) / SHADES; // keeps the file small
                String color = Double.isFinite(shade) ? Theme.diverging(shade) : Theme.NOT_FINITE;
                image.setRGB(column, row, Java2DCanvas.color(color).getRGB());
            }
        }
        over.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        over.drawImage(image, AffineTransform.getScaleInstance(width, height), null);
    }

    private void separate(Graphics2D over, double width, double height) {
        over.setColor(Java2DCanvas.color(Theme.GRID));
        over.setStroke(Java2DCanvas.stroke(1, Dash.SOLID));
        for (int row = 1; row < cells.rows(); row++) {
            over.draw(new Line2D.Double(0, row * height, cells.columns() * width, row * height));
        }
        for (int column = 1; column < cells.columns(); column++) {
            over.draw(new Line2D.Double(column * width, 0, column * width, cells.rows() * height));
        }
    }

    private void writeNumbers(Graphics2D over, double width, double height) {
        if (height < SMALLEST_TEXT + 4 || width < 2 * SMALLEST_TEXT) {
            return;
        }
        double widest = widestNumber();
        double size = Math.min(Theme.TEXT, Theme.TEXT * (width - 6) / widest);
        if (size < SMALLEST_TEXT) {
            return;
        }
        Java2DCanvas canvas = new Java2DCanvas(over);
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                double value = cells.at(row, column);
                String color = Double.isFinite(value) ? Theme.diverging(value / limit) : Theme.NOT_FINITE;
                TextStyle style = TextStyle.size(size).centred().color(Theme.textOn(color));
                canvas.text(text(value), (column + 0.5) * width, (row + 0.5) * height + size * 0.36, style);
            }
        }
    }

    private double widestNumber() {
        Font font = Java2DCanvas.font(false, Theme.TEXT);
        double widest = 0;
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                widest = Math.max(widest, XCharts.width(text(cells.at(row, column)), font));
            }
        }
        return widest;
    }

    /** All numbers of a matrix to the same number of decimals, which suits its largest. */
    private String text(double value) {
        if (!Double.isFinite(value) || limit >= 1e5 || limit < 1e-3) {
            return Numbers.significant(value, 2);
        }
        int decimals = limit >= 100 ? 0 : limit >= 10 ? 1 : limit >= 0.1 ? 2 : 4;
        return Numbers.fixed(value, decimals);
    }
}
