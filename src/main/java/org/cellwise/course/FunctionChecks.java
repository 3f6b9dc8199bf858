package org.cellwise.course;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.cellwise.math.Distances;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Numbers;

/** Tries functions out: against the right one, or against what it has to promise. */
final class FunctionChecks {
    private static final int TRIALS = 2000;
    private static final double CLOSE = 1e-6;

    private FunctionChecks() {}

    /** A function of one number that gives what another gives, from -4 to 4. */
    static Check like(DoubleUnaryOperator right, String why) {
        return answer -> {
            if (!(answer instanceof Check.OfNumber given)) {
                return Verdict.wrong("The answer is a function of one number, as in check(x -> x * x), but this is "
                        + Check.kind(answer) + ".");
            }
            for (double x = -4; x <= 4; x += 0.125) {
                double wanted = right.applyAsDouble(x);
                double got = given.function().applyAsDouble(x);
                if (!(Math.abs(got - wanted) <= CLOSE)) {
                    return Verdict.wrong(
                            "At %s it gives %s, where %s is right.".formatted(number(x), number(got), number(wanted)));
                }
            }
            return Verdict.right(why);
        };
    }

    /** A function of two vectors that gives what another gives. */
    static Check like(ToDoubleBiFunction<double[], double[]> right, String why) {
        return answer -> {
            if (!(answer instanceof Check.OfVectors given)) {
                return ofVectors(answer);
            }
            SeededRandom random = new SeededRandom(Seed.DEFAULT.value());
            for (int i = 0; i < TRIALS; i++) {
                double[] a = vector(random);
                double[] b = vector(random);
                double wanted = right.applyAsDouble(a, b);
                double got = given.function().applyAsDouble(a.clone(), b.clone());
                if (!(Math.abs(got - wanted) <= CLOSE)) {
                    return Verdict.wrong("For %s and %s it gives %s, where %s is right."
                            .formatted(Arrays.toString(a), Arrays.toString(b), number(got), number(wanted)));
                }
            }
            return Verdict.right(why);
        };
    }

    /** A metric other than those that are known by name. */
    static Check newMetric() {
        return answer -> {
            if (!(answer instanceof Check.OfVectors given)) {
                return ofVectors(answer);
            }
            ToDoubleBiFunction<double[], double[]> distance = given.function();
            SeededRandom random = new SeededRandom(Seed.DEFAULT.value());
            boolean euclidean = true;
            boolean manhattan = true;
            for (int i = 0; i < TRIALS; i++) {
                double[] a = vector(random);
                double[] b = i % 10 == 0 ? a.clone() : i % 10 == 1 ? twice(a) : vector(random);
                double[] c = vector(random);
                double ab = distance.applyAsDouble(a.clone(), b.clone());
                String broken = broken(distance, a, b, c, ab);
                if (broken != null) {
                    return Verdict.wrong("A promise is broken: " + broken);
                }
                euclidean &= Math.abs(ab - Distances.euclidean(a, b)) < CLOSE;
                manhattan &= Math.abs(ab - Distances.manhattan(a, b)) < CLOSE;
            }
            return euclidean || manhattan
                    ? Verdict.wrong("It keeps all four promises, but it is the "
                            + (euclidean ? "Euclidean" : "Manhattan") + " distance: find another.")
                    : Verdict.right("It kept all four promises on " + Numbers.grouped(TRIALS)
                            + " triples of vectors, and is neither of the two.");
        };
    }

    private static String broken(
            ToDoubleBiFunction<double[], double[]> distance, double[] a, double[] b, double[] c, double ab) {
        String from = "from %s to %s it says %s".formatted(Arrays.toString(a), Arrays.toString(b), number(ab));
        if (!Double.isFinite(ab)) {
            return from + ", which is no distance.";
        }
        if (ab < 0) {
            return from + ", which is negative.";
        }
        if (Arrays.equals(a, b) != ab < CLOSE) {
            return from + (ab < CLOSE ? ", but they are not equal." : ", but they are equal.");
        }
        double ba = distance.applyAsDouble(b.clone(), a.clone());
        if (!(Math.abs(ab - ba) <= CLOSE)) {
            return from + ", and " + number(ba) + " the other way.";
        }
        double detour = distance.applyAsDouble(a.clone(), c.clone()) + distance.applyAsDouble(c.clone(), b.clone());
        return !(ab <= detour + CLOSE)
                ? from + ", but " + number(detour) + " by way of " + Arrays.toString(c) + "."
                : null;
    }

    private static Verdict ofVectors(Object answer) {
        return Verdict.wrong("The answer is a function of two vectors, as in check((a, b) -> a[0] - b[0]), but this is "
                + Check.kind(answer) + ".");
    }

    /** Three small whole numbers. */
    private static double[] vector(SeededRandom random) {
        return new double[] {random.nextInt(9) - 4, random.nextInt(9) - 4, random.nextInt(9) - 4};
    }

    private static double[] twice(double... a) {
        return Arrays.stream(a).map(x -> 2 * x).toArray();
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
