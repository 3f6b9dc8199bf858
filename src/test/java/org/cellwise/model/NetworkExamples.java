package org.cellwise.model;

import java.util.stream.Stream;
import org.cellwise.Cellwise;
import org.cellwise.layer.activation.Activation;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Parameter;

/** Networks for tests of what writes them elsewhere. */
public final class NetworkExamples {
    private NetworkExamples() {}

    /** Biases, scales and running numbers that are not those of the beginning. */
    public static void shake(Network network) {
        SeededRandom random = new SeededRandom(9);
        for (Parameter p : network.parameters().list()) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                float[] values = network.parameters().values();
                values[i] = p.name().endsWith("running_var")
                        ? (float) random.nextDouble(0.5, 2)
                        : values[i] + (float) (0.3 * random.nextGaussian());
            }
        }
    }

    public static Stream<Activation> activations() {
        return Stream.of(
                Activation.step(0.3),
                Activation.straightThroughStep(-0.1),
                Activation.relu(0.25),
                Activation.leakyRelu(0.1),
                Activation.elu(0.7),
                Activation.sigmoid(),
                Activation.tanh(),
                Activation.selu(),
                Activation.gelu(),
                Activation.geluTanh(),
                Activation.silu(),
                Activation.softplus(),
                Activation.softmax(),
                Activation.logSoftmax());
    }

    /** A layer of one's own with ops that no other has, of rows (2, 3). */
    public static Network manyOps(String layer) {
        return Cellwise.network(Cellwise.inputs(2, 3), Cellwise.layer(layer, x -> {
            var y = Ops.add(Ops.multiply(x, Ops.scale(x, 0.5)), Ops.abs(Ops.subtract(x, Ops.exp(x))));
            var z = Ops.divide(Ops.sqrt(Ops.add(Ops.square(y), 1)), Ops.log(Ops.add(Ops.square(x), 2)));
            var w = Ops.max(Ops.clip(z, 0.1, 2), Ops.min(x, y));
            var products = Ops.matmulTransposed(w, x);
            var square = Ops.matmul(products, Ops.transpose(Ops.transpose(w)));
            return Ops.concat(Ops.sum(square, -1), Ops.add(Ops.mean(w, 2), Ops.max(Ops.slice(y, 2, 0, 2), -1)), 1);
        }));
    }

    public static Stream<Network> networks() {
        Inputs image = Cellwise.inputs(1, 12, 12);
        Inputs sequence = Cellwise.inputs(6, 4);
        return Stream.of(
                Cellwise.network(
                        Cellwise.inputs(4), Cellwise.dense(8), Cellwise.relu(), Cellwise.dense(3), Cellwise.softmax()),
                Cellwise.network(
                        Cellwise.inputs(4),
                        Cellwise.dense(8),
                        Cellwise.batchNorm(),
                        Cellwise.tanh(),
                        Cellwise.dropout(0.5),
                        Cellwise.dense(2)),
                Cellwise.network(
                        Cellwise.inputs(4),
                        Cellwise.residual(Cellwise.dense(4), Cellwise.gelu(), Cellwise.dense(4)),
                        Cellwise.branches(Cellwise.dense(2), Cellwise.sequential(Cellwise.dense(3), Cellwise.silu())),
                        Cellwise.dense(1)),
                Cellwise.network(
                        image,
                        Cellwise.conv2d(4, 3).same(),
                        Cellwise.relu(),
                        Cellwise.maxPool(2),
                        Cellwise.conv2d(6, 3).stride(2),
                        Cellwise.batchNorm(),
                        Cellwise.elu(1),
                        Cellwise.flatten(),
                        Cellwise.dense(5)),
                Cellwise.network(
                        image,
                        Cellwise.conv2d(4, 3).padding(1),
                        Cellwise.residual(
                                Cellwise.conv2d(4, 3).same(),
                                Cellwise.batchNorm(),
                                Cellwise.relu(),
                                Cellwise.conv2d(4, 3).same()),
                        Cellwise.averagePool(3).stride(2).padding(1),
                        Cellwise.globalAveragePool(),
                        Cellwise.dense(3)),
                Cellwise.network(sequence, Cellwise.lstm(5), Cellwise.gru(3).last(), Cellwise.dense(2)),
                Cellwise.network(
                        sequence,
                        Cellwise.positions(),
                        Cellwise.transformerBlock(2, 8).asCausal(),
                        Cellwise.layerNorm(),
                        Cellwise.globalAveragePool(),
                        Cellwise.dense(2)),
                Cellwise.network(
                        Cellwise.inputs(6, 4), Cellwise.selfAttention(4), Cellwise.flatten(), Cellwise.dense(3)),
                Cellwise.network(
                        Cellwise.inputs(12),
                        Cellwise.reshape(3, 4),
                        Cellwise.gru(2),
                        Cellwise.dense(4),
                        Cellwise.sigmoid()),
                Cellwise.network(
                        Cellwise.inputs(4),
                        Cellwise.dense(3).noBias(),
                        Cellwise.leakyRelu(0.2),
                        Cellwise.dense(2),
                        Cellwise.logSoftmax()),
                Cellwise.network(Cellwise.inputs(4), Cellwise.dense(6), Cellwise.relu(), Cellwise.dense(2))
                        .withLora(2, 4),
                Cellwise.network(
                        Cellwise.inputs(4),
                        Cellwise.layerNorm(),
                        Cellwise.dense(3),
                        Cellwise.softplus(),
                        Cellwise.step(0.5)));
    }

    /** Random rows that it reads. */
    public static float[] rows(Network network, int count) {
        SeededRandom random = new SeededRandom(4);
        float[] rows = new float[count * network.inputShape().elements()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }
}
