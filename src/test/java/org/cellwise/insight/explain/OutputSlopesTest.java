package org.cellwise.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.dropout;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.layerNorm;
import static org.cellwise.Cellwise.lstm;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.selfAttention;
import static org.cellwise.Cellwise.shapes;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.trainer;

import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slopes by inputs are those of finite differences, as in prediction, whatever the layers do while they learn. */
class OutputSlopesTest {
    private static final Dataset DATA = shapes(24, 8, 0.1, seed(3));

    static List<List<Layer>> layers() {
        return List.of(
                List.of(flatten(), dense(6), tanh(), dense(4)),
                List.of(conv2d(3, 3), batchNorm(), tanh(), dropout(0.5), flatten(), dense(4)),
                List.of(flatten(), dense(6), layerNorm(), tanh(), dropout(0.3), dense(4)),
                List.of(
                        org.cellwise.Cellwise.reshape(8, 8),
                        selfAttention(2),
                        tanh(),
                        lstm(5),
                        flatten(),
                        dropout(0.2),
                        dense(4)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void slopesAreThoseOfFiniteDifferences(List<Layer> layers) {
        Network net = network(inputs(1, 8, 8), layers.toArray(Layer[]::new));
        Trainer trainer = trainer(net, crossEntropy(), adam(0.01)).quiet();
        trainer.fit(DATA, 3);
        float[] before = net.parameters().values().clone();
        Answers answers = Answers.of("this", net, DATA);
        OutputSlopes slopes = new OutputSlopes("this", net, DATA, answers, 2);
        double[] row = DATA.features(5);
        float[] two = new float[128];
        for (int i = 0; i < 64; i++) {
            two[i] = (float) DATA.features(1)[i];
            two[64 + i] = (float) row[i];
        }
        float[] found = slopes.slopes(two, 2);
        for (int i = 0; i < 64; i += 7) {
            double step = 0.02;
            double[] up = row.clone();
            double[] down = row.clone();
            up[i] += step;
            down[i] -= step;
            double expected = (net.predict(up)[2] - net.predict(down)[2]) / (2 * step);
            assertThat((double) found[64 + i]).as("input %s", i).isCloseTo(expected, within(2e-3));
        }
        assertThat(slopes.slopes(two, 2)).isEqualTo(found); // nothing drops out
        assertThat(net.parameters().values()).isEqualTo(before); // no mean moved
    }
}
