package org.cellwise.op.sequence;

import java.util.Arrays;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The mean, or the largest number, over places of sequences: x (B, T, E), m (B, T) with 0 for places that do not count, y
 * (B, E). Where no place counts, y is 0.
 */
public record PlacesThatCount(boolean largest) implements Ranged {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() != 3 || !node.input(1).shape().equals(x.dropLast())) {
            throw new IllegalArgumentException(
                    "a pool over places expects (batch x length x width) and a number for each" + " place, but got " + x
                            + " and " + node.input(1).shape());
        }
        return Shape.of(x.size(0), x.last());
    }

    @Override
    public int items(Node node) {
        return node.output().shape().size(0);
    }

    @Override
    public long cost(Node node) {
        return node.input(0).size() / Math.max(1, items(node));
    }

    private static boolean counts(Node node, int row, int place) {
        Tensor m = node.input(1);
        return m.data()[m.offset() + row * m.shape().last() + place] != 0;
    }

    private static int count(Node node, int row) {
        int count = 0;
        for (int place = 0; place < node.input(1).shape().last(); place++) {
            count += counts(node, row, place) ? 1 : 0;
        }
        return count;
    }

    private static int at(Node node, int row, int place) {
        Shape x = node.input(0).shape();
        return node.input(0).offset() + (row * x.size(1) + place) * x.last();
    }

    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int width = node.output().shape().last();
        int length = node.input(0).shape().size(1);
        for (int row = from; row < to; row++) {
            int out = row * width;
            Arrays.fill(y, out, out + width, 0f);
            if (largest) {
                for (int i = 0; i < width; i++) {
                    int winner = winner(node, row, i);
                    y[out + i] = winner < 0 ? 0 : x[at(node, row, winner) + i];
                }
                continue;
            }
            float share = 1f / Math.max(1, count(node, row));
            for (int place = 0; place < length; place++) {
                if (counts(node, row, place)) {
                    node.compute().math().axpy(width, share, x, at(node, row, place), y, out);
                }
            }
        }
    }

    /** The place with the largest number, the first among equals; -1 where none counts. */
    private static int winner(Node node, int row, int i) {
        float[] x = node.input(0).data();
        int winner = -1;
        for (int place = 0; place < node.input(0).shape().size(1); place++) {
            if (counts(node, row, place)
                    && (winner < 0 || x[at(node, row, place) + i] > x[at(node, row, winner) + i])) {
                winner = place;
            }
        }
        return winner;
    }

    @Override
    public void backward(Node node) {
        if (node.needsGradient(0)) {
            Ranged.super.backward(node);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int width = node.output().shape().last();
        int length = node.input(0).shape().size(1);
        for (int row = from; row < to; row++) {
            int out = row * width;
            if (largest) {
                for (int i = 0; i < width; i++) {
                    int winner = winner(node, row, i);
                    if (winner >= 0) {
                        dx[at(node, row, winner) + i] += dy[out + i];
                    }
                }
                continue;
            }
            float share = 1f / Math.max(1, count(node, row));
            for (int place = 0; place < length; place++) {
                if (counts(node, row, place)) {
                    node.compute().math().axpy(width, share, dy, out, dx, at(node, row, place));
                }
            }
        }
    }
}
