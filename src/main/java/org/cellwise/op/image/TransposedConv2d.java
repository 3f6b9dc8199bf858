package org.cellwise.op.image;

import java.util.Arrays;
import org.cellwise.math.Patches;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The convolution that goes the other way, from each number of a small image to a patch of a large one, where patches add
 * up (Zeiler et al., 2010): x (B, C, h, w), weights (O, k, k, C), b (O) or none, y (B, O, H, W). It does forward what
 * {@link Conv2d} of images (O, H, W) with C filters does to its inputs backward, and the other way round. The items are
 * slices of the batch, each with its own share of the gradient of the weights, which are added in order.
 *
 * @param patches those of the large images
 */
public record TransposedConv2d(Patches patches) implements Ranged {
    private static final String NAME = "transposedConv2d";

    /** The slot of the slopes of inputs. */
    private static final int SLOPES = 1;

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        if (x.rank() != 4 || x.size(2) != patches.down() || x.size(3) != patches.across()) {
            throw new IllegalArgumentException("transposedConv2d expects images of %s x %s, but got a batch %s"
                    .formatted(patches.down(), patches.across(), x));
        }
        if (w.rank() != 4 || w.last() != x.size(1) || w.elements() != (long) patches.rows() * w.last()) {
            throw new IllegalArgumentException(
                    "transposedConv2d expects weights (filters x kernel x kernel x channels) for images "
                            + x.dropFirst() + ", but got " + w);
        }
        return Shape.of(x.size(0), patches.channels(), patches.height(), patches.width());
    }

    @Override
    public int items(Node node) {
        return BatchSlices.count(node);
    }

    @Override
    public long cost(Node node) {
        return (long) multiplyAdds(node) / Math.max(1, items(node));
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) node.input(0).size() * patches.rows();
    }

    @Override
    public void prepare(Node node) {
        if (node.differentiates()) {
            BatchSlices.shares(NAME, node);
            node.saved(SLOPES, node.input(0).size());
        }
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor b = node.inputs() == 3 ? node.input(2) : null;
        float[] y = node.output().data();
        int size = BatchSlices.imageSize(node.output());
        int plane = size / patches.channels();
        for (int image = BatchSlices.first(node, from); image < BatchSlices.first(node, to); image++) {
            for (int filter = 0; filter < patches.channels(); filter++) {
                int at = image * size + filter * plane;
                Arrays.fill(y, at, at + plane, b == null ? 0 : b.data()[b.offset() + filter]);
            }
        }
        int first = BatchSlices.first(node, from);
        node.compute()
                .math()
                .convolutionToInputs(
                        patches,
                        BatchSlices.first(node, to) - first,
                        x.data(),
                        x.offset() + first * BatchSlices.imageSize(x),
                        w.data(),
                        w.offset(),
                        w.shape().last(),
                        y,
                        first * size);
    }

    @Override
    public void backward(Node node) {
        Ranged.super.backward(node);
        if (node.needsGradient(1)) {
            BatchSlices.addShares(NAME, node);
        }
        if (node.inputs() == 3 && node.needsGradient(2)) {
            BatchSlices.addToBias(node, 2);
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
        float[] dy = node.output().gradient();
        int first = BatchSlices.first(node, slice);
        int images = BatchSlices.first(node, slice + 1) - first;
        int channels = w.shape().last();
        int at = first * BatchSlices.imageSize(node.output());
        int atX = first * BatchSlices.imageSize(x);
        if (node.needsGradient(1)) {
            float[] shares = BatchSlices.shares(NAME, node);
            Arrays.fill(shares, slice * w.size(), (slice + 1) * w.size(), 0f);
            node.compute()
                    .math()
                    .convolutionToWeights(
                            patches, images, dy, at, x.data(), x.offset() + atX, channels, shares, slice * w.size());
        }
        if (node.needsGradient(0)) {
            float[] slopes = node.saved(SLOPES, x.size());
            node.compute()
                    .math()
                    .convolve(
                            patches,
                            images,
                            0,
                            patches.down(),
                            dy,
                            at,
                            w.data(),
                            w.offset(),
                            channels,
                            null,
                            0,
                            slopes,
                            atX);
            node.compute()
                    .math()
                    .axpy(images * BatchSlices.imageSize(x), 1, slopes, atX, x.gradient(), x.offset() + atX);
        }
    }
}
