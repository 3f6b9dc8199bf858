package org.cellwise.insight;

import java.util.List;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;

/**
 * How much one head of attention takes from each square of an image: the class token, where there is one, else all squares
 * on average.
 *
 * @param layer of the network, such as {@code transformer_block_1.residual_1.self_attention_1}
 * @param head counted from 1
 * @param weights by row and column of the squares
 */
public record PatchAttention(String layer, int head, double[][] weights) {
    /**
     * Of all heads for one image, in order.
     *
     * @throws IllegalArgumentException if the network does not read images, or has no attention over squares of them
     */
    public static List<PatchAttention> of(Network network, double... image) {
        Given.require(network, "patchAttention", "a network, as network(…) makes it");
        Shape shape = network.inputShape();
        if (shape.rank() != 3) {
            throw new IllegalArgumentException(
                    "patchAttention expects a network that reads images (channels x height x width), but this one reads "
                            + shape + ": begin with inputs(1, height, width) and patchEmbedding(…)");
        }
        return AttentionMap.of(network, image).stream()
                .map(map -> new PatchAttention(map.layer(), map.head(), squares(map.weights(), shape)))
                .toList();
    }

    private static double[][] squares(double[][] weights, Shape image) {
        int places = weights[0].length;
        for (int token = 0; token <= 1; token++) {
            int across = across(places - token, image);
            if (across > 0) {
                double[][] squares = new double[(places - token) / across][across];
                for (int i = 0; i < places - token; i++) {
                    squares[i / across][i % across] = token == 1 ? weights[0][1 + i] : mean(weights, i);
                }
                return squares;
            }
        }
        throw new IllegalArgumentException(
                "patchAttention expects places that are the squares of an image, with a class token before them or not, but %s places are none of an image of %s"
                        .formatted(places, image));
    }

    /** How many squares stand side by side; 0 where so many do not cover the image. */
    private static int across(int squares, Shape image) {
        for (int side = 1; side <= Math.min(image.size(1), image.size(2)); side++) {
            boolean even = image.size(1) % side == 0 && image.size(2) % side == 0;
            if (even && image.size(1) / side * (image.size(2) / side) == squares) {
                return image.size(2) / side;
            }
        }
        return 0;
    }

    private static double mean(double[][] weights, int key) {
        double sum = 0;
        for (double[] row : weights) {
            sum += row[key];
        }
        return sum / weights.length;
    }
}
