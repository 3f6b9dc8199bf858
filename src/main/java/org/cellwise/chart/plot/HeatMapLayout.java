package org.cellwise.chart.plot;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Theme;

/**
 * How large a heat map is and which names have room in it. XChart sets the final positions; the sizes here leave it the
 * room that its axes, title and colour scale take.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param plotWidth of all cells together
 * @param plotHeight of all cells together
 * @param upright whether the column names are turned by a quarter
 * @param scale width of the colour scale with its numbers
 * @param below room for the names of the columns and of their axis, without padding
 */
record HeatMapLayout(
        int width, int height, int plotWidth, int plotHeight, boolean upright, double scale, double below) {
    private static final double LINE = 15; // what one line of text needs
    private static final double WIDE_CELL = 64;
    private static final double WIDEST_CELL = 110; // for one with a long name
    private static final double HIGHEST_CELL = 30;
    private static final double NARROWEST = 260;
    private static final double LOWEST_PLOT = 150; // for the colour scale
    private static final double HIGHEST_PLOT = 480;
    private static final double SHORT_NAME = 40;
    private static final double AXIS = 20; // the word for what an axis is
    private static final double AROUND = 58; // padding and title
    private static final double SCALE = 75; // the colour scale without its numbers

    static HeatMapLayout of(
            List<String> rows, List<String> columns, double scaleNumber, boolean rowAxis, boolean columnAxis) {
        double scale = SCALE + scaleNumber;
        double beside = 36 + widest(rows) + (rowAxis ? AXIS : 0) + scale;
        double names = widest(columns);
        double best = Math.max(WIDE_CELL, Math.min(WIDEST_CELL, names + 8));
        double plotWidth = Math.min(Theme.WIDTH - beside, best * columns.size());
        plotWidth = Math.max(plotWidth, NARROWEST - beside);
        double cell = plotWidth / columns.size();
        boolean upright = names > cell - 4 && (names > SHORT_NAME || cell >= LINE);
        double plotHeight = Math.min(HIGHEST_PLOT, Math.max(LOWEST_PLOT, HIGHEST_CELL * rows.size()));
        double below = 6 + (upright ? names : LINE) + (columnAxis ? AXIS : 0);
        return new HeatMapLayout(
                (int) Math.ceil(beside + plotWidth),
                (int) Math.ceil(AROUND + plotHeight + below),
                (int) plotWidth,
                (int) plotHeight,
                upright,
                scale,
                below);
    }

    /** The row names, empty where there is no room for one. */
    List<String> rowLabels(List<String> names) {
        return everyOther(names, LINE, (double) plotHeight / names.size());
    }

    /** The column names, empty where there is no room for one. */
    List<String> columnLabels(List<String> names) {
        return everyOther(names, upright ? LINE : widest(names) + 4, (double) plotWidth / names.size());
    }

    /** Room for the title, which XChart centres above the cells. */
    double titleRoom() {
        double toTheRight = plotWidth / 2.0 + scale;
        return 2 * Math.min(toTheRight, width - toTheRight) - 20;
    }

    /** Whether cells are large enough to be drawn one by one with lines between them. */
    boolean coarse(HeatValues cells) {
        return Math.min(plotWidth / cells.columns(), plotHeight / cells.rows()) >= 6;
    }

    /** Height of the colour scale. */
    int scaleHeight() {
        return Math.min(200, plotHeight - 40);
    }

    private static List<String> everyOther(List<String> names, double room, double cell) {
        int step = 1;
        for (int i = 0; step * cell < room; i++) {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2; // 1, 2, 5, 10, 20, 50
        }
        int shown = step;
        return IntStream.range(0, names.size())
                .mapToObj(i -> i % shown == 0 ? names.get(i) : "")
                .toList();
    }

    private static double widest(List<String> names) {
        return names.stream()
                .mapToDouble(name -> Labels.width(name, Theme.TEXT))
                .max()
                .orElse(0);
    }
}
