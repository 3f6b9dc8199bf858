package org.cellwise.op.image;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/**
 * How a convolution is cut: slices of the batch of images x, of which each has its own share of the gradient of the weights
 * w, added in order. Inputs of its node are x (B, …), w and b or none.
 */
final class BatchSlices {
    static final int MOST = 8;

    /** The slot of the shares, a size of w for each slice. */
    private static final int SHARES = 0;

    private BatchSlices() {}

    static int batch(Node node) {
        return node.input(0).shape().size(0);
    }

    /** How many slices there are. */
    static int count(Node node) {
        return Math.min(MOST, batch(node));
    }

    /** The first image of a slice; of the one behind the last how many there are. */
    static int first(Node node, int slice) {
        return (int) ((long) slice * batch(node) / count(node));
    }

    /** Numbers of one image of a batch. */
    static int imageSize(Tensor images) {
        return images.size() / images.shape().size(0);
    }

    /** Room for the share of each slice. */
    static float[] shares(String op, Node node) {
        return node.saved(
                SHARES,
                Shapes.size(
                        op,
                        "numbers for the gradients of its weights: use fewer filters or a smaller kernel, or freeze it",
                        (double) count(node) * node.input(1).size()));
    }

    /** Adds the shares to the gradient of the weights. */
    static void addShares(String op, Node node) {
        Tensor w = node.input(1);
        for (int slice = 0; slice < count(node); slice++) {
            node.compute().math().axpy(w.size(), 1, shares(op, node), slice * w.size(), w.gradient(), w.offset());
        }
    }

    /**
     * Adds to the gradient of b what all places of all images say.
     *
     * @param slot for sums of a part of the images
     */
    static void addToBias(Node node, int slot) {
        Tensor b = node.input(2);
        int filters = b.size();
        int places = imageSize(node.output()) / filters;
        int images = batch(node);
        float[] part = node.saved(slot, 2 * filters); // and what rounding left out
        Arrays.fill(part, 0, 2 * filters, 0f);
        for (int image = 0; image < images; image++) {
            for (int filter = 0; filter < filters; filter++) {
                int at = (image * filters + filter) * places;
                part[filter] += node.compute().math().sum(node.output().gradient(), at, places);
            }
            if (image % Compensated.BLOCK == Compensated.BLOCK - 1 || image == images - 1) {
                Compensated.add(filters, part, 0, b.gradient(), b.offset(), part, filters);
            }
        }
    }
}
