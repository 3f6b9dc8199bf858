package org.cellwise.model.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.averagePool;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.branches;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.depthwiseConv2d;
import static org.cellwise.Cellwise.dropout;
import static org.cellwise.Cellwise.elu;
import static org.cellwise.Cellwise.embedding;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.gelu;
import static org.cellwise.Cellwise.geluTanh;
import static org.cellwise.Cellwise.globalAveragePool;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.layer;
import static org.cellwise.Cellwise.layerNorm;
import static org.cellwise.Cellwise.leakyRelu;
import static org.cellwise.Cellwise.logSoftmax;
import static org.cellwise.Cellwise.lstm;
import static org.cellwise.Cellwise.maxPool;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.onnx;
import static org.cellwise.Cellwise.permute;
import static org.cellwise.Cellwise.positions;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.reshape;
import static org.cellwise.Cellwise.residual;
import static org.cellwise.Cellwise.rmsNorm;
import static org.cellwise.Cellwise.selu;
import static org.cellwise.Cellwise.sigmoid;
import static org.cellwise.Cellwise.silu;
import static org.cellwise.Cellwise.softmax;
import static org.cellwise.Cellwise.softplus;
import static org.cellwise.Cellwise.tanh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cellwise.math.SeededRandom;
import org.cellwise.model.Expected;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX files become networks that answer as before. */
class OnnxReaderTest {
    private static final Path FILES = Path.of("src/test/resources/onnx");

    @TempDir
    private Path folder;

    static Stream<Network> ours() {
        return Stream.of(
                network(
                        inputs(3),
                        dense(4),
                        relu(),
                        dense(4),
                        sigmoid(),
                        dense(4).noBias(),
                        tanh(),
                        dense(2),
                        softmax()),
                network(inputs(3), dense(4), leakyRelu(), dense(4), elu(), dense(4), selu(), dense(2), logSoftmax()),
                network(inputs(3), dense(4), gelu(), dense(4), geluTanh(), dense(4), silu(), dense(4), softplus()),
                network(inputs(3), dense(4), relu(0.3), dropout(0.5), dense(2)),
                network(inputs(3), batchNorm(), dense(4), layerNorm(), dense(4), rmsNorm(), dense(2)),
                network(inputs(4), residual(dense(4), relu(), dense(4)), relu(), dense(2)),
                network(inputs(4), residual(dense(3), relu()).shortcut(dense(3)), residual(residual(dense(3)), tanh())),
                network(inputs(4), branches(dense(2), residual(dense(4), tanh())), dense(2)),
                network(
                        inputs(2, 6, 6),
                        conv2d(3, 3).same(),
                        batchNorm(),
                        relu(),
                        maxPool(2),
                        conv2d(4, 2).stride(1).noBias(),
                        flatten(),
                        dense(2)),
                network(
                        inputs(72),
                        reshape(2, 6, 6),
                        depthwiseConv2d(3).same(),
                        averagePool(3).stride(2).padding(1),
                        globalAveragePool(),
                        dense(2)),
                network(inputs(6, 6, 2), permute(3, 1, 2), residual(conv2d(2, 3).same()), flatten(), dense(2)),
                network(
                        inputs(5),
                        embedding(7, 4),
                        positions(),
                        residual(layerNorm(), dense(8), gelu(), dense(4)),
                        globalAveragePool(),
                        dense(3)));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void whatWeWriteComesBack(Network net) {
        SeededRandom random = new SeededRandom(5);
        for (Parameter p : net.parameters().list()) {
            for (int i = 0; i < p.size(); i++) {
                double value = random.nextGaussian() * 0.5;
                net.parameters().values()[p.offset() + i] =
                        (float) (p.name().endsWith("running_var") ? 0.5 + Math.abs(value) : value);
            }
        }
        String file = folder.resolve("net.onnx").toString();
        onnx(net, file);
        Network back = network(file);
        boolean words = net.layers().get(0).name().startsWith("embedding");
        for (int repeat = 0; repeat < 3; repeat++) {
            double[] row = new double[net.inputShape().elements()];
            for (int i = 0; i < row.length; i++) {
                row[i] = words ? (i + repeat) % 7 : random.nextGaussian();
            }
            assertThat(back.predict(row)).containsExactly(net.predict(row), within(1e-6));
        }
        assertThat(back.parameterCount()).isEqualTo(net.parameterCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rows-11",
                "rows-14",
                "rows-17",
                "images-14",
                "images-fixed",
                "pooled-14",
                "residual-14",
                "branches-14",
                "viewed-14",
                "words-11",
                "words-14",
                "words-17"
            })
    void filesOfPyTorchAnswerAsItDoes(String name) throws IOException {
        Network network = network(FILES.resolve(name + ".onnx").toString());
        Expected.assertAnswers(network, FILES.resolve("onnx.json"), name.replaceAll("-.*", ""), 2e-5);
    }

    @Test
    void layersAreOurs() {
        assertThat(network(FILES.resolve("residual-14.onnx").toString()).layers().stream()
                        .map(layer -> layer.name()))
                .containsExactly(
                        "residual_1",
                        "relu_1",
                        "residual_2",
                        "relu_2",
                        "residual_3",
                        "relu_3",
                        "global_average_pool_1",
                        "dense_1");
        assertThat(network(FILES.resolve("words-14.onnx").toString()).layers().stream()
                        .map(layer -> layer.name()))
                .containsExactly("embedding_1", "positions_1", "residual_1", "place_1", "dense_1", "log_softmax_1");
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(FILES.resolve("refused-14.onnx").toString()))
                .withMessageContaining("TopK")
                .withMessageContaining("refused-14.onnx: the node ");
        String file = folder.resolve("lstm.onnx").toString();
        onnx(network(inputs(4, 3), lstm(2)), file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(file))
                .withMessageContaining("(LSTM) is nothing that a layer here does");
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        Network diverged = network(inputs(4), dense(3));
        diverged.parameters().values()[2] = Float.NaN;
        String file = folder.resolve("diverged.onnx").toString();
        onnx(diverged, file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(file))
                .withMessage(
                        file + " gives dense_1.weight (4 x 3) the number NaN: it is damaged, or its training diverged");
    }

    @Test
    void valuesThatAreUsedTwiceFarApartAreRefused() {
        String file = folder.resolve("twice.onnx").toString();
        onnx(
                network(inputs(3), layer("twice", x -> {
                    var b = Ops.tanh(x);
                    return Ops.concat(b, Ops.concat(b, x, 1), 1);
                })),
                file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(file))
                .withMessageContaining("puts out goes into several branches that meet later");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(empty.toString()))
                .withMessage(empty + " cannot be read as ONNX: at byte 0, it has no graph");
    }
}
