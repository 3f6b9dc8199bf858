package org.cellwise.insight;

import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;

/** Which rows are images. */
public final class ImageShape {
    private ImageShape() {}

    /**
     * The shape (channels, height, width) of images that a network reads, or that a first layer without weights makes of
     * rows; null where its rows are something else.
     */
    public static Shape of(Network network) {
        Given.require(network, "A look at images", "a network, as network(…) makes it");
        Shape first = network.layers().get(0).output();
        boolean reshaped = network.layers().get(0).parameters().isEmpty()
                && first.elements() == network.inputShape().elements();
        Shape shape = isImage(network.inputShape()) || !reshaped ? network.inputShape() : first;
        return isImage(shape) ? shape : null;
    }

    /**
     * Of rows of so many numbers, as images of one channel.
     *
     * @throws IllegalArgumentException if these are not as many pixels
     */
    public static Shape of(int numbers, int height, int width) {
        Shape shape = Shape.of(1, height, width);
        if (shape.elements() != numbers) {
            throw new IllegalArgumentException(
                    "An image expects a height and width of the %s numbers in a row, but %s x %s is %s"
                            .formatted(numbers, height, width, shape.elements()));
        }
        return shape;
    }

    private static boolean isImage(Shape shape) {
        return shape.rank() == 3 && (shape.size(0) == 1 || shape.size(0) == 3);
    }
}
