package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.cellwise.layer.dense.Dense;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictErrorsTest {
    private final Network net = new Network(
            new Seed(1), Compute.of(1), Inputs.named(List.of("a", "b")), List.of(new Dense(1, true, null, null)));

    @ParameterizedTest
    @ValueSource(doubles = {1e39, -1e39, 1e300, 3.5e38})
    void numbersThatAreInfiniteAsFloats(double large) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predict(1, large))
                .withMessage("The network expects numbers up to 3.4e38, as float32 holds them, but input b of row 0 is "
                        + large + ": scale it as the rows that the network was trained on");
        assertThatIllegalArgumentException().isThrownBy(() -> net.classify(1, large));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predict(new double[][] {{1, 2}, {large, 1}}))
                .withMessageContaining("input a of row 1");
        assertThat(net.predict(1, 3.4e38 * Math.signum(large))).hasSize(1);
    }

    @Test
    void rowsThatAreNoNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predict(1, Double.POSITIVE_INFINITY))
                .withMessageContaining("expects finite numbers, but input b of row 0 is Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predict((double[]) null))
                .withMessage("The network expects 2 inputs, but the row is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predict(new double[][] {{1, 2}, null}))
                .withMessage("The network expects 2 inputs, but row 1 is null");
    }
}
