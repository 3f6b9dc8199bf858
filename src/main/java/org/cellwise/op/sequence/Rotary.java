package org.cellwise.op.sequence;

import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Turns queries and keys by angles that grow with their place, so that their products depend on how far apart they stand
 * (Su et al., 2021). x (B, T, E), of which the first {@code turned} numbers of each place are heads of {@code depth}
 * numbers, y the same shape. Number i of the first half of a head and number i of its second half are a point, which
 * turns by place · base^(-2i / depth) (the halves as in GPT-NeoX and Llama).
 *
 * @param turned a multiple of depth; what follows stays as it is
 * @param from the place of the first number along T
 */
public record Rotary(int depth, int turned, double base, int from) implements Ranged {
    /** Slots: cosine and sine by place, and what they were worked out for. */
    private static final int TABLE = 0;

    private static final int MADE_FOR = 1;

    public Rotary {
        if (depth < 2 || depth % 2 != 0 || turned % depth != 0 || !(base > 1) || from < 0) {
            throw new IllegalArgumentException("rotary positions expect heads of an even number of numbers and a base"
                    + " above 1, but got heads of " + depth + ", " + turned + " numbers to turn and base " + base);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() != 3 || x.last() < turned) {
            throw new IllegalArgumentException(
                    "rotary positions expect (batch x length x at least " + turned + " numbers), but got " + x);
        }
        return x;
    }

    @Override
    public int items(Node node) {
        return node.output().shape().rows();
    }

    @Override
    public long cost(Node node) {
        return 3L * node.output().shape().last();
    }

    @Override
    public void prepare(Node node) {
        int length = node.output().shape().size(1);
        float[] table = node.saved(TABLE, length * depth);
        float[] madeFor = node.saved(MADE_FOR, 4);
        if (madeFor[0] == length && madeFor[1] == depth && madeFor[2] == from && madeFor[3] == (float) base) {
            return;
        }
        for (int t = 0; t < length; t++) {
            for (int i = 0; i < depth / 2; i++) {
                double angle = (t + from) * Math.pow(base, -2.0 * i / depth);
                table[t * depth + 2 * i] = (float) StrictMath.cos(angle);
                table[t * depth + 2 * i + 1] = (float) StrictMath.sin(angle);
            }
        }
        madeFor[0] = length;
        madeFor[1] = depth;
        madeFor[2] = from;
        madeFor[3] = (float) base;
    }

    @Override
    public void forward(Node node, int first, int end) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        for (int row = first; row < end; row++) {
            int at = row * width;
            System.arraycopy(x.data(), x.offset() + at, node.output().data(), at, width);
            turn(node, row, node.output().data(), at, node.output().data(), at, 1, false);
        }
    }

    @Override
    public void backward(Node node, int first, int end) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        float[] dy = node.output().gradient();
        for (int row = first; row < end; row++) {
            int at = row * width;
            turn(node, row, dy, at, x.gradient(), x.offset() + at, -1, true);
            for (int i = turned; i < width; i++) {
                x.gradient()[x.offset() + at + i] += dy[at + i];
            }
        }
    }

    /** The points of one place turned, forth or back, and written or added. */
    private void turn(Node node, int row, float[] x, int at, float[] y, int to, int way, boolean adding) {
        int length = node.output().shape().size(1);
        float[] table = node.saved(TABLE, length * depth);
        int angles = row % length * depth;
        int half = depth / 2;
        for (int head = 0; head < turned; head += depth) {
            for (int i = 0; i < half; i++) {
                float cos = table[angles + 2 * i];
                float sin = way * table[angles + 2 * i + 1];
                float a = x[at + head + i];
                float b = x[at + head + half + i];
                float newA = a * cos - b * sin;
                float newB = b * cos + a * sin;
                y[to + head + i] = adding ? y[to + head + i] + newA : newA;
                y[to + head + half + i] = adding ? y[to + head + half + i] + newB : newB;
            }
        }
    }
}
