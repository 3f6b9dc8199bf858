package org.cellwise.op;

import java.util.Arrays;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Convolution of images: x (B, C, H, W), w (C, k, k, O), b (O) or none, y (B, O, H', W') with H' = (H + 2 padding - k) /
 * stride + 1. Each image's patches become a matrix that w is multiplied with (Chellapilla et al., 2006). The batch is cut
 * into a fixed number of slices, each with its own share of the gradient of w, which are added in order.
 *
 * @param after an activation done in place, null for none
 */
record Conv2d(Patches patches, Epilogue after) implements Ranged {
    private static final int SLICES = 8;
    private static final int MAX_COST = 1 << 24;

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        if (x.rank() != 4 || !x.dropFirst().equals(patches.image())) {
            throw new IllegalArgumentException("conv2d expects images " + patches.image() + ", but got a batch " + x);
        }
        if (w.rank() != 4 || w.elements() != patches.rows() * w.last()) {
            throw new IllegalArgumentException(
                    "conv2d expects weights (channels x kernel x kernel x filters) for images " + patches.image()
                            + ", but got " + w);
        }
        Window window = patches.window();
        return Shape.of(x.size(0), w.last(), window.places(patches.height()), window.places(patches.width()));
    }

    @Override
    public int items(Node node) {
        return Math.min(SLICES, node.input(0).shape().size(0));
    }

    @Override
    public int cost(Node node) {
        long products = (long) patches.rows() * node.output().size();
        return (int) Math.min(MAX_COST, products / Math.max(1, items(node)));
    }

    /** Columns, and in training their gradients and shares of the weights' gradient: one for each slice. */
    @Override
    public void prepare(Node node) {
        int slices = items(node);
        columns(node, 0);
        if (node.training()) {
            columns(node, 1);
            node.saved(2, slices * node.input(1).size());
        }
    }

    private float[] columns(Node node, int slot) {
        return node.saved(slot, buffers(node) * patches.rows() * patches.places());
    }

    /** One thread works on one slice after the other, so that one buffer does. */
    private int buffers(Node node) {
        return node.compute().threads() == 1 ? 1 : items(node);
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int k = patches.rows();
        int places = patches.places();
        int filters = w.shape().size(3);
        float[] columns = columns(node, 0);
        float[] y = node.output().data();
        for (int slice = from; slice < to; slice++) {
            int buffer = slice % buffers(node) * k * places;
            for (int image = first(node, slice); image < first(node, slice + 1); image++) {
                int at = image * filters * places;
                fillWithBias(node, at, filters, places);
                patches.gather(x.data(), x.offset() + image * imageSize(x), columns, buffer);
                node.compute() // y (O,P) = wᵀ (O,K) columns (K,P)
                        .multiplyTransposedA(
                                filters,
                                places,
                                k,
                                w.data(),
                                w.offset(),
                                filters,
                                columns,
                                buffer,
                                places,
                                y,
                                at,
                                places);
                if (after != null) {
                    after.apply(node.compute().math(), y, at, filters * places);
                }
            }
        }
    }

    private int first(Node node, int slice) {
        return (int) ((long) slice * node.input(0).shape().size(0) / items(node));
    }

    private static int imageSize(Tensor x) {
        return x.size() / x.shape().size(0);
    }

    private static void fillWithBias(Node node, int at, int filters, int places) {
        Tensor b = node.inputs() == 3 ? node.input(2) : null;
        for (int filter = 0; filter < filters; filter++) {
            int start = at + filter * places;
            Arrays.fill(node.output().data(), start, start + places, b == null ? 0 : b.data()[b.offset() + filter]);
        }
    }

    @Override
    public void backward(Node node) {
        Ranged.super.backward(node);
        Tensor w = node.input(1);
        for (int slice = 0; node.needsGradient(1) && slice < items(node); slice++) {
            float[] shares = node.saved(2, items(node) * w.size());
            node.compute().math().axpy(w.size(), 1, shares, slice * w.size(), w.gradient(), w.offset());
        }
        if (node.inputs() == 3 && node.needsGradient(2)) {
            addToBias(node);
        }
    }

    private static void addToBias(Node node) {
        Tensor b = node.input(2);
        int filters = b.size();
        int places = node.output().size() / node.output().shape().size(0) / filters;
        for (int plane = 0; plane * places < node.output().size(); plane++) {
            b.gradient()[b.offset() + plane % filters] +=
                    node.compute().math().sum(node.output().gradient(), plane * places, places);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        for (int slice = from; slice < to; slice++) {
            Tensor w = node.input(1);
            float[] shares = node.saved(2, items(node) * w.size());
            Arrays.fill(shares, slice * w.size(), (slice + 1) * w.size(), 0f);
            for (int image = first(node, slice); image < first(node, slice + 1); image++) {
                backward(node, slice, image, shares);
            }
        }
    }

    private void backward(Node node, int slice, int image, float[] shares) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int k = patches.rows();
        int places = patches.places();
        int filters = w.shape().size(3);
        int buffer = slice % buffers(node) * k * places;
        int atX = x.offset() + image * imageSize(x);
        int at = image * filters * places;
        float[] dy = node.output().gradient();
        if (after != null) {
            after.timesSlope(node.output().data(), dy, at, filters * places);
        }
        if (node.needsGradient(1)) { // dw (K,O) += columns (K,P) dyᵀ (P,O)
            float[] columns = columns(node, 0);
            patches.gather(x.data(), atX, columns, buffer);
            node.compute()
                    .multiplyTransposedB(
                            k,
                            filters,
                            places,
                            columns,
                            buffer,
                            places,
                            dy,
                            at,
                            places,
                            shares,
                            slice * w.size(),
                            filters);
        }
        if (node.needsGradient(0)) { // gradients of the columns (K,P) = w (K,O) dy (O,P)
            float[] slopes = columns(node, 1);
            Arrays.fill(slopes, buffer, buffer + k * places, 0f);
            node.compute()
                    .multiply(
                            k, places, filters, w.data(), w.offset(), filters, dy, at, places, slopes, buffer, places);
            patches.scatter(slopes, buffer, x.gradient(), atX);
        }
    }
}
