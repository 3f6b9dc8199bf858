package org.cellwise.layer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.math.SeededRandom;

/** First values of a parameter. */
@FunctionalInterface
public interface Initializer {
    /**
     * Fills {@code values[from … from + size - 1]}.
     *
     * @param fanIn how many inputs a unit sums
     * @param fanOut how many units an input reaches
     */
    void fill(float[] values, int from, int size, int fanIn, int fanOut, SeededRandom random);

    /** What it is, such as {@code he()}; {@code own} for a function of your own. */
    default String name() {
        return "own";
    }

    /**
     * The one that has this {@link #name}. Numbers that were given, and functions of a user's own, are in no name: what
     * stands for them says so when it is to fill anything.
     */
    static Initializer named(String name) {
        Matcher matcher = Pattern.compile("(\\w+)\\((.*)\\)").matcher(name);
        String[] given = matcher.matches() ? matcher.group(2).split(", ", -1) : new String[0];
        try {
            return switch (given.length == 0 ? name : matcher.group(1)) {
                case "glorot" -> glorot();
                case "he" -> he();
                case "glorotNormal" -> glorotNormal();
                case "heNormal" -> heNormal();
                case "constant" -> constant(Double.parseDouble(given[0]));
                case "normal" -> normal(Double.parseDouble(given[0]));
                case "uniform" -> uniform(Double.parseDouble(given[0]), Double.parseDouble(given[1]));
                default -> lost(name);
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return lost(name);
        }
    }

    private static Initializer lost(String name) {
        return named(name, (values, from, size, in, out, random) -> {
            throw new IllegalArgumentException(
                    "its first weights were " + name + ", which no file keeps: give the layer others with weights(…)");
        });
    }

    /** With a text, for receipts and for whoever looks at it. */
    private static Initializer named(String name, Initializer function) {
        return new Initializer() {
            @Override
            public void fill(float[] values, int from, int size, int fanIn, int fanOut, SeededRandom random) {
                function.fill(values, from, size, fanIn, fanOut, random);
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** All the same. */
    static Initializer constant(double value) {
        return named("constant(" + value + ")", (values, from, size, in, out, random) -> {
            for (int i = from; i < from + size; i++) {
                values[i] = (float) value;
            }
        });
    }

    /** All 0. */
    static Initializer zeros() {
        return constant(0);
    }

    /** Uniform in [low, high). */
    static Initializer uniform(double low, double high) {
        if (!(low <= high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException(
                    "uniform expects a range from a number to a larger one, but got " + low + " and " + high);
        }
        return named("uniform(" + low + ", " + high + ")", (values, from, size, in, out, random) -> {
            for (int i = from; i < from + size; i++) {
                values[i] = (float) random.nextDouble(low, high);
            }
        });
    }

    /** Normal with mean 0. */
    static Initializer normal(double deviation) {
        if (!(deviation >= 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException("normal expects a deviation of 0 or more, but got " + deviation);
        }
        return named("normal(" + deviation + ")", (values, from, size, in, out, random) -> {
            for (int i = from; i < from + size; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
        });
    }

    /** Uniform with variance 2 / (in + out), which keeps signals even both ways (Glorot and Bengio, 2010). */
    static Initializer glorot() {
        return named("glorot()", (values, from, size, in, out, random) -> {
            double limit = Math.sqrt(6.0 / (in + out));
            uniform(-limit, limit).fill(values, from, size, in, out, random);
        });
    }

    /** Uniform with variance 2 / in, which makes up for the half that a rectifier cuts off (He et al., 2015). */
    static Initializer he() {
        return named("he()", (values, from, size, in, out, random) -> {
            double limit = Math.sqrt(6.0 / in);
            uniform(-limit, limit).fill(values, from, size, in, out, random);
        });
    }

    /** Normal with variance 2 / (in + out) (Glorot and Bengio, 2010). */
    static Initializer glorotNormal() {
        return named(
                "glorotNormal()",
                (values, from, size, in, out, random) ->
                        normal(Math.sqrt(2.0 / (in + out))).fill(values, from, size, in, out, random));
    }

    /** Normal with variance 2 / in (He et al., 2015). */
    static Initializer heNormal() {
        return named(
                "heNormal()",
                (values, from, size, in, out, random) ->
                        normal(Math.sqrt(2.0 / in)).fill(values, from, size, in, out, random));
    }

    /** The given numbers, row by row. */
    static Initializer values(double... given) {
        double[] copy = given.clone();
        return named("numbers(" + copy.length + " of them)", (values, from, size, in, out, random) -> {
            if (copy.length != size) {
                throw new IllegalArgumentException(
                        "This parameter holds " + size + " numbers, but " + copy.length + " were given");
            }
            for (int i = 0; i < size; i++) {
                values[from + i] = (float) copy[i];
            }
        });
    }
}
