package org.cellwise.layer.sequence;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Filters that move along sequences, each giving a number at each place. Input (length, width), output (length', filters)
 * with length' = (length + before + after - kernel) / stride + 1. Weights are stored in x out, (kernel, width, filters);
 * PyTorch's (filters, width, kernel) become these when their axes are turned round. Places that {@code masking()} left out
 * are zeros to the filters; of the output those places count whose filter, padding apart, ends with one that does.
 *
 * @param filters how many numbers a place becomes
 * @param kernel how many places a filter sees
 * @param stride from one place to the next
 * @param before places of zeros before the sequence
 * @param after places of zeros after it
 * @param biased whether a bias is added
 */
public record Conv1d(int filters, int kernel, int stride, int before, int after, boolean biased) implements Layer {
    public Conv1d {
        if (filters < 1 || kernel < 1 || stride < 1 || before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "conv1d expects at least 1 filter, a kernel and a stride of at least 1 and a"
                            + " padding of at least 0, but got " + filters + " filters, kernel " + kernel + ", stride "
                            + stride
                            + " and padding " + before + " and " + after);
        }
    }

    /** Stride 1, no padding, with a bias. */
    public Conv1d(int filters, int kernel) {
        this(filters, kernel, 1, 0, 0, true);
    }

    /** With another step from place to place. */
    public Conv1d stride(int step) {
        return new Conv1d(filters, kernel, step, before, after, biased);
    }

    /** With so many places of zeros at both ends. */
    public Conv1d padding(int zeros) {
        return new Conv1d(filters, kernel, stride, zeros, zeros, biased);
    }

    /** With the padding that keeps the length, at stride 1; of an even kernel one place more after than before. */
    public Conv1d same() {
        return new Conv1d(filters, kernel, stride, (kernel - 1) / 2, kernel / 2, biased);
    }

    /** With padding before alone, so that no place sees a later one, and the length stays at stride 1. */
    public Conv1d asCausal() {
        return new Conv1d(filters, kernel, stride, kernel - 1, 0, biased);
    }

    /** Without a bias. */
    public Conv1d noBias() {
        return new Conv1d(filters, kernel, stride, before, after, false);
    }

    @Override
    public String kind() {
        return "conv1d";
    }

    @Override
    public Description describe() {
        return Description.of(this).words("conv1d", filters + " of " + kernel, stride == 1 ? "" : "stride " + stride);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("conv1d", input);
        if (input.size(0) + before + after < kernel) {
            throw new IllegalArgumentException("conv1d with a kernel of " + kernel + " leaves nothing of sequences of "
                    + input.size(0) + " places: choose a smaller one, or more padding");
        }
        int in = input.last();
        Shape shape = Shape.of(kernel, in, filters);
        Weight w = scope.weight("weight", shape, scope.suited(), kernel * in, kernel * filters);
        Weight b = biased ? scope.bias("bias", Shape.of(filters), Initializer.zeros()) : null;
        Op op = Ops.conv1d(stride, before, after);
        int length = input.size(0);
        Mask mask = scope.mask(length);
        if (mask == null) {
            return x -> convolved(op, x, w, b);
        }
        int first = firstThatCounts();
        Mask left = first == 0 && stride == 1 ? mask : new Mask((length - 1 - first) / stride + 1);
        scope.mask(left);
        Op column = Ops.reshape(Shape.of(length, 1));
        Op rest = Ops.slice(1, first, length);
        Op image = Ops.reshape(Shape.of(1, 1, length - first));
        Op every = Ops.averagePool(1, stride, 0); // a window of one place: the number there
        Op row = Ops.reshape(Shape.of(left.length()));
        return x -> {
            Tape tape = x.tape();
            Tensor counts = mask.on(tape); // filters see nothing where nothing counts, as behind the end
            Tensor y = convolved(op, counts == null ? x : Ops.multiply(x, tape.apply(column, counts)), w, b);
            if (left != mask && counts != null) {
                left.is(tape.apply(row, tape.apply(every, tape.apply(image, tape.apply(rest, counts)))));
            }
            return y;
        };
    }

    /** The place of the input that says whether the first of the output counts; strides go on from there. */
    private int firstThatCounts() {
        int first = kernel - 1 - before - after;
        if (first < 0) {
            throw new IllegalArgumentException(
                    "conv1d with more padding than its kernel of %s reaches makes places of nothing, of which nobody can say after masking() whether they count: choose a padding of at most %s in all"
                            .formatted(kernel, kernel - 1));
        }
        return first;
    }

    private static Tensor convolved(Op op, Tensor x, Weight w, Weight b) {
        Tape tape = x.tape();
        return tape.apply(op, x, w.on(tape), b == null ? null : b.on(tape));
    }
}
