package org.cellwise.layer.image;

import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;

/**
 * A filter of its own for each channel, which mixes no channels; a {@code conv2d(…, 1)} after it does that for a fraction
 * of the weights of both at once (Howard et al., 2017). Input (channels, height, width), output (channels, height',
 * width') as for {@link Conv2d}. Parameters: {@code weight} (channels, kernel, kernel), {@code bias} (channels).
 *
 * @param kernel side of the square that a filter sees
 * @param stride from one place to the next
 * @param padding rows and columns of zeros around the image
 * @param biased whether a bias is added to each channel
 */
public record DepthwiseConv2d(int kernel, int stride, int padding, boolean biased) implements Layer {
    public DepthwiseConv2d {
        if (kernel < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException(
                    "depthwiseConv2d expects a kernel and a stride of at least 1 and a padding"
                            + " of at least 0, but got kernel " + kernel + ", stride " + stride + " and padding "
                            + padding);
        }
    }

    /** Stride 1, no padding, with a bias. */
    public DepthwiseConv2d(int kernel) {
        this(kernel, 1, 0, true);
    }

    /** With another step from place to place. */
    public DepthwiseConv2d stride(int step) {
        return new DepthwiseConv2d(kernel, step, padding, biased);
    }

    /** With rows and columns of zeros around the image. */
    public DepthwiseConv2d padding(int zeros) {
        return new DepthwiseConv2d(kernel, stride, zeros, biased);
    }

    /**
     * With the padding that keeps height and width, at stride 1.
     *
     * @throws IllegalArgumentException if the kernel is even, since the two sides would differ
     */
    public DepthwiseConv2d same() {
        return padding(Images.same("depthwiseConv2d", kernel));
    }

    /** Without a bias. */
    public DepthwiseConv2d noBias() {
        return new DepthwiseConv2d(kernel, stride, padding, false);
    }

    @Override
    public String kind() {
        return "depthwise_conv2d";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.WINDOW).words("depthwise conv2d", Images.window(kernel, stride, 1));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Images.check("depthwiseConv2d", input);
        Images.checkWindow("depthwiseConv2d", input, kernel, stride, padding);
        Shape shape = Shape.of(input.size(0), kernel, kernel);
        Weight w = scope.weight("weight", shape, scope.suited(), kernel * kernel, kernel * kernel);
        Weight b = biased ? scope.bias("bias", Shape.of(input.size(0)), Initializer.zeros()) : null;
        Op op = Ops.depthwiseConv2d(kernel, stride, padding);
        return x -> {
            Tape tape = x.tape();
            return tape.apply(op, x, w.on(tape), b == null ? null : b.on(tape));
        };
    }
}
