package org.cellwise.insight;

import java.util.Arrays;

/**
 * The two directions in which points spread most: principal components, by orthogonal iteration (Golub and Van Loan,
 * 2013, section 8.2.4). The sign of each is such that its largest number is positive, so that equal points give equal
 * pictures.
 *
 * @param points (rows, 2), the points along the two directions, around their mean
 * @param shares part of the whole variance along each direction
 */
public record Components(double[][] points, double[] shares) {
    private static final int MAX_STEPS = 300;
    private static final double SMALL = 1e-10;

    /** Of points (rows, width); the second coordinate is 0 where there is but one direction. */
    public static Components of(double[][] rows) {
        double[][] centred = centred(rows);
        int width = centred[0].length;
        double[][] basis = new double[Math.min(2, width)][];
        for (int k = 0; k < basis.length; k++) {
            basis[k] = start(width, k);
        }
        double all = variance(centred, null);
        for (int step = 0; step < MAX_STEPS && all > 0; step++) {
            if (improve(centred, basis) < SMALL) {
                break;
            }
        }
        double[] shares = new double[2];
        double[][] points = new double[rows.length][2];
        for (int k = 0; k < basis.length; k++) {
            orient(basis[k]);
            shares[k] = all > 0 ? variance(centred, basis[k]) / all : 0;
            for (int row = 0; row < rows.length; row++) {
                points[row][k] = dot(centred[row], basis[k]);
            }
        }
        return new Components(points, shares);
    }

    // some direction that is hardly ever at right angles to the one wanted
    private static double[] start(int width, int k) {
        double[] direction = new double[width];
        Arrays.setAll(direction, i -> Math.cos((k + 1) * (i + 1.0)) + (i == k ? 1 : 0));
        return scaled(direction);
    }

    /** One step of iteration; returns how far the directions turned. */
    private static double improve(double[][] centred, double[][] basis) {
        double turned = 0;
        for (int k = 0; k < basis.length; k++) {
            double[] next = new double[basis[k].length];
            for (double[] row : centred) {
                addTo(next, row, dot(row, basis[k]));
            }
            for (int before = 0; before < k; before++) {
                addTo(next, basis[before], -dot(next, basis[before]));
            }
            if (dot(next, next) == 0) {
                continue; // no more spread
            }
            next = scaled(next);
            turned = Math.max(turned, 1 - Math.abs(dot(next, basis[k])));
            basis[k] = next;
        }
        return turned;
    }

    private static double[][] centred(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            addTo(mean, row, 1.0 / rows.length);
        }
        return Arrays.stream(rows)
                .map(row -> {
                    double[] copy = row.clone();
                    addTo(copy, mean, -1);
                    return copy;
                })
                .toArray(double[][]::new);
    }

    private static double variance(double[][] centred, double[] direction) {
        double sum = 0;
        for (double[] row : centred) {
            double along = direction == null ? Math.sqrt(dot(row, row)) : dot(row, direction);
            sum += along * along;
        }
        return sum;
    }

    private static void orient(double[] direction) {
        int largest = 0;
        for (int i = 1; i < direction.length; i++) {
            largest = Math.abs(direction[i]) > Math.abs(direction[largest]) + 1e-9 ? i : largest;
        }
        if (direction[largest] < 0) {
            Arrays.setAll(direction, i -> -direction[i]);
        }
    }

    private static double[] scaled(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        return Arrays.stream(vector).map(value -> value / length).toArray();
    }

    private static void addTo(double[] sum, double[] vector, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
