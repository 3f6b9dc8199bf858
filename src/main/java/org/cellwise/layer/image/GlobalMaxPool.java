package org.cellwise.layer.image;

import org.cellwise.layer.Layer;
import org.cellwise.layer.Mask;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The largest number over all places: images (channels, height, width) become (channels), sequences (length, width)
 * (width). Places that {@code masking()} left out do not count.
 */
public record GlobalMaxPool() implements Layer {
    @Override
    public String kind() {
        return "global_max_pool";
    }

    /** From 0 to 1 where the inputs are, since it is one of them. */
    @Override
    public Scale scale(Scale incoming) {
        return incoming.isShare() ? Scale.PROBABILITIES : Scale.OPEN;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() == 2) {
            Op overLength = Ops.largestOfLast();
            Op overPlaces = Ops.largestOfPlaces();
            Mask mask = scope.mask(input.size(0));
            return x -> {
                Tensor places = mask == null ? null : mask.on(x.tape());
                return places == null
                        ? x.tape().apply(overLength, Ops.transpose(x))
                        : x.tape().apply(overPlaces, x, places);
            };
        }
        Images.check("globalMaxPool", input);
        Op row = Ops.reshape(Shape.of(input.size(0), input.size(1) * input.size(2)));
        Op largest = Ops.largestOfLast();
        return x -> x.tape().apply(largest, x.tape().apply(row, x));
    }
}
