package org.cellwise.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.layer.Scale;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * What the numbers that a network puts out are. Its layers say it, as far as they decide it; training decides the rest,
 * by its loss and its data; and whoever reads outputs asks it: metrics, reports, pictures, {@link Network#classify}.
 *
 * @param kind what is answered
 * @param scale on which; never {@link Scale#OPEN} once training has begun
 * @param names of the classes, of two of them where one output stands for both; of yes-or-no answers or numbers one for
 *     each output; none while they are unknown
 * @param width how many outputs make one answer
 * @param positions how many answers there are for one row: 1, or one for each position of a sequence
 */
public record OutputMeaning(Kind kind, Scale scale, List<String> names, int width, int positions) {
    /** What is answered. */
    public enum Kind {
        /** Not known before training. */
        OPEN,
        /** One of several classes, one output for each. */
        CLASSES,
        /** One of two classes on one output, which is above the threshold for the second. */
        TWO_CLASSES,
        /** Several questions, yes or no, one output for each. */
        ANSWERS,
        /** Numbers that stand for no classes. */
        NUMBERS
    }

    public OutputMeaning {
        names = List.copyOf(names);
    }

    /** As far as the layers of a network say it: the last axis of a sequence or an image holds one answer. */
    static OutputMeaning of(Scale scale, Shape output) {
        boolean classes = scale == Scale.DISTRIBUTION || scale == Scale.LOG_DISTRIBUTION;
        boolean single = output.rank() < 2 || output.rank() > 2 && output.last() == 1;
        int width = single ? output.elements() : output.last();
        return new OutputMeaning(
                classes ? Kind.CLASSES : Kind.OPEN, scale, List.of(), width, output.elements() / width);
    }

    /** As far as a loss says it, before there is data: on which scale, and of what kind if that takes no data. */
    public OutputMeaning read(Reading reading) {
        Kind now = switch (reading) {
            case CLASS_LOGITS -> Kind.CLASSES;
            case ANSWER_LOGITS -> width == 1 ? Kind.TWO_CLASSES : Kind.OPEN;
            case VALUES -> kind;
            case LABELS -> Kind.NUMBERS;
        };
        Scale read = reading.logits() ? Scale.LOGITS : Scale.VALUES;
        return new OutputMeaning(now, scale == Scale.OPEN ? read : scale, names, width, positions);
    }

    /** With the kind and the names that data gave, {@code width} outputs for an answer. */
    public OutputMeaning of(Kind decided, List<String> known, int outputs, int places) {
        return new OutputMeaning(decided, scale, known, outputs, places);
    }

    /** With names for the answers where it has none: those of a network's outputs. */
    private OutputMeaning named(List<String> outputs) {
        if (!names.isEmpty()) {
            return this;
        }
        List<String> known = outputs.size() == width ? outputs : Names.numbered("y", 1, width);
        return of(
                kind,
                kind == Kind.TWO_CLASSES ? List.of("not " + known.get(0), known.get(0)) : known,
                width,
                positions);
    }

    /**
     * As outputs are read where neither training nor layers said what they are: logits of classes, one output each, or of
     * two classes on one output.
     */
    public OutputMeaning orClasses() {
        Kind classes = kind != Kind.OPEN ? kind : width == 1 ? Kind.TWO_CLASSES : Kind.CLASSES;
        return new OutputMeaning(classes, scale, names, width, positions).settled();
    }

    /**
     * What to do about data that has only some of the classes that the network was trained on, to end an error with; empty
     * where that is not so.
     */
    public Optional<String> lacking(List<String> classes) {
        if (!isDiscrete() || kind == Kind.ANSWERS || names.size() <= classes.size() || !names.containsAll(classes)) {
            return Optional.empty();
        }
        String all =
                names.stream().map(name -> ", \"" + Names.shorten(name) + '"').collect(Collectors.joining());
        return Optional.of(
                "the data has only %s of the %s classes that the network was trained on: take rows of all of them, or name them all with arrays, dataset(features, labels%s)"
                        .formatted(classes.size(), names.size(), all));
    }

    /** As {@link #orClasses}, with names; refuses what training is going to make classes or numbers of. */
    OutputMeaning toClassify(List<String> outputs) {
        if (kind == Kind.OPEN && scale == Scale.VALUES) {
            throw new IllegalStateException(
                    "classify expects outputs that stand for classes, but before training nothing"
                            + " says whether " + Names.list(outputs) + (outputs.size() == 1 ? " does" : " do")
                            + ": train the network, or use predict(…)");
        }
        return orClasses().named(outputs);
    }

    /** Refuses outputs that hold several answers for one row. */
    void requireOne(String who) {
        if (positions > 1) {
            throw new IllegalStateException(who + " gives one answer for a row, but the network answers for each of "
                    + positions + " positions: use classifyEach(…)");
        }
    }

    /** What the outputs for one row say at each position. */
    List<Classification> classifications(float... outputs) {
        return IntStream.range(0, positions)
                .mapToObj(position -> classification(outputs, position * width))
                .toList();
    }

    /** With a scale where none is known: logits of classes, and numbers as they are. */
    public OutputMeaning settled() {
        Scale known = scale != Scale.OPEN ? scale : isDiscrete() ? Scale.LOGITS : Scale.VALUES;
        return known == scale ? this : new OutputMeaning(kind, known, names, width, positions);
    }

    /** Whether outputs stand for classes, or for answers of yes and no, rather than for numbers. */
    public boolean isDiscrete() {
        return kind == Kind.CLASSES || kind == Kind.TWO_CLASSES || kind == Kind.ANSWERS;
    }

    /** What an output must exceed for yes, or for the second of two classes: 0 of logits, else a half. */
    public double threshold() {
        return scale == Scale.LOGITS || scale == Scale.OPEN ? 0 : 0.5;
    }

    /**
     * Index of the class that outputs stand for: of the largest, the first of equal ones; of a single output 1 where it is above
     * the threshold, else 0.
     *
     * @param outputs of which those from {@code at} on count, {@code width} of them
     * @return -1 where one of them is not finite
     */
    public int predicted(float[] outputs, int at) {
        if (width == 1) {
            return !Float.isFinite(outputs[at]) ? -1 : outputs[at] > threshold() ? 1 : 0;
        }
        int best = 0;
        float largest = outputs[at];
        boolean finite = Float.isFinite(largest);
        for (int i = 1; i < width; i++) {
            float output = outputs[at + i];
            finite &= Float.isFinite(output);
            best = output > largest ? i : best;
            largest = Math.max(output, largest);
        }
        return finite ? best : -1;
    }

    /** Whether a question is answered with yes; an output that is not finite answers none. */
    public boolean isYes(float[] outputs, int at, int question) {
        return outputs[at + question] > threshold();
    }

    /** Whether all outputs of an answer are finite. */
    public boolean finite(float[] outputs, int at) {
        for (int i = 0; i < width; i++) {
            if (!Float.isFinite(outputs[at + i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Probabilities that outputs stand for: of classes, adding up to 1, two of a single output; of yes-or-no answers that
     * of yes, each by itself. Logits pass softmax or the sigmoid. Values that were trained towards 0 and 1 become the
     * distribution that is nearest to them (Duchi et al., 2008). NaN where outputs are not finite.
     *
     * @throws IllegalStateException if outputs are numbers
     */
    public double[] probabilities(float[] outputs, int at) {
        requireDiscrete();
        if (kind == Kind.ANSWERS) {
            return IntStream.range(0, width)
                    .mapToDouble(i -> probability(outputs[at + i]))
                    .toArray();
        }
        if (width == 1) {
            double p = probability(outputs[at]);
            return new double[] {1 - p, p};
        }
        double[] p = new double[width];
        for (int i = 0; i < width; i++) {
            p[i] = outputs[at + i];
        }
        return switch (scale) {
            case PROBABILITIES, DISTRIBUTION, BITS -> Distributions.normalized(p);
            case VALUES -> Distributions.nearest(p);
            default -> Distributions.softmax(p);
        };
    }

    /** As {@link #probabilities(float[], int)}, of the outputs for one row. */
    public double[] probabilities(double... outputs) {
        float[] floats = new float[outputs.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) outputs[i];
        }
        return probabilities(floats, 0);
    }

    private double probability(float output) {
        return threshold() == 0
                ? 1 / (1 + Math.exp(-output))
                : Float.isNaN(output) ? Double.NaN : Math.min(1, Math.max(0, output));
    }

    /**
     * Numbers that grow with the probability of a class, or of a yes, and that still differ where probabilities are rounded
     * to 0 or 1: of logits the logarithm of the odds. One for each of {@link #probabilities}.
     */
    public double[] scores(float[] outputs, int at) {
        double[] x = doubles(outputs, at);
        if (kind != Kind.CLASSES) {
            return kind == Kind.TWO_CLASSES ? new double[] {-x[0], x[0]} : x;
        }
        return switch (scale) {
            case LOGITS, LOG_DISTRIBUTION -> Distributions.logOdds(x);
            case PROBABILITIES, BITS -> Distributions.normalized(x);
            default -> x;
        };
    }

    private double[] doubles(float[] outputs, int at) {
        return IntStream.range(0, width).mapToDouble(i -> outputs[at + i]).toArray();
    }

    /**
     * What outputs stand for, in words.
     *
     * @throws IllegalStateException if they are numbers
     * @throws IllegalArgumentException if one is not finite
     */
    public Classification classification(float[] outputs, int at) {
        requireDiscrete();
        if (!finite(outputs, at)) {
            throw new IllegalArgumentException("classify expects finite outputs, but they are "
                    + Arrays.toString(Arrays.copyOfRange(outputs, at, at + width))
                    + ": the network's weights may have diverged; train again with a smaller learning rate");
        }
        List<Integer> given = new ArrayList<>();
        if (kind == Kind.ANSWERS) {
            IntStream.range(0, width).filter(i -> isYes(outputs, at, i)).forEach(given::add);
        } else {
            given.add(predicted(outputs, at));
        }
        List<Double> p = Arrays.stream(probabilities(outputs, at)).boxed().toList();
        return new Classification(names, p, given, kind != Kind.ANSWERS);
    }

    /** In words, such as {@code logits of the classes Adelie, Chinstrap, Gentoo}. */
    @Override
    public String toString() {
        String those = names.isEmpty() ? "" : " " + Names.list(names);
        String what = switch (kind) {
            case OPEN -> "an answer that training decides";
            case CLASSES -> "the classes" + those;
            case TWO_CLASSES -> "two classes" + those + " on one output";
            case ANSWERS -> Names.count(width, "yes-or-no answer") + those;
            case NUMBERS -> "the numbers" + those;
        };
        String on = switch (scale) {
            case OPEN -> "any numbers";
            case LOGITS -> "logits";
            case VALUES -> "values";
            case PROBABILITIES, DISTRIBUTION -> "probabilities";
            case LOG_DISTRIBUTION -> "log-probabilities";
            case BITS -> "0 or 1";
        };
        return on + " of " + what + (positions == 1 ? "" : ", at each of " + positions + " positions");
    }

    private void requireDiscrete() {
        if (!isDiscrete()) {
            String what = names.isEmpty() ? "The output" : Names.list(names);
            throw new IllegalStateException(
                    what + (names.size() > 1 ? " are numbers" : " is a number") + ": use predict(…)");
        }
    }
}
