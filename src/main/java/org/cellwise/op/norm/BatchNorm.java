package org.cellwise.op.norm;

import org.cellwise.op.activation.Ranged;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Each channel to mean 0 and variance 1 over the batch, then scaled and shifted (Ioffe and Szegedy, 2015): y = w (x -
 * mean) / √(variance + ε) + b. x (B, C, …), w (C), b (C), running mean (C), running variance (C), y (B, C, …).
 *
 * <p>In training, mean and variance are those of the batch, and the running ones move towards them by {@code momentum}
 * (towards the unbiased variance, as in PyTorch). In prediction, when {@code fixed}, and when both w and b are frozen, the
 * running ones are used and stay.
 */
public record BatchNorm(float momentum, float epsilon, boolean fixed) implements Ranged {
    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "batchNorm expects a momentum above 0 and up to 1 and an epsilon above 0," + " but got " + momentum
                            + " and " + epsilon);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        for (int i = 1; i < 5; i++) {
            if (x.rank() < 2 || node.input(i).size() != x.size(1)) {
                throw new IllegalArgumentException(
                        "batchNorm expects (batch x channels x …) and one scale, shift, mean and variance a channel, but"
                                + " got " + x + " and " + node.input(i).shape());
            }
        }
        return x;
    }

    /** The channels. */
    @Override
    public int items(Node node) {
        return node.output().shape().size(1);
    }

    @Override
    public long cost(Node node) {
        return 4L * count(node);
    }

    /** Numbers in a channel. */
    private static int count(Node node) {
        return node.output().size() / Math.max(1, node.output().shape().size(1));
    }

    private boolean measures(Node node) {
        return node.training() && !fixed && (node.needsGradient(1) || node.needsGradient(2));
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, items(node));
        node.saved(1, items(node));
    }

    /** Leaves the mean of each channel in {@code saved(0)}, and 1 / √(variance + ε) in {@code saved(1)}. */
    @Override
    public void forward(Node node, int from, int to) {
        for (int channel = from; channel < to; channel++) {
            double mean = number(node, 3, channel);
            double variance = number(node, 4, channel);
            if (measures(node)) {
                mean = mean(node, channel);
                variance = variance(node, channel, mean);
                track(node, channel, mean, variance);
            }
            double inverse = 1 / Math.sqrt(variance + epsilon);
            node.saved(0, items(node))[channel] = (float) mean;
            node.saved(1, items(node))[channel] = (float) inverse;
            scaleAndShift(node, channel, (float) mean, (float) inverse * number(node, 1, channel));
        }
    }

    private static float number(Node node, int input, int channel) {
        Tensor t = node.input(input);
        return t.data()[t.offset() + channel];
    }

    /** Numbers of a channel that stand together: all of one image, or one of a row. */
    private int run(Node node) {
        return Shapes.inner(node.output().shape(), 2);
    }

    private double mean(Node node, int channel) {
        Tensor x = node.input(0);
        int run = run(node);
        double sum = 0;
        for (int start = channel * run; start < x.size(); start += items(node) * run) {
            for (int i = start; i < start + run; i++) {
                sum += x.data()[x.offset() + i];
            }
        }
        return sum / count(node);
    }

    private double variance(Node node, int channel, double mean) {
        Tensor x = node.input(0);
        int run = run(node);
        double sum = 0;
        for (int start = channel * run; start < x.size(); start += items(node) * run) {
            for (int i = start; i < start + run; i++) {
                double off = x.data()[x.offset() + i] - mean;
                sum += off * off;
            }
        }
        return sum / count(node);
    }

    /** One number alone says nothing of a variance, so that a last batch of one row leaves it as it is. */
    private void track(Node node, int channel, double mean, double variance) {
        int count = count(node);
        move(node.input(3), channel, mean);
        if (count > 1) {
            move(node.input(4), channel, variance * count / (count - 1));
        }
    }

    private void move(Tensor running, int channel, double measured) {
        float before = running.data()[running.offset() + channel];
        running.data()[running.offset() + channel] = (float) ((1 - momentum) * before + momentum * measured);
    }

    private void scaleAndShift(Node node, int channel, float mean, float scale) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        float shift = number(node, 2, channel);
        int run = run(node);
        for (int start = channel * run; start < x.size(); start += items(node) * run) {
            for (int i = start; i < start + run; i++) {
                y[i] = scale * (x.data()[x.offset() + i] - mean) + shift;
            }
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        int run = run(node);
        for (int channel = from; channel < to; channel++) {
            float mean = node.saved(0, items(node))[channel];
            float inverse = node.saved(1, items(node))[channel];
            double sum = 0;
            double dot = 0;
            for (int start = channel * run; start < x.size(); start += items(node) * run) {
                for (int i = start; i < start + run; i++) {
                    sum += dy[i];
                    dot += dy[i] * (x.data()[x.offset() + i] - mean) * inverse;
                }
            }
            add(node, 1, channel, dot);
            add(node, 2, channel, sum);
            if (node.needsGradient(0)) {
                addToInput(node, channel, mean, inverse, sum, dot);
            }
        }
    }

    private static void add(Node node, int input, int channel, double change) {
        if (node.needsGradient(input)) {
            Tensor t = node.input(input);
            t.gradient()[t.offset() + channel] += (float) change;
        }
    }

    /** dx += w (dy - mean(dy) - n mean(dy n)) / √(variance + ε), n the normalised x; without means where they are fixed. */
    private void addToInput(Node node, int channel, float mean, float inverse, double sum, double dot) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        boolean measures = measures(node);
        float meanSlope = measures ? (float) (sum / count(node)) : 0;
        float dotSlope = measures ? (float) (dot / count(node)) * inverse : 0;
        float scale = inverse * number(node, 1, channel);
        int run = run(node);
        for (int start = channel * run; start < x.size(); start += items(node) * run) {
            for (int i = start; i < start + run; i++) {
                int at = x.offset() + i;
                x.gradient()[at] += scale * (dy[i] - meanSlope - (x.data()[at] - mean) * dotSlope);
            }
        }
    }
}
