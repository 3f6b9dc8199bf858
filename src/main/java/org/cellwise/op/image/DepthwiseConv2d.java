package org.cellwise.op.image;

import java.util.Arrays;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Window;
import org.cellwise.op.activation.Ranged;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * A filter of its own for each channel: x (B, C, H, W), w (C, k, k), b (C) or none, y (B, C, H', W'). The items are
 * channels, so that each sums the gradient of its own filter.
 */
public record DepthwiseConv2d(Window window) implements Ranged {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape y = Shapes.pooled("depthwiseConv2d", window, x);
        Shape w = Shape.of(x.size(1), window.size(), window.size());
        if (!node.input(1).shape().equals(w)) {
            throw new IllegalArgumentException("depthwiseConv2d expects weights " + w + " for images " + x.dropFirst()
                    + ", but got " + node.input(1).shape());
        }
        return y;
    }

    @Override
    public int items(Node node) {
        return node.output().shape().size(1);
    }

    @Override
    public long cost(Node node) {
        return window.area() * node.output().size() / Math.max(1, items(node));
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) window.area() * node.output().size();
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor b = node.inputs() == 3 ? node.input(2) : null;
        float[] y = node.output().data();
        int places = places(node.output().shape());
        for (int channel = from; channel < to; channel++) {
            for (int row = 0; row < x.shape().size(0); row++) {
                int plane = (row * items(node) + channel) * places;
                Arrays.fill(y, plane, plane + places, b == null ? 0 : b.data()[b.offset() + channel]);
            }
            walk(node, channel, Direction.FORWARD);
        }
    }

    private static int places(Shape images) {
        return images.size(2) * images.size(3);
    }

    private enum Direction {
        FORWARD,
        TO_INPUTS,
        TO_WEIGHTS
    }

    /** All that one channel's filter touches, in all rows of the batch. */
    private void walk(Node node, int channel, Direction direction) {
        Tensor x = node.input(0);
        Shape y = node.output().shape();
        int height = x.shape().size(2);
        int width = x.shape().size(3);
        int size = window.size();
        for (int row = 0; row < y.size(0); row++) {
            int plane = row * y.size(1) + channel;
            for (int i = 0; i < size * size; i++) {
                int left = window.first(i % size);
                int count = window.end(i % size, width, y.size(3)) - left;
                for (int down = window.first(i / size);
                        count > 0 && down < window.end(i / size, height, y.size(2));
                        down++) {
                    int at = (down * window.stride() - window.padding() + i / size) * width
                            + left * window.stride()
                            - window.padding()
                            + i % size;
                    run(
                            node,
                            direction,
                            channel * size * size + i,
                            x.offset() + plane * height * width + at,
                            plane * places(y) + down * y.size(3) + left,
                            count);
                }
            }
        }
    }

    /** One number of a filter over one row of places. */
    private void run(Node node, Direction direction, int weight, int xAt, int yAt, int count) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int step = window.stride();
        FloatMath math = node.compute().math();
        switch (direction) {
            case FORWARD -> {
                float factor = w.data()[w.offset() + weight];
                float[] y = node.output().data();
                if (step == 1) {
                    math.axpy(count, factor, x.data(), xAt, y, yAt);
                } else {
                    for (int i = 0; i < count; i++) {
                        y[yAt + i] += factor * x.data()[xAt + i * step];
                    }
                }
            }
            case TO_INPUTS -> {
                float factor = w.data()[w.offset() + weight];
                float[] dy = node.output().gradient();
                if (step == 1) {
                    math.axpy(count, factor, dy, yAt, x.gradient(), xAt);
                } else {
                    for (int i = 0; i < count; i++) {
                        x.gradient()[xAt + i * step] += factor * dy[yAt + i];
                    }
                }
            }
            default -> {
                float[] dy = node.output().gradient();
                float sum = 0;
                if (step == 1) {
                    sum = math.dot(dy, yAt, x.data(), xAt, count);
                } else {
                    for (int i = 0; i < count; i++) {
                        sum += dy[yAt + i] * x.data()[xAt + i * step];
                    }
                }
                w.gradient()[w.offset() + weight] += sum;
            }
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        int places = places(node.output().shape());
        for (int channel = from; channel < to; channel++) {
            if (node.needsGradient(0)) {
                walk(node, channel, Direction.TO_INPUTS);
            }
            if (node.needsGradient(1)) {
                walk(node, channel, Direction.TO_WEIGHTS);
            }
            for (int row = 0;
                    node.inputs() == 3
                            && node.needsGradient(2)
                            && row < node.output().shape().size(0);
                    row++) {
                Tensor b = node.input(2);
                int plane = (row * items(node) + channel) * places;
                b.gradient()[b.offset() + channel] +=
                        node.compute().math().sum(node.output().gradient(), plane, places);
            }
        }
    }
}
