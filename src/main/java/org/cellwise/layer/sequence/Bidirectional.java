package org.cellwise.layer.sequence;

import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Description.Part;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Two layers of one kind, of which one reads sequences from their beginning and the other from their end, their outputs
 * side by side (Schuster and Paliwal, 1997). Input (length, width), output (length, 2 units), or (2 units) of layers that
 * put out their last state.
 *
 * @param layer such as {@code lstm(32)}
 */
public record Bidirectional(Layer layer) implements Layer {
    public Bidirectional {
        if (layer == null) {
            throw new IllegalArgumentException("bidirectional expects a layer, such as lstm(32), but got null");
        }
    }

    @Override
    public String kind() {
        return "bidirectional";
    }

    @Override
    public Description describe() {
        Description each = layer.describe();
        return Description.of(this)
                .flow(Flow.BRANCHES)
                .parts(List.of(new Part("layer", "forward", each), new Part("layer", "backward", each)));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("bidirectional", input);
        int length = input.size(0);
        Mask mask = scope.mask(length);
        BuiltLayer onwards = scope.build("forward", layer, 1, input);
        Mask reversed = mask == null ? null : new Mask(length);
        scope.mask(reversed);
        BuiltLayer back = scope.build("backward", layer, 1, input);
        scope.mask(mask);
        Shape output = onwards.output();
        if (output.rank() == 2 && output.size(0) != length || output.rank() > 2) {
            throw new IllegalArgumentException(
                    "bidirectional expects a layer that puts out as many places as it reads, or"
                            + " one row of numbers, but " + layer + " makes " + output + " of " + input);
        }
        Op reverse = Ops.reverse();
        Op concat = Ops.concat(-1);
        boolean places = output.rank() == 2;
        return x -> {
            Tape tape = x.tape();
            Tensor counts = mask == null ? null : mask.on(tape);
            Tensor first = onwards.forward().apply(x);
            if (counts != null) {
                reversed.is(tape.apply(reverse, counts));
            }
            Tensor second = back.forward().apply(tape.apply(reverse, x));
            return tape.apply(concat, first, places ? tape.apply(reverse, second) : second);
        };
    }
}
