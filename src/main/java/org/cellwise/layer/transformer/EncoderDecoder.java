package org.cellwise.layer.transformer;

import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Memory;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Two sequences one behind the other: the first is read by an encoder, the second by a decoder whose {@link
 * CrossAttention} looks at what the encoder made (Vaswani et al., 2017). Input (source + target, …), output what the
 * decoder makes of the target. Which places count, as {@code masking()} before it said of both, each part is told of its own.
 *
 * @param source how many places the first sequence has
 * @param encoder from (source, …) to (source, width)
 * @param decoder reads (target, …)
 */
public record EncoderDecoder(int source, Layer encoder, Layer decoder) implements Layer {
    public EncoderDecoder {
        if (source < 1) {
            throw new IllegalArgumentException(
                    "encoderDecoder expects a first sequence of at least 1 place, but got " + source);
        }
        if (encoder == null || decoder == null) {
            throw new IllegalArgumentException(
                    "encoderDecoder expects two layers, such as sequential(…), but one is null: run the cell that makes it");
        }
    }

    @Override
    public String kind() {
        return "encoder_decoder";
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.CHAIN);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() < 1 || input.size(0) <= source) {
            throw new IllegalArgumentException(
                    "encoderDecoder expects two sequences one behind the other, the first of "
                            + source + " places, but each row has shape " + input + ": build the network for inputs("
                            + source
                            + " + length of the second)");
        }
        int length = input.size(0);
        Mask both = scope.mask(length);
        Mask ofFirst = both == null ? null : new Mask(source);
        Mask ofSecond = both == null ? null : new Mask(length - source);
        scope.mask(ofFirst);
        BuiltLayer encoded = scope.build("encoder", encoder, 1, withLength(input, source));
        if (encoded.output().rank() != 2) {
            throw new IllegalArgumentException(
                    "encoderDecoder expects an encoder that puts out (length x width), but it" + " puts out "
                            + encoded.output());
        }
        Memory before = scope.memory();
        Memory memory = new Memory(encoded.output(), scope.mask(encoded.output().size(0)));
        scope.memory(memory);
        scope.mask(ofSecond);
        BuiltLayer decoded = scope.build("decoder", decoder, 1, withLength(input, length - source));
        scope.memory(before);
        Op first = Ops.slice(1, 0, source);
        Op second = Ops.slice(1, source, length);
        return x -> {
            Tape tape = x.tape();
            Tensor counts = both == null ? null : both.on(tape);
            if (counts != null) {
                ofFirst.is(tape.apply(first, counts));
                ofSecond.is(tape.apply(second, counts));
            }
            memory.is(encoded.forward().apply(tape.apply(first, x)));
            return decoded.forward().apply(tape.apply(second, x));
        };
    }

    private static Shape withLength(Shape input, int length) {
        int[] sizes = input.sizes();
        sizes[0] = length;
        return Shape.of(sizes);
    }
}
