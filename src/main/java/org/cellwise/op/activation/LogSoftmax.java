package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** yᵢ = log(e^xᵢ / Σ e^xⱼ) over the last axis, computed as xᵢ - m - log Σ e^(xⱼ - m) with m the largest xⱼ. */
public record LogSoftmax() implements Rowwise {
    @Override
    public double keeps(Node node) {
        return node.output().size();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        int width = node.output().shape().last();
        FloatMath math = node.compute().math();
        for (int row = from; row < to; row++) {
            int source = x.offset() + row * width;
            float largest = math.max(x.data(), source, width);
            for (int i = 0; i < width; i++) {
                y[row * width + i] = x.data()[source + i] - largest;
            }
            math.exp(y, row * width, y, row * width, width);
            double logTotal = StrictMath.log(math.sum(y, row * width, width));
            for (int i = 0; i < width; i++) {
                y[row * width + i] = (float) (x.data()[source + i] - largest - logTotal);
            }
        }
    }

    /** dxᵢ += dyᵢ - e^yᵢ Σ dyⱼ. */
    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        float[] power = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        int width = node.output().shape().last();
        FloatMath math = node.compute().math();
        for (int row = from; row < to; row++) {
            int start = row * width;
            math.exp(node.output().data(), start, power, start, width);
            float total = math.sum(dy, start, width);
            for (int i = start; i < start + width; i++) {
                dx[at + i] += dy[i] - power[i] * total;
            }
        }
    }
}
