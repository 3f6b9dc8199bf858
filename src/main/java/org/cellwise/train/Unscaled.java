package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.text.Numbers;

/** What to scale where numbers grow too large to train on: features or targets. */
public final class Unscaled {
    private static final double LARGE = 30; // root mean square of targets
    private static final double BEYOND = 10; // times that of the features

    /** What to do with features, after "try" or "or". */
    static final String FEATURES = "bring the features to about -1 to 1 (a table: standardize())";

    private static final String TARGETS =
            "divide the targets by their standard deviation (a table: standardizeTargets())";

    private Unscaled() {}

    /** Whether it is numeric targets that are large, rather than features. */
    public static boolean targets(Batch batch) {
        double targets = rootMeanSquare(batch.targets());
        return !batch.schema().classification()
                && targets > LARGE
                && targets > BEYOND * rootMeanSquare(batch.features());
    }

    /** What to scale, to be put after "try" or "or". */
    public static String remedy(Batch batch) {
        return targets(batch) ? TARGETS : FEATURES;
    }

    /** A sentence on targets that are too large to begin with. */
    public static String sentence(Batch batch) {
        return "The targets are about " + Numbers.significant(rootMeanSquare(batch.targets()), 2)
                + " in size, where a network begins near 0: divide them by their standard deviation (a table:"
                + " standardizeTargets())";
    }

    private static double rootMeanSquare(float... values) {
        double sum = 0;
        int finite = 0;
        for (float value : values) {
            if (Float.isFinite(value)) { // those of positions that do not count may be anything
                sum += (double) value * value;
                finite++;
            }
        }
        return finite == 0 ? 0 : Math.sqrt(sum / finite);
    }
}
