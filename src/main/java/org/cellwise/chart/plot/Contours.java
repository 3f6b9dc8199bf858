package org.cellwise.chart.plot;

import java.util.ArrayList;
import java.util.List;

/** Lines of equal height on a grid of numbers, by marching squares (Maple, 2003). */
public final class Contours {
    private Contours() {}

    /**
     * Pieces of the line where the numbers pass a level: x1, y1, x2, y2 each, counted in cells from the first column and
     * the first row. Squares with a corner that is not finite have none.
     */
    public static List<double[]> at(double[][] values, double level) {
        List<double[]> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < values.length; i++) {
            for (int j = 0; j + 1 < values[i].length; j++) {
                addSquare(pieces, values, level, i, j);
            }
        }
        return pieces;
    }

    private static void addSquare(List<double[]> pieces, double[][] values, double level, int i, int j) {
        double[] corners = {values[i][j], values[i][j + 1], values[i + 1][j + 1], values[i + 1][j]};
        double[][] places = {{j, i}, {j + 1, i}, {j + 1, i + 1}, {j, i + 1}};
        List<double[]> crossings = new ArrayList<>();
        for (int edge = 0; edge < 4; edge++) {
            double a = corners[edge];
            double b = corners[(edge + 1) % 4];
            if (!Double.isFinite(a) || !Double.isFinite(b)) {
                return;
            }
            if (a < level != b < level) {
                double part = (level - a) / (b - a);
                double[] from = places[edge];
                double[] to = places[(edge + 1) % 4];
                crossings.add(new double[] {from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])});
            }
        }
        for (int k = 0; k + 1 < crossings.size(); k += 2) { // of a saddle, two pieces
            double[] a = crossings.get(k);
            double[] b = crossings.get(k + 1);
            pieces.add(new double[] {a[0], a[1], b[0], b[1]});
        }
    }
}
