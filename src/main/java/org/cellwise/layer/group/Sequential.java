package org.cellwise.layer.group;

import java.util.Arrays;
import java.util.List;
import org.cellwise.layer.Axes;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.tensor.Shape;

/**
 * Layers one after the other as one layer; none at all let everything through.
 *
 * @param layers in order
 */
public record Sequential(List<Layer> layers) implements Layer {
    public Sequential {
        layers = Layer.list("sequential(…)", layers);
    }

    public Sequential(Layer... layers) {
        this(Arrays.asList(layers));
    }

    @Override
    public String kind() {
        return "sequential";
    }

    @Override
    public boolean isStepwise() {
        return layers.stream().allMatch(Layer::isStepwise);
    }

    @Override
    public Description describe() {
        return Description.of(this).flow(Flow.CHAIN);
    }

    @Override
    public Axes axes() {
        return Axes.KEPT;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        return scope.build(layers, input).forward();
    }

    @Override
    public Outputs outputs() {
        return layers.isEmpty() ? null : layers.get(layers.size() - 1).outputs();
    }

    @Override
    public Scale scale(Scale incoming) {
        Scale scale = incoming;
        for (Layer layer : layers) {
            scale = layer.scale(scale);
        }
        return scale;
    }

    @Override
    public double gain(double following) {
        return Scope.gains(layers, following)[0];
    }
}
