package org.cellwise.layer.transformer;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Cuts images into squares and makes a place of a sequence of each (Dosovitskiy et al., 2021). Input (channels, height,
 * width), output (patches, units), row by row of the image. Its weights are those of a convolution whose stride is its
 * kernel: {@code weight} (channels, patch, patch, units), {@code bias} (units).
 *
 * @param patch side of a square, which divides height and width
 * @param units numbers that each patch becomes
 */
public record PatchEmbedding(int patch, int units) implements Layer {
    public PatchEmbedding {
        if (patch < 1 || units < 1) {
            throw new IllegalArgumentException(
                    "patchEmbedding expects squares of at least 1 pixel and at least 1 number for each, but got "
                            + patch + " and " + units);
        }
    }

    @Override
    public String kind() {
        return "patch_embedding";
    }

    @Override
    public Description describe() {
        return Description.of(this).words("patches", patch + " x " + patch, "to " + units);
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException("patchEmbedding expects images (channels x height x width), but each row"
                    + " has shape " + input + ": build the network for inputs(channels, height, width), or put"
                    + " reshape(channels, height, width) before it");
        }
        if (input.size(1) % patch != 0 || input.size(2) % patch != 0) {
            throw new IllegalArgumentException("patchEmbedding expects images that squares of " + patch + " x " + patch
                    + " cover evenly, but got " + input.size(1) + " x " + input.size(2)
                    + ": choose a divisor of both sides");
        }
        int in = input.size(0) * patch * patch;
        Shape shape = Shape.of(input.size(0), patch, patch, units);
        Weight w = scope.weight("weight", shape, Initializer.glorot(), in, units);
        Weight b = scope.bias("bias", Shape.of(units), Initializer.zeros());
        Op conv = Ops.conv2d(input, patch, patch, 0);
        Op row = Ops.reshape(Shape.of(units, input.size(1) / patch * (input.size(2) / patch)));
        return x -> {
            Tape tape = x.tape();
            Tensor channels = tape.apply(conv, x, w.on(tape), b.on(tape));
            return Ops.transpose(tape.apply(row, channels));
        };
    }
}
