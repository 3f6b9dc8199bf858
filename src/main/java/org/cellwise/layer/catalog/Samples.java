package org.cellwise.layer.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Curve;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Gru;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.tensor.Shape;

/** Layers as they are shown to explain them, by the names of the functions that make them. */
public final class Samples {
    private static final Map<String, Supplier<Activation>> ACTIVATIONS = Map.ofEntries(
            Map.entry("step", () -> Activation.step(0)),
            Map.entry("straightThroughStep", () -> Activation.straightThroughStep(0)),
            Map.entry("sigmoid", Activation::sigmoid),
            Map.entry("tanh", Activation::tanh),
            Map.entry("relu", () -> Activation.relu(0)),
            Map.entry("leakyRelu", () -> Activation.leakyRelu(0.01)),
            Map.entry("elu", () -> Activation.elu(1)),
            Map.entry("selu", Activation::selu),
            Map.entry("gelu", Activation::gelu),
            Map.entry("geluTanh", Activation::geluTanh),
            Map.entry("silu", Activation::silu),
            Map.entry("softplus", Activation::softplus));

    private static final Map<String, Supplier<Sample>> LAYERS = Map.of(
            "dense", () -> new Sample(Shape.of(3), hidden(4, 2)),
            "residual", () -> sample(Shape.of(3), new Residual(dense(3), Activation.relu(0))),
            "conv2d", () -> flat(Shape.of(1, 8, 8), new Conv2d(4, 3)),
            "maxPool", () -> flat(Shape.of(4, 8, 8), new MaxPool(2)),
            "flatten", () -> sample(Shape.of(1, 4, 4), new Flatten()),
            "embedding", () -> flat(Shape.of(6), new Embedding(9, 4)),
            "lstm", () -> flat(Shape.of(6, 2), new Lstm(4)),
            "gru", () -> flat(Shape.of(6, 2), new Gru(4)),
            "selfAttention", () -> flat(Shape.of(6, 4), new SelfAttention(2)),
            "transformerBlock", () -> flat(Shape.of(6, 4), new TransformerBlock(2, 8)));

    /** Layers of a small network, and the shape of what it reads. */
    public record Sample(Shape input, List<Layer> layers) {}

    private Samples() {}

    /** The curve of an activation; none for other names. */
    public static Optional<Curve> curve(String name) {
        return Optional.ofNullable(ACTIVATIONS.get(name))
                .map(activation -> Curve.of(-Curve.REACH, Curve.REACH, activation.get())[0]);
    }

    /** A small network with a layer in it; none for other names. */
    public static Optional<Sample> layers(String name) {
        return Optional.ofNullable(LAYERS.get(name)).map(Supplier::get);
    }

    /** A hidden layer of rectifiers, and outputs. */
    public static List<Layer> hidden(int units, int outputs) {
        return List.of(dense(units), Activation.relu(0), dense(outputs));
    }

    private static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    private static Sample sample(Shape input, Layer layer) {
        return new Sample(input, List.of(layer, dense(2)));
    }

    private static Sample flat(Shape input, Layer layer) {
        return new Sample(input, List.of(layer, new Flatten(), dense(2)));
    }
}
