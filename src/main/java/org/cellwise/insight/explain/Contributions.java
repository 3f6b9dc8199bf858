package org.cellwise.insight.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.insight.ImageShape;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What each column of one row, or each pixel of one image, adds to what a network says of it, from what it says of others:
 * the parts add up to the difference.
 *
 * @param method by which they were found
 * @param answer what is explained, in words
 * @param start what the parts are added to, in words: {@code others}, or {@code baseline}
 * @param base what the network says there
 * @param value what it says of the row
 * @param parts one for each column of the table, in its order
 * @param inputs what each input adds, for images; null where parts are of columns alone
 * @param pixels the row in the unit of the table
 * @param image (channels, height, width) where the row is an image; null where it is not
 * @param how how they were found, and how exactly they add up, in words
 */
public record Contributions(
        String method,
        String answer,
        String start,
        double base,
        double value,
        List<Part> parts,
        double[] inputs,
        double[] pixels,
        Shape image,
        String how) {
    private static final int LISTED = 40;

    /**
     * What one column adds.
     *
     * @param words name and value in the row, {@code bill_length_mm = 39.1}
     * @param error standard error, where it is an estimate; 0 where it is exact
     */
    public record Part(String column, String words, double value, double error) {}

    public Contributions {
        parts = List.copyOf(parts);
    }

    /**
     * The same with the inputs shown as an image of one channel: {@code contributions.image(8, 8)}.
     *
     * @throws IllegalArgumentException if the row has not as many numbers, or what was found is no number for each input
     */
    public Contributions image(int height, int width) {
        if (inputs == null) {
            throw new IllegalArgumentException(
                    "%s are of columns, not of pixels: call integratedGradients(net, data, row)".formatted(method));
        }
        Shape shape = ImageShape.of(inputs.length, height, width);
        return new Contributions(method, answer, start, base, value, parts, inputs, pixels, shape, how);
    }

    /** The largest first, by size. */
    public List<Part> largest() {
        return parts.stream()
                .sorted(Comparator.comparingDouble((Part part) -> -Math.abs(part.value)))
                .toList();
    }

    /** What all parts add up to. */
    public double sum() {
        return parts.stream().mapToDouble(Part::value).sum();
    }

    /** {@code SHAP values: the probability of Adelie is 0.93}. */
    public String title() {
        return "%s: %s is %s".formatted(method, answer, Numbers.significant(value, 3));
    }

    /** {@code +1.3}, {@code -0.02}. */
    public static String signed(double value) {
        return (value > 0 ? "+" : "") + Numbers.significant(value, 2);
    }

    /** The parts in words, the largest first. */
    @Override
    public String toString() {
        String largest = largest().stream()
                .limit(image == null ? LISTED : 0)
                .map(part -> "\n%s: %s%s"
                        .formatted(
                                part.words,
                                signed(part.value),
                                part.error == 0 ? "" : " ± " + Numbers.significant(part.error, 1)))
                .collect(Collectors.joining());
        int more = image == null ? parts.size() - LISTED : 0;
        String rest = more <= 0 ? "" : "\nand %s more: parts()".formatted(Names.count(more, "column"));
        return "%s, %s of %s; %s%s%s".formatted(title(), Numbers.significant(base, 3), start, how, largest, rest);
    }

    /** The largest parts in a line: {@code bill_length_mm = 39.1: +1.3, …}. */
    public String words() {
        return Names.list(largest().stream()
                .map(part -> part.words + ": " + signed(part.value))
                .toList());
    }
}
