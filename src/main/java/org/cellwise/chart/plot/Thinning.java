package org.cellwise.chart.plot;

import java.util.ArrayList;
import java.util.List;

/** Leaves out the points of a curve that nobody could see. */
final class Thinning {
    private Thinning() {}

    /**
     * The curve with at most two points, its lowest and its highest, in a column two pixels wide: no more points than
     * pixels, and the same picture.
     *
     * @param points x and y in pixels, x ascending
     */
    static List<double[]> toPixels(List<double[]> points) {
        double span = points.get(points.size() - 1)[0] - points.get(0)[0];
        if (points.size() <= span) {
            return points;
        }
        List<double[]> thin = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= points.size(); i++) {
            if (i == points.size() || column(points.get(i)) != column(points.get(start))) {
                addColumn(thin, points.subList(start, i));
                start = i;
            }
        }
        return thin;
    }

    private static double column(double[] point) {
        return Math.floor(point[0] / 2);
    }

    private static void addColumn(List<double[]> thin, List<double[]> column) {
        int low = 0;
        int high = 0;
        for (int i = 1; i < column.size(); i++) {
            low = column.get(i)[1] < column.get(low)[1] ? i : low;
            high = column.get(i)[1] > column.get(high)[1] ? i : high;
        }
        thin.add(column.get(Math.min(low, high)));
        if (low != high) {
            thin.add(column.get(Math.max(low, high)));
        }
    }
}
