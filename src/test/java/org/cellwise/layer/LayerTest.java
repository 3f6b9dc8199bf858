package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Curve;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Sequential;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single layers promise beyond the contract of all. */
class LayerTest {
    private static final Dense DENSE = new Dense(50, true, null, null);

    @Test
    void activationsTellTheirValuesAndSlopes() {
        assertThat(Activation.sigmoid().value(0)).isEqualTo(0.5);
        assertThat(Activation.sigmoid().slope(0)).isEqualTo(0.25);
        assertThat(Activation.relu(1).values(0, 1, 3)).containsExactly(0, 0, 2);
        assertThat(Activation.relu(1).slopes(0, 1, 3)).containsExactly(0, 0, 1);
        assertThat(Activation.step(0.5).values(0, 1)).containsExactly(0, 1);
        assertThat(Activation.step(0.5).slopes(0, 1)).containsExactly(0, 0);
        assertThat(Activation.straightThroughStep(0).slopes(-2, 0.5)).containsExactly(0, 1);
        assertThat(Activation.softmax().values(1, 1, 1, 1)).containsExactly(0.25, 0.25, 0.25, 0.25);
        assertThat(Activation.softmax().slopes(1, 1)).containsExactly(0.25, 0.25);
    }

    @Test
    void activationsTellTheirCurves() {
        Curve curve = Activation.relu(0.5).curve(-1, 1);
        assertThat(curve.name()).isEqualTo("relu");
        assertThat(curve.x()).hasSize(201).startsWith(-1).endsWith(1).isSorted();
        assertThat(curve.x()[100]).isZero();
        for (int i = 0; i < 201; i++) {
            assertThat(curve.values()[i]).isCloseTo(Math.max(0, curve.x()[i] - 0.5), within(1e-6));
            assertThat(curve.slopes()[i]).isEqualTo(curve.x()[i] > 0.5 ? 1 : 0);
        }
        Curve softmax = Activation.softmax().curve(-2, 2); // of x beside 0, which is the sigmoid of x
        assertThat(softmax.values()[0]).isCloseTo(1 / (1 + Math.exp(2)), within(1e-6));
        assertThat(softmax.slopes()[100]).isCloseTo(0.25, within(1e-6));
        assertThat(Activation.step(0).curve(-1, 1).slopes()).containsOnly(0);
        assertThat(softmax).hasToString("softmax from -2 to 2: values 0.119 to 0.881, slopes 0.105 to 0.25");
    }

    @Test
    void notANumberStaysNotANumber() {
        for (Activation activation : List.of(
                Activation.step(0),
                Activation.straightThroughStep(0),
                Activation.sigmoid(),
                Activation.tanh(),
                Activation.relu(0),
                Activation.leakyRelu(0.01),
                Activation.elu(1),
                Activation.selu(),
                Activation.gelu(),
                Activation.geluTanh(),
                Activation.silu(),
                Activation.softplus(),
                Activation.softmax(),
                Activation.logSoftmax())) {
            assertThat(activation.value(Double.NaN)).as(activation.toString()).isNaN();
        }
    }

    @Test
    void extremesDoNotOverflow() {
        for (double x : new double[] {-1000, 1000}) {
            assertThat(Activation.softplus().value(x)).isEqualTo(Math.max(x, 0));
            assertThat(Activation.silu().value(x)).isEqualTo(Math.max(x, 0));
            assertThat(Activation.elu(1).value(x)).isEqualTo(Math.max(x, -1));
            assertThat(Activation.logSoftmax().values(x, 0)).doesNotContain(Double.NaN);
        }
    }

