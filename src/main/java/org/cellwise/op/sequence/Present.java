package org.cellwise.op.sequence;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Which places of sequences hold something: x (B, T) or (B, T, …), y (B, T) with 0 where all numbers are 0, else 1. */
public record Present() implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() < 2) {
            throw new IllegalArgumentException("a mask expects sequences (batch x length, …), but got shape " + x);
        }
        return Shape.of(x.size(0), x.size(1));
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        int places = node.output().size();
        int width = places == 0 ? 0 : x.size() / places;
        for (int place = 0; place < places; place++) {
            y[place] = 0;
            for (int i = 0; i < width && y[place] == 0; i++) {
                y[place] = x.data()[x.offset() + place * width + i] == 0 ? 0 : 1;
            }
        }
    }

    /** Steps have no slope. */
    @Override
    public void backward(Node node) {}
}
