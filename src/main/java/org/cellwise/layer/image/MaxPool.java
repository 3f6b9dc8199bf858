package org.cellwise.layer.image;

import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * Shrinks images to the largest number of each place of a window. It keeps what was found, wherever it was. Input (channels, height, width), output
 * (channels, height', width') with height' = (height + 2 padding - size) / stride + 1.
 *
 * @param size side of the square window
 * @param stride from one place to the next
 * @param padding rows and columns around the image, at most half the size
 */
public record MaxPool(int size, int stride, int padding) implements Layer {
    public MaxPool {
        if (size < 1 || stride < 1 || padding < 0 || 2 * padding > size) {
            throw new IllegalArgumentException("maxPool expects a window and a stride of at least 1 and a padding of at"
                    + " most half the window, but got " + size + ", " + stride + " and " + padding);
        }
    }

    /** Windows side by side, without padding. */
    public MaxPool(int size) {
        this(size, size, 0);
    }

    /** With another step from place to place. */
    public MaxPool stride(int step) {
        return new MaxPool(size, step, padding);
    }

    /** With padding around the image. */
    public MaxPool padding(int around) {
        return new MaxPool(size, stride, around);
    }

    @Override
    public String kind() {
        return "max_pool";
    }

    /** From 0 to 1 where the inputs are, since it is one of them, or a mean of them. */
    @Override
    public Scale scale(Scale incoming) {
        return incoming.isShare() ? Scale.PROBABILITIES : Scale.OPEN;
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.WINDOW).words("max pool", Images.window(size, stride, size));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Images.check("maxPool", input);
        Images.checkWindow("maxPool", input, size, stride, padding);
        Op op = Ops.maxPool(size, stride, padding);
        return x -> x.tape().apply(op, x);
    }

    @Override
    public double gain(double following) {
        return following;
    }
}
