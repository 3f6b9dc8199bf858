package org.cellwise.op.norm;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Groups of channels of each row of the batch to mean 0 and variance 1, then each channel scaled and shifted (Wu and He,
 * 2018). x (B, C, …), w (C), b (C), y (B, C, …).
 */
public record GroupNorm(int groups, float epsilon) implements Ranged {
    public GroupNorm {
        if (groups < 1 || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "groupNorm expects at least 1 group and an epsilon above 0, but got " + groups + " and " + epsilon);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() < 2 || x.size(1) % groups != 0) {
            throw new IllegalArgumentException(
                    "groupNorm expects channels that its " + groups + " groups share evenly, but got shape " + x);
        }
        if (node.input(1).size() != x.size(1) || node.input(2).size() != x.size(1)) {
            throw new IllegalArgumentException("groupNorm expects one scale and one shift for each of the " + x.size(1)
                    + " channels, but got " + node.input(1).shape() + " and "
                    + node.input(2).shape());
        }
        return x;
    }

    @Override
    public int items(Node node) {
        return node.output().shape().size(0) * groups;
    }

    /** Numbers of a group in one row. */
    private int size(Node node) {
        return node.output().size() / Math.max(1, items(node));
    }

    private static int places(Node node) {
        Shape y = node.output().shape();
        return node.output().size() / Math.max(1, y.size(0) * y.size(1));
    }

    @Override
    public long cost(Node node) {
        return 4L * size(node);
    }

    @Override
    public double keeps(Node node) {
        return node.output().size() + (double) items(node);
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
        node.saved(1, items(node));
    }

    /** Leaves the normalised numbers in {@code saved(0)}, and 1 / √(variance + ε) of each group in {@code saved(1)}. */
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] normal = node.saved(0, node.output().size());
        float[] inverse = node.saved(1, items(node));
        int size = size(node);
        FloatMath math = node.compute().math();
        for (int item = from; item < to; item++) {
            int start = item * size;
            float mean = math.sum(x.data(), x.offset() + start, size) / size;
            for (int i = start; i < start + size; i++) {
                normal[i] = x.data()[x.offset() + i] - mean;
            }
            float variance = math.dot(normal, start, normal, start, size) / size;
            inverse[item] = (float) (1 / Math.sqrt(variance + epsilon));
            math.scale(size, inverse[item], normal, start);
            scaleAndShift(node, item, normal);
        }
    }

    private void scaleAndShift(Node node, int item, float[] normal) {
        Tensor w = node.input(1);
        Tensor b = node.input(2);
        float[] y = node.output().data();
        int places = places(node);
        for (int k = 0; k < w.size() / groups; k++) {
            int channel = item % groups * (w.size() / groups) + k;
            int start = item * size(node) + k * places;
            for (int i = start; i < start + places; i++) {
                y[i] = w.data()[w.offset() + channel] * normal[i] + b.data()[b.offset() + channel];
            }
        }
    }

    @Override
    public void backward(Node node) {
        if (node.needsGradient(0)) {
            Ranged.super.backward(node);
        }
        if (node.needsGradient(1)) {
            addToChannels(node, 1, node.saved(0, node.output().size()));
        }
        if (node.needsGradient(2)) {
            addToChannels(node, 2, null);
        }
    }

    /** dx += (w dy - mean(w dy) - n mean(w dy n)) / √(variance + ε), with n the normalised numbers. */
    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        float[] dy = node.output().gradient();
        float[] normal = node.saved(0, node.output().size());
        float[] inverse = node.saved(1, items(node));
        int size = size(node);
        int places = places(node);
        int channels = w.size() / groups;
        for (int item = from; item < to; item++) {
            int start = item * size;
            int first = w.offset() + item % groups * channels;
            double sum = 0;
            double dot = 0;
            for (int i = 0; i < size; i++) {
                float change = w.data()[first + i / places] * dy[start + i];
                sum += change;
                dot += change * normal[start + i];
            }
            float meanSlope = (float) (sum / size);
            float dotSlope = (float) (dot / size);
            for (int i = 0; i < size; i++) {
                float change = w.data()[first + i / places] * dy[start + i];
                x.gradient()[x.offset() + start + i] +=
                        inverse[item] * (change - meanSlope - normal[start + i] * dotSlope);
            }
        }
    }

    /** The gradient of scales, dy n, or of shifts, dy, over rows and places. */
    private static void addToChannels(Node node, int input, float[] normal) {
        Tensor p = node.input(input);
        float[] dy = node.output().gradient();
        int channels = p.size();
        int places = places(node);
        int rows = node.output().shape().size(0);
        float[] part = node.saved(1 + input, 2 * channels); // and what rounding left out
        FloatMath math = node.compute().math();
        Arrays.fill(part, 0, 2 * channels, 0f);
        for (int row = 0; row < rows; row++) {
            for (int channel = 0; channel < channels; channel++) {
                int at = (row * channels + channel) * places;
                part[channel] += normal == null ? math.sum(dy, at, places) : math.dot(dy, at, normal, at, places);
            }
            if (row % Compensated.BLOCK == Compensated.BLOCK - 1 || row == rows - 1) {
                Compensated.add(channels, part, 0, p.gradient(), p.offset(), part, channels);
            }
        }
    }
}
