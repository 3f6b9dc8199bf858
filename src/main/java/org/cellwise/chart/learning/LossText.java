package org.cellwise.chart.learning;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.text.Numbers;

/** Says in words what a loss curve shows. */
final class LossText {
    private LossText() {}

    /** {@code training loss from 0.693 to 0.12 over 20 epochs, lowest 0.11 at epoch 18}. */
    static String describe(String name, double[] loss) {
        int[] finite = finite(loss);
        if (loss.length == 0) {
            return name + ": no epoch yet";
        }
        if (finite.length == 0) {
            return name + ": no finite value in " + epochs(loss.length);
        }
        double first = loss[finite[0]];
        double last = loss[finite[finite.length - 1]];
        StringBuilder text = new StringBuilder(name);
        if (finite.length == 1) {
            text.append(' ').append(number(first)).append(" at epoch ").append(finite[0] + 1);
        } else {
            int best = best(loss, finite);
            text.append(" from ").append(number(first)).append(" to ").append(number(last));
            text.append(" over ").append(epochs(loss.length));
            text.append(", lowest ")
                    .append(number(loss[best]))
                    .append(" at epoch ")
                    .append(best + 1);
        }
        int missing = loss.length - finite.length;
        return missing == 0 ? text.toString() : text + ", not finite in " + epochs(missing);
    }

    static boolean anyFinite(double[] loss) {
        return Arrays.stream(loss).anyMatch(Double::isFinite);
    }

    /** Indices of the finite ones. */
    static int[] finite(double[] loss) {
        return IntStream.range(0, loss.length)
                .filter(i -> Double.isFinite(loss[i]))
                .toArray();
    }

    /** Index of the lowest among the finite ones. */
    static int best(double[] loss, int[] finite) {
        int best = finite[0];
        for (int i : finite) {
            best = loss[i] < loss[best] ? i : best;
        }
        return best;
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }

    private static String epochs(int count) {
        return count == 1 ? "1 epoch" : count + " epochs";
    }
}
