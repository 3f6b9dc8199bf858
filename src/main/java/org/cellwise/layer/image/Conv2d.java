package org.cellwise.layer.image;

import org.cellwise.layer.Activated;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;

/**
 * Filters that move over images, each giving a channel of the output. Input (channels, height, width), output (filters,
 * height', width') with height' = (height + 2 padding - kernel) / stride + 1. Weights are stored in x out, as everywhere:
 * (channels, kernel, kernel, filters). PyTorch's (filters, channels, kernel, kernel) become these when the first axis is
 * moved to the end.
 *
 * @param filters how many channels it puts out
 * @param kernel side of the square that a filter sees
 * @param stride from one place to the next
 * @param padding rows and columns of zeros around the image
 * @param biased whether a bias is added to each channel
 * @param initializer first weights; null for what suits the activation that follows
 */
public record Conv2d(int filters, int kernel, int stride, int padding, boolean biased, Initializer initializer)
        implements Layer {
    public Conv2d {
        if (filters < 1 || kernel < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException(
                    "conv2d expects at least 1 filter, a kernel and a stride of at least 1 and"
                            + " a padding of at least 0, but got " + filters + " filters, kernel " + kernel
                            + ", stride " + stride
                            + " and padding " + padding);
        }
    }

    /** Stride 1, no padding, with a bias. */
    public Conv2d(int filters, int kernel) {
        this(filters, kernel, 1, 0, true, null);
    }

    /** With another step from place to place. */
    public Conv2d stride(int step) {
        return new Conv2d(filters, kernel, step, padding, biased, initializer);
    }

    /** With rows and columns of zeros around the image. */
    public Conv2d padding(int zeros) {
        return new Conv2d(filters, kernel, stride, zeros, biased, initializer);
    }

    /**
     * With the padding that keeps height and width, at stride 1.
     *
     * @throws IllegalArgumentException if the kernel is even, since the two sides would differ
     */
    public Conv2d same() {
        return padding(Images.same("conv2d", kernel));
    }

    /** Without a bias. */
    public Conv2d noBias() {
        return new Conv2d(filters, kernel, stride, padding, false, initializer);
    }

    /** With first weights of your own. */
    public Conv2d weights(Initializer first) {
        return new Conv2d(filters, kernel, stride, padding, biased, first);
    }

    @Override
    public String kind() {
        return "conv2d";
    }

    @Override
    public Description describe() {
        return Description.of(this)
                .flow(Flow.WINDOW)
                .words("conv2d", filters + " of " + Images.window(kernel, stride, 1));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Images.check("conv2d", input);
        Images.checkWindow("conv2d", input, kernel, stride, padding);
        int area = kernel * kernel;
        Initializer first = initializer == null ? scope.suited() : initializer;
        Shape shape = Shape.of(input.size(0), kernel, kernel, filters);
        Weight w = scope.weight("weight", shape, first, input.size(0) * area, filters * area);
        Weight b = biased ? scope.bias("bias", Shape.of(filters), Initializer.zeros()) : null;
        return new Activated(activation -> Ops.conv2d(input, kernel, stride, padding, activation), w, b);
    }

    /** Without the first weights, since a function of your own has no text that stays from run to run. */
    @Override
    public String toString() {
        return "conv2d(%s, %s, stride %s, padding %s%s)"
                .formatted(filters, kernel, stride, padding, biased ? "" : ", no bias");
    }
}
