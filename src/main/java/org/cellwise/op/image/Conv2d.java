package org.cellwise.op.image;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.math.Patches;
import org.cellwise.op.activation.Epilogue;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Convolution of images: x (B, C, H, W), w (C, k, k, O), b (O) or none, y (B, O, H', W') with H' = (H + 2 padding - k) /
 * stride + 1. The items are slices of the batch, or, going forward on fewer images than slices, rows of patches. Each slice
 * has its own share of the gradient of w, which are added in order.
 *
 * @param after an activation done in place, null for none
 */
public record Conv2d(Patches patches, Epilogue after) implements Ranged {
    private static final String NAME = "conv2d";
    /** Places of a slice beyond which the gradient of w is added in parts, {@link Compensated}, ... */
    private static final int MANY_PLACES = 4096;
    /** ... of at least so many places. */
    private static final int PART = 512;

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        Shape image = Shape.of(patches.channels(), patches.height(), patches.width());
        if (x.rank() != 4 || !x.dropFirst().equals(image)) {
            throw new IllegalArgumentException("conv2d expects images " + image + ", but got a batch " + x);
        }
        if (w.rank() != 4 || w.elements() != (long) patches.rows() * w.last()) {
            throw new IllegalArgumentException(
                    "conv2d expects weights (channels x kernel x kernel x filters) for images " + image + ", but got "
                            + w);
        }
        return Shape.of(x.size(0), w.last(), patches.down(), patches.across());
    }

    @Override
    public int items(Node node) {
        return BatchSlices.count(node);
    }

    @Override
    public long cost(Node node) {
        long products = (long) patches.rows() * node.output().size();
        return products / Math.max(1, items(node));
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) node.output().size() * patches.rows();
    }

    /** In training a share of the weights' gradient for each slice. */
    @Override
    public void prepare(Node node) {
        if (node.differentiates()) {
            BatchSlices.shares(NAME, node);
            if (isMany(node)) {
                node.saved(1, BatchSlices.shares(NAME, node).length);
                node.saved(2, BatchSlices.shares(NAME, node).length);
            }
        }
    }

    private boolean isMany(Node node) {
        return (long) BatchSlices.batch(node) * patches.places() > (long) MANY_PLACES * items(node);
    }

    @Override
    public void forward(Node node) {
        int images = BatchSlices.batch(node);
        if (images >= BatchSlices.MOST || Ranged.isSmall(node, items(node), cost(node))) {
            Ranged.super.forward(node);
            return;
        }
        long cost = (long) patches.rows() * node.output().size() / patches.down();
        node.compute().range(patches.down(), cost, (top, bottom) -> forward(node, 0, images, top, bottom));
        if (after != null) {
            after.apply(
                    node.compute().math(),
                    node.output().data(),
                    0,
                    node.output().size());
        }
    }

    @Override
    public void forward(Node node, int from, int to) {
        int first = BatchSlices.first(node, from);
        int images = BatchSlices.first(node, to) - first;
        forward(node, first, images, 0, patches.down());
        if (after != null) {
            int size = BatchSlices.imageSize(node.output());
            after.apply(node.compute().math(), node.output().data(), first * size, images * size);
        }
    }

    private void forward(Node node, int first, int images, int top, int bottom) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor b = node.inputs() == 3 ? node.input(2) : null;
        node.compute()
                .math()
                .convolve(
                        patches,
                        images,
                        top,
                        bottom,
                        x.data(),
                        x.offset() + first * BatchSlices.imageSize(x),
                        w.data(),
                        w.offset(),
                        w.shape().last(),
                        b == null ? null : b.data(),
                        b == null ? 0 : b.offset(),
                        node.output().data(),
                        first * BatchSlices.imageSize(node.output()));
    }

    @Override
    public void backward(Node node) {
        Ranged.super.backward(node);
        if (node.needsGradient(1)) {
            BatchSlices.addShares(NAME, node);
        }
        if (node.inputs() == 3 && node.needsGradient(2)) {
            BatchSlices.addToBias(node, 3);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        for (int slice = from; slice < to; slice++) {
            backward(node, slice);
        }
    }

    private void backward(Node node, int slice) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int filters = w.shape().last();
        int first = BatchSlices.first(node, slice);
        int images = BatchSlices.first(node, slice + 1) - first;
        int atX = x.offset() + first * BatchSlices.imageSize(x);
        int at = first * BatchSlices.imageSize(node.output());
        float[] dy = node.output().gradient();
        if (after != null) {
            after.timesSlope(node.output().data(), dy, at, images * BatchSlices.imageSize(node.output()));
        }
        if (node.needsGradient(1)) {
            addToShare(node, slice, first, images);
        }
        if (node.needsGradient(0)) {
            node.compute()
                    .math()
                    .convolutionToInputs(patches, images, dy, at, w.data(), w.offset(), filters, x.gradient(), atX);
        }
    }

    /** The gradient of the weights by some images, where they are many in parts. */
    private void addToShare(Node node, int slice, int first, int images) {
        Tensor x = node.input(0);
        int size = node.input(1).size();
        int filters = node.input(1).shape().last();
        float[] shares = BatchSlices.shares(NAME, node);
        Arrays.fill(shares, slice * size, (slice + 1) * size, 0f);
        boolean many = isMany(node);
        float[] part = many ? node.saved(1, shares.length) : shares;
        float[] lost = many ? node.saved(2, shares.length) : null;
        if (many) {
            Arrays.fill(part, slice * size, (slice + 1) * size, 0f);
            Arrays.fill(lost, slice * size, (slice + 1) * size, 0f);
        }
        int step = many ? Math.max(1, PART / patches.places()) : Math.max(1, images);
        for (int image = first; image < first + images; image += step) {
            int count = Math.min(step, first + images - image);
            int atX = x.offset() + image * BatchSlices.imageSize(x);
            int at = image * BatchSlices.imageSize(node.output());
            float[] dy = node.output().gradient();
            node.compute()
                    .math()
                    .convolutionToWeights(patches, count, x.data(), atX, dy, at, filters, part, slice * size);
            if (many) {
                Compensated.add(size, part, slice * size, shares, slice * size, lost, slice * size);
            }
        }
    }
}