    @Test
    void firstWeightsSuitTheActivationThatFollowsThroughWhatLetsSignalsPass() {
        double glorot = Math.sqrt(6.0 / (50 + 50));
        double he = Math.sqrt(6.0 / 50);
        assertThat(largestWeight(DENSE, Activation.tanh())).isLessThanOrEqualTo(glorot);
        assertThat(largestWeight(DENSE, Activation.relu(0))).isBetween(glorot, he);
        assertThat(largestWeight(DENSE, new BatchNorm(), Activation.relu(0))).isBetween(glorot, he);
        assertThat(largestWeight(DENSE, new Dropout(0.1), Activation.gelu())).isBetween(glorot, he);
        assertThat(largestWeight(DENSE, new Sequential(Activation.relu(0)))).isBetween(glorot, he);
        assertThat(largestWeight(DENSE, DENSE, Activation.relu(0))).isLessThanOrEqualTo(glorot);
        assertThat(largestWeight(new Sequential(DENSE), Activation.relu(0))).isBetween(glorot, he);
    }

    private static double largestWeight(Layer... layers) {
        Network network = network(Shape.of(50), layers);
        float[] values = network.parameters().values();
        double largest = 0;
        for (int i = 0; i < 2500; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    @Test
    void dropoutKeepsTheMeanAndDrawsAnewEachTime() {
        Network network = network(Shape.of(10_000), new Dropout(0.3));
        float[] ones = new float[10_000];
        Arrays.fill(ones, 1);
        Tape tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(1));
        double[] first = network.forward(tape.input(Shape.of(1, 10_000), ones)).values();
        tape.rewind();
        double[] second = network.forward(tape.input(Shape.of(1, 10_000), ones)).values();
        assertThat(Arrays.stream(first).average().orElseThrow()).isCloseTo(1, within(0.03));
        assertThat(Arrays.stream(first).filter(v -> v == 0).count()).isBetween(2800L, 3200L);
        assertThat(second).isNotEqualTo(first);
        assertThat(network.predict(ones, 1)).isEqualTo(ones);
    }

    @Test
    void batchNormMeasuresWhatPredictionUses() {
        Network network = network(Shape.of(1), new BatchNorm().momentum(1));
        Tape tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(1));
        network.forward(tape.input(Shape.of(3, 1), new float[] {1, 2, 3}));
        assertThat(network.values("batch_norm_1.running_mean")).containsExactly(2);
        assertThat(network.values("batch_norm_1.running_var")).containsExactly(1);
        assertThat(network.predict(4)[0]).isCloseTo(2, within(1e-4));
        tape.rewind();
        network.forward(tape.input(Shape.of(1, 1), new float[] {7})); // a last batch of one row
        assertThat(network.values("batch_norm_1.running_mean")).containsExactly(7);
        assertThat(network.values("batch_norm_1.running_var")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCausalPlaceSeesNoLaterOne(boolean block) {
        Layer layer = block ? new TransformerBlock(2, 8).asCausal() : new SelfAttention(2).asCausal();
        Network network = network(Shape.of(5, 4), layer);
        float[] x = new float[20];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin(i);
        }
        float[] before = network.predict(x, 1);
        x[17] += 1;
        float[] after = network.predict(x, 1);
        assertThat(Arrays.copyOf(after, 16)).isEqualTo(Arrays.copyOf(before, 16));
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void aLayerThatStandsTwiceHasParametersTwice() {
        Sequential group = new Sequential(new Dense(2, true, null, null));
        Network network = network(Shape.of(2), group, group);
        assertThat(network.parameterCount()).isEqualTo(12);
        assertThat(network.values("sequential_2.dense_1.weight")).hasSize(4);
    }

    @Test
    void convolutionByHand() {
        Conv2d edges = new Conv2d(1, 2).noBias().weights(Initializer.values(1, -1, 0, 0));
        Network network = network(Shape.of(1, 2, 3), edges);
        assertThat(network.predict(1, 4, 9, 7, 7, 7)).containsExactly(-3, -5);
    }

    private static Network network(Shape row, Layer... layers) {
        return new Network(new Seed(1), Compute.of(1), new Inputs(row, List.of()), List.of(layers));
    }
}
