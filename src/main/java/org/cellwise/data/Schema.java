package org.cellwise.data;

import java.util.Arrays;
import java.util.List;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * What rows of data look like: what goes into a network, and what should come out.
 *
 * @param inputShape shape of the features of one row: {@code 4}, or {@code 1 x 8 x 8} for an image
 * @param inputNames one for each number of the features, in the order of the rows
 * @param classification whether targets are classes; otherwise they are numbers
 * @param outputNames the classes, or the names of the numeric targets
 * @param targetShape of classes, the shape of the positions that have one: none ({@code Shape.of()}) for one class a
 *     row, (T) for a class at each of T positions, (H, W) for each pixel; of K numbers (K), or (T, K) for K numbers at
 *     each of T positions
 */
public record Schema(
        Shape inputShape,
        List<String> inputNames,
        boolean classification,
        List<String> outputNames,
        Shape targetShape) {
    public Schema {
        Given.require(inputNames, "A schema", "names of inputs");
        Given.require(outputNames, "A schema", "names of outputs or classes");
        inputNames = List.copyOf(inputNames);
        outputNames = List.copyOf(outputNames);
        if (inputShape.elements() < 1 || inputNames.size() != inputShape.elements()) {
            throw new IllegalArgumentException(
                    "A schema expects a name for each number of a row, but there are %s names (%s) for the shape %s"
                            .formatted(inputNames.size(), Names.list(inputNames), inputShape));
        }
        Names.requireDistinct("input", inputNames);
        Names.requireDistinct("output", outputNames);
        if (classification && outputNames.size() < 2) {
            throw new IllegalArgumentException("A classification expects 2 classes or more, but there is only \"%s\""
                    .formatted(Names.list(outputNames)));
        }
        if (classification && outputNames.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "Names of classes expect to be texts that are not blank, but number %s of %s is: give it a name"
                            .formatted(
                                    1
                                            + outputNames.stream()
                                                    .map(String::isBlank)
                                                    .toList()
                                                    .indexOf(true),
                                    outputNames.size()));
        }
        if (targetShape.elements() < 1) {
            throw new IllegalArgumentException(
                    "A schema expects targets of 1 number or more, but their shape is " + targetShape);
        }
        if (!classification && targetShape.last() != outputNames.size()) {
            throw new IllegalArgumentException(
                    "A schema expects a name for each of %s numeric targets, but there are %s (%s)"
                            .formatted(targetShape.last(), outputNames.size(), Names.list(outputNames)));
        }
    }

    /** Rows with one class each. */
    public static Schema ofClass(Shape inputShape, List<String> inputNames, List<String> classes) {
        return new Schema(inputShape, inputNames, true, classes, Shape.of());
    }

    /** Rows with one number for each name. */
    public static Schema ofNumbers(Shape inputShape, List<String> inputNames, List<String> targets) {
        return new Schema(inputShape, inputNames, false, targets, Shape.of(targets.size()));
    }

    /** How many places of a row have a target, and a weight, of their own: 1, or T of a sequence, H · W of an image. */
    public int positions() {
        return classification ? targetShape.elements() : targetShape.rows();
    }

    /** How many floats the target of a row takes: a class index, or one number for each output, at every position. */
    public int targetWidth() {
        return targetShape.elements();
    }

    /** Whether a row has more than one position, or its one position is the only one of a sequence. */
    public boolean hasPositions() {
        return targetShape.rank() > (classification ? 0 : 1);
    }

    /** {@code 4}, {@code 5 x 8}: the shape of the positions. */
    public Shape positionShape() {
        if (classification) {
            return targetShape;
        }
        int[] sizes = targetShape.sizes();
        return Shape.of(Arrays.copyOf(sizes, sizes.length - 1));
    }

    Schema withInputs(Shape shape, List<String> names) {
        return new Schema(shape, names, classification, outputNames, targetShape);
    }

    Schema withOutputs(List<String> names) {
        return new Schema(inputShape, inputNames, classification, names, targetShape);
    }

    Schema withTargets(Shape shape) {
        return new Schema(inputShape, inputNames, classification, outputNames, shape);
    }

    /** {@code 4 features (a, b, c, d)}, or {@code features 1 x 8 x 8 (x1, …)}. */
    String features() {
        String shape =
                inputShape.rank() == 1 ? Names.count(inputShape.elements(), "feature") : "features " + inputShape;
        return "%s (%s)".formatted(shape, Names.list(inputNames));
    }
}
