package org.cellwise.insight.table;

/**
 * A smooth density: the sum of a normal curve around each number, as wide as Scott's rule has it (Scott, 1992). Of many
 * numbers a few thousand quantiles stand for all.
 */
public final class Density {
    private static final int QUANTILES = 2000;

    private final double[] centres;
    private final double width;

    /** Of two numbers or more that are not all equal; otherwise it is 0 everywhere. */
    public Density(Sorted sorted) {
        int n = sorted.size();
        centres = new double[Math.min(n, QUANTILES)];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = n <= QUANTILES ? sorted.values()[i] : sorted.quantile((i + 0.5) / QUANTILES);
        }
        width = sorted.deviation() * Math.pow(n, -0.2);
    }

    /** Width of each curve: their standard deviation. */
    public double width() {
        return width;
    }

    /** The density at a number; over all numbers it adds up to 1. */
    public double at(double x) {
        if (!(width > 0)) {
            return 0;
        }
        double sum = 0;
        for (double centre : centres) {
            double z = (x - centre) / width;
            sum += Math.exp(-0.5 * z * z);
        }
        return sum / (centres.length * width * Math.sqrt(2 * Math.PI));
    }
}
