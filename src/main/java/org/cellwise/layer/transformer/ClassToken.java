package org.cellwise.layer.transformer;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Puts a learned place before each sequence, in which attention gathers what the whole is (Devlin et al., 2019, and
 * Dosovitskiy et al., 2021): {@code place(0)} takes it out again. Input (length, width), output (length + 1, width).
 */
public record ClassToken() implements Layer {
    private static final double DEVIATION = 0.02;
    private static final Shape ONE = Shape.of(1, 1);
    private static final float[] SEEN = {1};

    @Override
    public String kind() {
        return "class_token";
    }

    @Override
    public Description describe() {
        return Description.of(this).words("class token");
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("classToken", input);
        int length = input.size(0);
        Weight token = scope.weight("weight", Shape.of(1, input.last()), Initializer.normal(DEVIATION));
        Op prepend = Ops.prepend();
        Mask before = scope.mask(length);
        if (before == null) {
            return x -> x.tape().apply(prepend, x, token.on(x.tape()));
        }
        Mask longer = new Mask(length + 1);
        scope.mask(longer);
        Op column = Ops.reshape(Shape.of(length, 1));
        Op row = Ops.reshape(Shape.of(length + 1));
        return x -> {
            Tape tape = x.tape();
            Tensor places = before.on(tape);
            if (places != null) {
                Tensor seen = tape.input(ONE, SEEN);
                longer.is(tape.apply(row, tape.apply(prepend, tape.apply(column, places), seen)));
            }
            return tape.apply(prepend, x, token.on(tape));
        };
    }
}
