package org.cellwise.course;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** Compares numbers with the right ones, and with those that usual slips lead to. */
final class NumbersCheck implements Check {
    private static final double ROUNDED = 0.005; // of the right number, as answers of three digits differ by
    private static final double EXACT = 1e-6; // of a whole number, which nobody rounds

    /**
     * Numbers that a slip leads to.
     *
     * @param words what the slip is, in a sentence
     */
    private record Slip(double[] numbers, String words) {}

    private final Supplier<double[]> right;
    private final String why;
    private final List<Slip> slips = new ArrayList<>();

    private NumbersCheck(Supplier<double[]> right, String why) {
        this.right = right;
        this.why = why;
    }

    /** @param why it is right, in a sentence */
    static NumbersCheck of(String why, double... right) {
        return new NumbersCheck(() -> right, why);
    }

    /** As {@link #of(String, double...)}, of numbers that are worked out when they are asked for. */
    static NumbersCheck of(String why, Supplier<double[]> right) {
        return new NumbersCheck(right, why);
    }

    /** @param words what leads to these numbers instead */
    NumbersCheck but(String words, double... numbers) {
        slips.add(new Slip(numbers, words));
        return this;
    }

    @Override
    public Verdict of(Object answer) {
        double[] wanted = right.get();
        double[] given = numbers(answer);
        String form =
                wanted.length == 1 ? "a number" : Names.count(wanted.length, "number") + ", as in new double[] {…}";
        if (given == null) {
            return Verdict.wrong("The answer is " + form + ", but this is " + Check.kind(answer) + ".");
        }
        if (given.length != wanted.length) {
            return Verdict.wrong("The answer is " + form + ", but these are " + given.length + ".");
        }
        if (areClose(given, wanted)) {
            return Verdict.right(why);
        }
        return slips.stream()
                .filter(slip -> areClose(given, slip.numbers))
                .findFirst()
                .map(slip -> Verdict.wrong(slip.words))
                .orElseGet(() -> Verdict.wrong(difference(given, wanted)));
    }

    private static double[] numbers(Object answer) {
        if (answer instanceof Number number) {
            return new double[] {number.doubleValue()};
        }
        if (answer instanceof double[] doubles) {
            return doubles;
        }
        if (answer instanceof int[] ints) {
            return Arrays.stream(ints).asDoubleStream().toArray();
        }
        if (answer instanceof long[] longs) {
            return Arrays.stream(longs).asDoubleStream().toArray();
        }
        if (answer instanceof float[] floats) {
            return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
        }
        List<?> list =
                answer instanceof Object[] boxed ? Arrays.asList(boxed) : answer instanceof List<?> all ? all : null;
        return list == null || !list.stream().allMatch(Number.class::isInstance)
                ? null
                : list.stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray();
    }

    private static boolean areClose(double[] given, double[] wanted) {
        boolean close = given.length == wanted.length;
        for (int i = 0; i < wanted.length && close; i++) {
            close = Math.abs(given[i] - wanted[i])
                    <= (wanted[i] == Math.rint(wanted[i]) ? EXACT : ROUNDED) * Math.abs(wanted[i]) + 1e-9;
        }
        return close;
    }

    /** Where the first number goes wrong, and to which side; not the right number. */
    private static String difference(double[] given, double[] wanted) {
        int at = 0;
        while (areClose(new double[] {given[at]}, new double[] {wanted[at]})) {
            at++;
        }
        String which = wanted.length == 1 ? "" : "Number " + (at + 1) + " of " + wanted.length + ": ";
        String side = Double.isNaN(given[at])
                ? " is no number."
                : given[at] == -wanted[at]
                        ? " has the wrong sign."
                        : given[at] < wanted[at] ? " is too small." : " is too large.";
        return which + Numbers.significant(given[at], 4) + side;
    }
}
