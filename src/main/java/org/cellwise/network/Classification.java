package org.cellwise.network;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.text.Numbers;

/**
 * What a network takes one row for.
 *
 * @param names of the classes
 * @param probabilities one for each class, adding up to 1
 */
public record Classification(List<String> names, List<Double> probabilities) {
    /** Index of the likeliest class. */
    public int index() {
        return IntStream.range(0, names.size())
                .reduce((a, b) -> probabilities.get(b) > probabilities.get(a) ? b : a)
                .orElseThrow();
    }

    /** Name of the likeliest class. */
    public String label() {
        return names.get(index());
    }

    /** Probability of the likeliest class. */
    public double probability() {
        return probabilities.get(index());
    }

    /** {@code Gentoo (Gentoo 0.981, Adelie 0.012, Chinstrap 0.007)}, likeliest first, ten at most. */
    @Override
    public String toString() {
        return IntStream.range(0, names.size())
                .boxed()
                .sorted((a, b) -> Double.compare(probabilities.get(b), probabilities.get(a)))
                .limit(10)
                .map(i -> names.get(i) + " " + Numbers.fixed(probabilities.get(i), 3))
                .collect(Collectors.joining(", ", label() + " (", ")"));
    }
}
