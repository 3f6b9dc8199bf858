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
 * Makes images larger: each number becomes a patch of each output channel, and patches that overlap add up (Zeiler et al.,
 * 2010). Input (channels, height, width), output (filters, height', width') with height' = (height - 1) stride - 2 padding
 * + kernel. Weights are those of the convolution that goes the other way, (filters, kernel, kernel, channels); PyTorch's
 * (channels, filters, kernel, kernel) become these when the first axis is moved to the end.
 *
 * @param filters how many channels it puts out
 * @param kernel side of the patch
 * @param stride from one patch to the next
 * @param padding rows and columns cut off around the output
 * @param biased whether a bias is added to each channel
 */
public record TransposedConv2d(int filters, int kernel, int stride, int padding, boolean biased) implements Layer {
    public TransposedConv2d {
        if (filters < 1 || kernel < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException("transposedConv2d expects at least 1 filter, a kernel and a stride of at"
                    + " least 1 and a padding of at least 0, but got " + filters + " filters, kernel " + kernel
                    + ", stride " + stride + " and padding " + padding);
        }
    }

    /** Stride 1, no padding, with a bias. */
    public TransposedConv2d(int filters, int kernel) {
        this(filters, kernel, 1, 0, true);
    }

    /** With another step from patch to patch: 2 makes images about twice as large. */
    public TransposedConv2d stride(int step) {
        return new TransposedConv2d(filters, kernel, step, padding, biased);
    }

    /** With rows and columns cut off around the output. */
    public TransposedConv2d padding(int cut) {
        return new TransposedConv2d(filters, kernel, stride, cut, biased);
    }

    /** Without a bias. */
    public TransposedConv2d noBias() {
        return new TransposedConv2d(filters, kernel, stride, padding, false);
    }

    @Override
    public String kind() {
        return "transposed_conv2d";
    }

    @Override
    public Description describe() {
        return Description.of(this)
                .flow(Flow.WINDOW)
                .words("transposed conv2d", filters + " of " + Images.window(kernel, stride, 1));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Images.check("transposedConv2d", input);
        int height = side(input.size(1));
        int width = side(input.size(2));
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "transposedConv2d with padding " + padding + " leaves nothing of images of " + input.size(1) + " x "
                            + input.size(2) + ": choose less padding, or a larger kernel");
        }
        int channels = input.size(0);
        int area = kernel * kernel;
        Shape shape = Shape.of(filters, kernel, kernel, channels);
        int places = Math.max(1, area / (stride * stride)); // patches that an output lies in
        Weight w = scope.weight("weight", shape, scope.suited(), channels * places, filters * area);
        Weight b = biased ? scope.bias("bias", Shape.of(filters), Initializer.zeros()) : null;
        Op op = Ops.transposedConv2d(Shape.of(filters, height, width), kernel, stride, padding);
        return x -> {
            Tape tape = x.tape();
            return tape.apply(op, x, w.on(tape), b == null ? null : b.on(tape));
        };
    }

    private int side(int of) {
        return (of - 1) * stride - 2 * padding + kernel;
    }
}
