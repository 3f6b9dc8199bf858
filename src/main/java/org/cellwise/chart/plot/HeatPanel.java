package org.cellwise.chart.plot;

import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.ColorScale;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.network.Matrix;
import org.cellwise.network.UnitNames;
import org.cellwise.text.Numbers;

/** One matrix among several: its cells in colour, numbers in them where there is room, its name above. */
public final class HeatPanel {
    private static final double HEAD = 20;
    private static final double LARGEST = 220;
    private static final double NARROWEST = 60;
    private static final double WIDE = 42;
    private static final double HIGH = 24;
    private static final int FEW = 12; // rows and columns whose cells hold numbers
    private static final double NAME_ROOM = 90;
    private static final double SIZE = 10;

    private final String layer;
    private final String head;
    private final String words;
    private final double limit;
    private final List<String> rowNames; // none where there are many
    private final List<String> columnNames;
    private final HeatValues cells;
    private final boolean few;
    private final double cellWidth;
    private final double cellHeight;
    private final double names;

    public HeatPanel(Matrix matrix) {
        HeatValues all = new HeatValues(matrix.values());
        layer = matrix.name();
        head = "%s: %s x %s".formatted(layer, all.rows(), all.columns());
        words = layer + " " + all.describe();
        limit = all.limit();
        few = all.rows() <= FEW && all.columns() <= FEW;
        cells = few ? all : all.shrink((int) LARGEST, (int) LARGEST);
        double side = Math.max(1, Math.min(14, LARGEST / Math.max(cells.rows(), cells.columns())));
        cellWidth = few ? WIDE : Math.max(side, NARROWEST / cells.columns());
        cellHeight = few ? HIGH : Math.max(side, NARROWEST / cells.rows());
        rowNames = few ? matrix.rowNames() : List.of();
        columnNames = few ? matrix.columnNames() : List.of();
        names = few ? widest(rowNames) + 6 : 0;
    }

    public double limit() {
        return limit;
    }

    public String words() {
        return words;
    }

    public double width() {
        double headWidth = Labels.width(head, Theme.TEXT) * 1.08; // it is bold
        return Math.max(names + cells.columns() * cellWidth, headWidth);
    }

    public double height() {
        return HEAD + cells.rows() * cellHeight + (few ? 16 : 0);
    }

    public void draw(Canvas canvas, double x, double y, double limit) {
        canvas.text(head, x, y + 12, TextStyle.size(Theme.TEXT).heavier());
        double left = x + names;
        double top = y + HEAD;
        Raster raster = Raster.sharp(
                cells.columns(), cells.rows(), (column, row) -> ColorScale.color(cells.at(row, column), limit));
        double width = cells.columns() * cellWidth;
        double height = cells.rows() * cellHeight;
        canvas.pixels(raster, left, top, width, height);
        canvas.rectangle(left, top, width, height, Style.stroke(Theme.FAINT, 0.7));
        if (few) {
            drawNumbers(canvas, left, top, limit);
            drawNames(canvas, left, top);
        }
    }

    private void drawNumbers(Canvas canvas, double left, double top, double limit) {
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                double value = cells.at(row, column);
                String ground = Double.isFinite(value) ? Theme.diverging(value / limit) : Theme.NOT_FINITE;
                canvas.noted(
                        "%s, %s to %s: %s"
                                .formatted(
                                        layer,
                                        rowNames.get(row),
                                        columnNames.get(column),
                                        Numbers.significant(value, 5)),
                        () -> {});
                canvas.text(
                        text(value, limit),
                        left + (column + 0.5) * cellWidth,
                        top + (row + 0.5) * cellHeight + SIZE * 0.36,
                        TextStyle.size(SIZE).centred().color(Theme.textOn(ground)));
            }
        }
    }

    /** As many decimals as suit the largest number, times the power of ten that makes them short. */
    private static String text(double value, double limit) {
        if (!Double.isFinite(value)) {
            return Numbers.significant(value, 2);
        }
        double largest = limit / unit(limit);
        return Numbers.fixed(value / unit(limit), largest >= 100 ? 0 : largest >= 10 ? 1 : 2);
    }

    /** The power of ten that numbers in cells count in: 1 unless they would be long. */
    public static double unit(double limit) {
        return limit >= 0.1 && limit < 1000 ? 1 : Math.pow(10, Math.floor(Math.log10(limit)));
    }

    public boolean hasNumbers() {
        return few;
    }

    private void drawNames(Canvas canvas, double left, double top) {
        TextStyle style = TextStyle.size(SIZE).color(Theme.FAINT);
        for (int row = 0; row < cells.rows(); row++) {
            canvas.text(
                    name(rowNames.get(row), NAME_ROOM),
                    left - 5,
                    top + (row + 0.5) * cellHeight + SIZE * 0.36,
                    style.ending());
        }
        for (int column = 0; column < cells.columns(); column++) {
            String name = name(columnNames.get(column), cellWidth - 2);
            canvas.text(name, left + (column + 0.5) * cellWidth, top + cells.rows() * cellHeight + 12, style.centred());
        }
    }

    private static String name(String name, double room) {
        return Labels.fit(UnitNames.pretty(name), SIZE, room);
    }

    private static double widest(List<String> names) {
        return names.stream()
                .mapToDouble(name -> Labels.width(name(name, NAME_ROOM), SIZE))
                .max()
                .orElse(0);
    }
}
