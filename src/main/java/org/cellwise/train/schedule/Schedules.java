package org.cellwise.train.schedule;

import java.util.List;
import java.util.Objects;
import org.cellwise.train.state.History;

/** The schedules by name. Lengths are in epochs, counted over all calls of {@code fit}. */
public final class Schedules {
    private static final Schedule CONSTANT = new Named("constant", (epoch, history) -> 1, List.of("constant"));

    private Schedules() {}

    private record Named(String name, Schedule course, List<Object> known) implements Schedule {
        @Override
        public List<Object> describe() {
            return known == null ? Schedule.super.describe() : known;
        }

        @Override
        public double factor(double epoch, History history) {
            return course.factor(epoch, history);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Your own, with a name that receipts tell it by. */
    public static Schedule schedule(String name, Schedule course) {
        return new Named(name, course, null);
    }

    /** With a name in any case, since the text of a lambda differs from run to run. */
    public static Schedule named(Schedule course) {
        return course instanceof Named ? course : schedule("own schedule", course);
    }

    /** The same rate throughout. */
    public static Schedule constant() {
        return CONSTANT;
    }

    /**
     * Times {@code factor} after every so many epochs.
     *
     * @throws IllegalArgumentException if there is not an epoch or more, or the factor is not above 0 and at most 1
     */
    public static Schedule step(int epochs, double factor) {
        length("stepDecay", epochs);
        part("stepDecay", factor);
        return new Named(
                "stepDecay(" + epochs + ", " + factor + ")",
                (epoch, history) -> StrictMath.pow(factor, Math.floor(epoch / epochs)),
                List.of("stepDecay", epochs, factor));
    }

    /**
     * Times {@code factor} with every epoch, bit by bit.
     *
     * @throws IllegalArgumentException if the factor is not above 0 and at most 1
     */
    public static Schedule exponential(double factor) {
        part("exponentialDecay", factor);
        return new Named(
                "exponentialDecay(" + factor + ")",
                (epoch, history) -> StrictMath.pow(factor, epoch),
                List.of("exponentialDecay", factor));
    }

    /**
     * Half a wave of the cosine from 1 down to 0 (Loshchilov and Hutter, 2017); 0 after.
     *
     * @throws IllegalArgumentException if there is not an epoch or more
     */
    public static Schedule cosine(int epochs) {
        length("cosineDecay", epochs);
        return new Named(
                "cosineDecay(" + epochs + ")",
                (epoch, history) -> halfWave(1, 0, epoch / epochs),
                List.of("cosineDecay", epochs));
    }

    /**
     * From near 0 up to the full rate in a straight line, then as {@code after} says from its own beginning on.
     *
     * @throws IllegalArgumentException if there is not an epoch or more
     */
    public static Schedule warmUp(int epochs, Schedule after) {
        length("warmUp", epochs);
        Objects.requireNonNull(after, "warmUp expects the schedule that follows it, such as constant(), but got null");
        List<Object> following = after instanceof Named named ? named.known : null;
        return new Named(
                "warmUp(" + epochs + ", " + after + ")",
                (epoch, history) ->
                        epoch < epochs ? Math.max(1e-3, epoch / epochs) : after.factor(epoch - epochs, history),
                following == null ? null : List.of("warmUp", epochs, following));
    }

    /**
     * One cycle (Smith and Topin, 2018): from 1/25 of the rate up to it over the first 30 % of the epochs, then down to
     * 1/250,000 of it, both in half waves of the cosine.
     *
     * @throws IllegalArgumentException if there is not an epoch or more
     */
    public static Schedule oneCycle(int epochs) {
        length("oneCycle", epochs);
        double top = 0.3 * epochs;
        return new Named(
                "oneCycle(" + epochs + ")",
                (epoch, history) -> epoch < top
                        ? halfWave(1 / 25.0, 1, epoch / top)
                        : halfWave(1, 1 / 250_000.0, (epoch - top) / (epochs - top)),
                List.of("oneCycle", epochs));
    }

    /**
     * Times {@code factor} whenever the validation loss (the training loss where there is none) has not got better for
     * more than so many epochs.
     *
     * @throws IllegalArgumentException if the factor is not above 0 and at most 1, or the patience below 0
     */
    public static Schedule reduceOnPlateau(double factor, int patience) {
        part("reduceOnPlateau", factor);
        if (patience < 0) {
            throw new IllegalArgumentException("reduceOnPlateau expects a patience from 0, but got " + patience);
        }
        Plateaus plateaus = new Plateaus(patience);
        return new Named(
                "reduceOnPlateau(" + factor + ", " + patience + ")",
                (epoch, history) -> StrictMath.pow(factor, plateaus.in(history)),
                List.of("reduceOnPlateau", factor, patience));
    }

    /**
     * The schedule that described itself so.
     *
     * @throws IllegalArgumentException if there is no such schedule
     */
    public static Schedule of(List<?> description) {
        String kind = String.valueOf(description.get(0));
        return switch (kind) {
            case "constant" -> constant();
            case "stepDecay" -> step((int) number(description, 1), number(description, 2));
            case "exponentialDecay" -> exponential(number(description, 1));
            case "cosineDecay" -> cosine((int) number(description, 1));
            case "warmUp" -> warmUp((int) number(description, 1), of((List<?>) description.get(2)));
            case "oneCycle" -> oneCycle((int) number(description, 1));
            case "reduceOnPlateau" -> reduceOnPlateau(number(description, 1), (int) number(description, 2));
            default -> throw new IllegalArgumentException("There is no schedule of the kind \"" + kind + "\"");
        };
    }

    private static double number(List<?> description, int place) {
        return ((Number) description.get(place)).doubleValue();
    }

    private static double halfWave(double from, double to, double part) {
        double done = Math.min(1, part);
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }

    private static void length(String schedule, int epochs) {
        if (epochs < 1) {
            throw new IllegalArgumentException(schedule + " expects at least 1 epoch, but got " + epochs);
        }
    }

    private static void part(String schedule, double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException(schedule + " expects a factor above 0 and at most 1, but got " + factor);
        }
    }
}
