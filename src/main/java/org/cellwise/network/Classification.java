package org.cellwise.network;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What a network takes one row for: one of several classes, or, where it answers several questions, those with a yes.
 *
 * @param names of the classes or questions
 * @param probabilities one for each: of classes adding up to 1, of questions that of yes
 * @param indices of the likeliest class, or of all questions that are answered with yes
 * @param exclusive whether they are classes of which just one is right
 * @param notes what in the row is unlike all that training has seen, where that is known
 */
public record Classification(
        List<String> names, List<Double> probabilities, List<Integer> indices, boolean exclusive, List<String> notes) {
    private static final int LISTED = 10;

    public Classification {
        notes = List.copyOf(notes);
        names = List.copyOf(names);
        probabilities = List.copyOf(probabilities);
        indices = List.copyOf(indices);
    }

    /** Without notes. */
    public Classification(List<String> names, List<Double> probabilities, List<Integer> indices, boolean exclusive) {
        this(names, probabilities, indices, exclusive, List.of());
    }

    Classification with(List<String> other) {
        return new Classification(names, probabilities, indices, exclusive, other);
    }

    /**
     * Index of the likeliest class.
     *
     * @throws IllegalStateException if several questions were answered
     */
    public int index() {
        if (!exclusive) {
            throw new IllegalStateException("index expects one of several classes, but the network answers "
                    + names.size() + " questions with yes or no: use labels(), or indices()");
        }
        return indices.get(0);
    }

    /** Name of the likeliest class; of several questions the names of those with a yes, or none. */
    public String label() {
        return indices.isEmpty() ? "none" : String.join(", ", labels());
    }

    /** Name of the likeliest class; of several questions the names of those with a yes. */
    public List<String> labels() {
        return indices.stream().map(names::get).toList();
    }

    /**
     * Probability of the likeliest class.
     *
     * @throws IllegalStateException if several questions were answered
     */
    public double probability() {
        return probabilities.get(index());
    }

    /** {@code Gentoo (Gentoo 0.981, Adelie 0.012, Chinstrap 0.007)}, likeliest first, ten at most; then the notes. */
    @Override
    public String toString() {
        return IntStream.range(0, names.size())
                        .boxed()
                        .sorted((a, b) -> Double.compare(probabilities.get(b), probabilities.get(a)))
                        .limit(LISTED)
                        .map(i -> Names.shorten(names.get(i)) + " " + Numbers.fixed(probabilities.get(i), 3))
                        .collect(Collectors.joining(", ", Names.shorten(label()) + " (", ")"))
                + notes.stream().map(note -> "; " + note).collect(Collectors.joining());
    }
}
