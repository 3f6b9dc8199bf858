package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.chart.picture.Labels;

/** Finds a place on its line for the label of each weight, so that no label covers another or a circle. */
final class LineLabels {
    static final double SIZE = 10;
    private static final int TRIES = 60;

    private record Box(double left, double top, double right, double bottom) {
        static Box around(double x, double y, double width, double height) {
            return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
        }

        double overlap(Box other) {
            double wide = Math.min(right, other.right) - Math.max(left, other.left);
            double tall = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            return wide > 0 && tall > 0 ? wide * tall : 0;
        }
    }

    private final List<Box> taken = new ArrayList<>();

    /** Keeps a rectangle around a point free. */
    void keepFree(double x, double y, double width, double height) {
        taken.add(Box.around(x, y, width, height));
    }

    /**
     * The middle of the label, as near to the beginning of the line as it goes; where none is free, the least bad.
     *
     * @param atLeast text that has room as well
     */
    double[] place(String label, String atLeast, double x1, double y1, double x2, double y2) {
        double width = Math.max(Labels.width(label, SIZE), Labels.width(atLeast, SIZE)) + 2;
        Box best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt <= TRIES && least > 0; attempt++) {
            double t = 0.12 + 0.76 * attempt / TRIES;
            Box box = Box.around(x1 + t * (x2 - x1), y1 + t * (y2 - y1), width, SIZE + 2);
            double covered = taken.stream().mapToDouble(box::overlap).sum();
            if (covered < least) {
                least = covered;
                best = box;
            }
        }
        taken.add(best);
        return new double[] {(best.left + best.right) / 2, (best.top + best.bottom) / 2};
    }
}
