package org.cellwise.train.optimizer;

import java.util.List;
import java.util.Map;

/**
 * How weights move against their gradients. A value: what it remembers from step to step stands in arrays that a
 * {@code Step} keeps, so that training can be rewound.
 */
public interface Optimizer {
    /** In the field's words, such as {@code Adam}. */
    String name();

    /** How far a step goes. */
    double learningRate();

    /** How many numbers it remembers for each weight. */
    int slots();

    /** Part of each weight that decays with a step, in units of the learning rate; 0 for none. */
    double weightDecay();

    /**
     * Moves weights {@code from … to - 1}.
     *
     * @param learningRate of this step
     * @param decay weight decay that applies to these weights, 0 for biases
     * @param step counted from 1
     */
    void update(Flat flat, int from, int to, double learningRate, double decay, long step);

    /**
     * Kind and settings, plain values from which {@link #of} makes the same optimizer again, on another machine.
     *
     * @throws IllegalStateException if it is one of one's own
     */
    default Map<String, Object> describe() {
        throw new IllegalStateException(
                "The optimizer " + name()
                        + " is your own, and cannot be told to other machines: use one of the library's, or train on one machine");
    }

    /**
     * The optimizer that described itself so.
     *
     * @throws IllegalArgumentException if there is no such optimizer
     */
    static Optimizer of(Map<String, Object> description) {
        String kind = String.valueOf(description.get("kind"));
        double[] s = ((List<?>) description.get("settings"))
                .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
        return switch (kind) {
            case "adam" -> new Adam(s[0], s[1], s[2], s[3], s[4]);
            case "sgd" -> new Sgd(s[0], s[1], s[2] != 0, s[3]);
            case "rmsProp" -> new RmsProp(s[0], s[1], s[2], s[3]);
            case "adagrad" -> new Adagrad(s[0], s[1], s[2]);
            default -> throw new IllegalArgumentException("There is no optimizer of the kind \"" + kind + "\"");
        };
    }

    /**
     * The arrays that a step works on: all of a network's, or a part of them.
     *
     * @param weights moved in place
     * @param gradients one for each weight
     * @param slots what is remembered, one number for each weight in each array
     */
    record Flat(float[] weights, float[] gradients, float[][] slots) {}

    /** Refuses a part that is not from 0 to below 1. */
    static double checkPart(String optimizer, String what, double part) {
        if (!(part >= 0 && part < 1)) {
            throw new IllegalArgumentException(
                    optimizer + " expects a " + what + " from 0 to below 1, but got " + part);
        }
        return part;
    }

    /** Refuses a weight decay below 0. */
    static double checkDecay(String optimizer, double decay) {
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException(
                    optimizer + " expects a weight decay of 0 or more, such as 0.01, but got " + decay);
        }
        return decay;
    }

    /** Refuses an epsilon below 0. */
    static double checkEpsilon(String optimizer, double epsilon) {
        if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    optimizer + " expects an epsilon of 0 or more, such as 1e-8, but got " + epsilon);
        }
        return epsilon;
    }

    /** Refuses a learning rate that is not above zero. */
    static double checkLearningRate(String optimizer, double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    optimizer + " expects a learning rate above 0, such as 0.01, but got " + rate);
        }
        return rate;
    }
}
