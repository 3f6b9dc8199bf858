package org.cellwise.course;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.cellwise.network.Network;

/** Looks at an answer: a number, numbers, a text, a network, or a function. */
@FunctionalInterface
interface Check {
    /** What is right or wrong about it; an exception says that it could not even be looked at. */
    Verdict of(Object answer);

    /** A function of one number, as an answer. */
    record OfNumber(DoubleUnaryOperator function) {}

    /** A function of two vectors, as an answer. */
    record OfVectors(ToDoubleBiFunction<double[], double[]> function) {}

    /** A check of networks. */
    static Check network(java.util.function.Function<Network, Verdict> check) {
        return answer -> answer instanceof Network network
                ? check.apply(network)
                : Verdict.wrong("The answer is a network, as network(…) makes it, but this is " + kind(answer) + ".");
    }

    /** What an answer is, in a few words. */
    static String kind(Object answer) {
        if (answer == null) {
            return "null";
        }
        if (answer instanceof Number) {
            return "a number";
        }
        if (answer instanceof OfNumber) {
            return "a function of one number";
        }
        if (answer instanceof OfVectors) {
            return "a function of two vectors";
        }
        return answer instanceof CharSequence
                ? "a text"
                : "a " + answer.getClass().getSimpleName();
    }
}
