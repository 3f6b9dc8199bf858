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
 * The mean over all places: images (channels, height, width) become (channels), sequences (length, width) (width). Places
 * that {@code masking()} left out do not count; a sequence of nothing else has mean 0.
 */
public record GlobalAveragePool() implements Layer {
    @Override
    public String kind() {
        return "global_average_pool";
    }

    /** From 0 to 1 where the inputs are, since it is one of them, or a mean of them. */
    @Override
    public Scale scale(Scale incoming) {
        return incoming.isShare() ? Scale.PROBABILITIES : Scale.OPEN;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (input.rank() == 2) {
            Op overLength = Ops.meanOfLast(1);
            Op overPlaces = Ops.meanOfPlaces();
            Mask mask = scope.mask(input.size(0));
            return x -> {
                Tensor places = mask == null ? null : mask.on(x.tape());
                return places == null
                        ? x.tape().apply(overLength, Ops.transpose(x))
                        : x.tape().apply(overPlaces, x, places);
            };
        }
        Images.check("globalAveragePool", input);
        Op overImage = Ops.meanOfLast(2);
        return x -> x.tape().apply(overImage, x);
    }
}
