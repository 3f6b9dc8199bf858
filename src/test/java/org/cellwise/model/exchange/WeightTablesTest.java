package org.cellwise.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.Cellwise.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cellwise.data.file.NumberArray;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights for NumPy and for tables. */
class WeightTablesTest {
    @TempDir
    private Path folder;

    private final Network net = network(inputs(1, 6, 6), conv2d(3, 2), batchNorm(), flatten(), dense(4));

    @Test
    void arraysOfNumPy() {
        Path file = saveWeights(net, folder.resolve("net.npz").toString());
        Map<String, NumberArray> arrays = npz(file.toString());
        assertThat(arrays.keySet())
                .containsExactlyElementsOf(
                        net.parameters().list().stream().map(Parameter::name).toList());
        for (Parameter p : net.parameters().list()) {
            assertThat(arrays.get(p.name()).shape()).isEqualTo(p.shape().sizes());
            assertThat(arrays.get(p.name()).values()).isEqualTo(net.values(p.name()));
        }
    }

    @Test
    void aLineForEachNumber() throws IOException {
        Path file = saveWeights(net, folder.resolve("net.csv").toString());
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + net.parameters().values().length);
        assertThat(lines.get(0)).isEqualTo("parameter,i,j,k,l,value");
        assertThat(lines.get(1))
                .isEqualTo("conv2d_1.weight,0,0,0,0," + net.parameters().values()[0]);
        assertThat(lines).contains("conv2d_1.weight,0,1,0,2," + (float) net.values("conv2d_1.weight")[8]);
        assertThat(lines).contains("dense_1.bias,3,,,,0.0");
    }

    @Test
    void otherNames() {
        saveWeights(net, folder.resolve("net.safetensors").toString());
        assertThat(net.copy()
                        .loadWeights(folder.resolve("net.safetensors").toString())
                        .predict(new double[36]))
                .isEqualTo(net.predict(new double[36]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> saveWeights(net, "weights.pt"))
                .withMessageContaining("ends in .npz, .csv or .safetensors");
    }
}
