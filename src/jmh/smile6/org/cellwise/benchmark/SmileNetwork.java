package org.cellwise.benchmark;

import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.OutputFunction;
import smile.classification.MLP;
import smile.util.function.TimeFunction;

/** The networks of Smile 6, for Java 25. The twin in smile3 differs in packages and in who loads OpenBLAS. */
final class SmileNetwork {
    private SmileNetwork() {}

    static MLP of(Task task) {
        MLP network = new MLP(layers(task));
        network.setLearningRate(TimeFunction.constant(task.batchSize < 16 ? 0.1 : 0.001));
        if (task.batchSize >= 16) {
            network.setRMSProp(0.9, 1e-7);
        }
        return network;
    }

    private static LayerBuilder[] layers(Task task) {
        return switch (task) {
            case TINY_1, TINY_4 ->
                new LayerBuilder[] {
                    Layer.input(3), Layer.sigmoid(4), Layer.sigmoid(4), Layer.mse(2, OutputFunction.SIGMOID)
                };
            case IRIS ->
                new LayerBuilder[] {
                    Layer.input(4), Layer.rectifier(16), Layer.rectifier(16), Layer.mle(3, OutputFunction.SOFTMAX)
                };
            case DENSE ->
                new LayerBuilder[] {
                    Layer.input(784), Layer.rectifier(256), Layer.rectifier(128), Layer.mle(10, OutputFunction.SOFTMAX)
                };
            case CONV -> throw new IllegalArgumentException("Smile has no convolution");
        };
    }
}
