package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Branches;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.group.Sequential;
import org.cellwise.layer.image.AveragePool;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.shape.Reshape;
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

/** What does not fit is said when a network is built, by the name of the layer, with what to do. */
class LayerErrorsTest {
    private static final Dense DENSE = new Dense(4, true, null, null);

    @Test
    void layersThatAreMissing() {
        List<ThrowingCallable> all = List.of(
                () -> new Sequential(DENSE, null),
                () -> new Residual(DENSE, null),
                () -> new Residual(DENSE).shortcut(DENSE, null),
                () -> new Branches(DENSE, null),
                () -> new Network(new Seed(1), Compute.of(1), rows(3), Arrays.asList(DENSE, null)));
        for (ThrowingCallable each : all) {
            assertThatIllegalArgumentException()
                    .isThrownBy(each)
                    .withMessageContaining("expects layers, but number 2 of the 2 is null: run the cell that makes it");
        }
        assertThatIllegalArgumentException().isThrownBy(Branches::new).withMessageContaining("at least one layer");
    }

    @Test
    void imagesWhereRowsAreRead() {
        refuses(new Inputs(Shape.of(1, 8, 8), List.of()), DENSE, "dense_1", "flatten()");
    }

    @Test
    void rowsWhereImagesAreRead() {
        refuses(rows(784), new Conv2d(8, 3), "conv2d_1", "inputs(1, 28, 28)", "reshape(1, 28, 28)");
        refuses(rows(10), new MaxPool(2), "max_pool_1", "channels, height, width");
        refuses(new Inputs(Shape.of(6, 7), List.of()), new AveragePool(2), "average_pool_1", "reshape(1, 6, 7)");
    }

    @Test
    void rowsWhereSequencesAreRead() {
        refuses(rows(12), new Lstm(3), "lstm_1", "length x width", "12");
        refuses(rows(12), new TransformerBlock(2, 8), "transformer_block_1", "length x width");
    }

    @Test
    void windowsLargerThanTheImage() {
        Inputs images = new Inputs(Shape.of(2, 4, 3), List.of());
        refuses(images, new Conv2d(8, 5), "conv2d_1", "5 x 5", "4 x 3", "more padding");
        refuses(images, new MaxPool(4), "max_pool_1", "4 x 4", "leaves nothing");
    }

    @Test
    void headsThatDoNotShareTheWidth() {
        refuses(
                new Inputs(Shape.of(5, 8), List.of()),
                new SelfAttention(3),
                "self_attention_1",
                "3 heads",
                "width of 9");
    }

    @Test
    void shapesThatCannotBeJoined() {
        refuses(rows(3), new Residual(DENSE), "residual_1", "4", "shortcut(…)");
        refuses(
                new Inputs(Shape.of(1, 6, 6), List.of()),
                new Branches(new Conv2d(1, 3), new Sequential()),
                "branches_1",
                "1 x 4 x 4",
                "concat");
        refuses(rows(10), new Reshape(Shape.of(3, 4)), "reshape_1", "12", "10");
    }

    @Test
    void theLayerWithinALayerIsNamed() {
        refuses(
                rows(3),
                new Residual(DENSE, new Sequential(new Conv2d(1, 3))),
                "residual_1.sequential_1.conv2d_1: conv2d");
    }

    @Test
    void numbersThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(1)).withMessageContaining("1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Conv2d(0, 3)).withMessageContaining("filter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conv2d(3, 2).same())
                .withMessageContaining("choose 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new MaxPool(2).padding(2));
        assertThatIllegalArgumentException().isThrownBy(() -> Custom.of(" ", x -> x));
    }

    @Test
    void indicesOutsideTheTable() {
        Network network = network(rows(2), new Embedding(5, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.predict(1, 5))
                .withMessageContainingAll("0 … 4", "5.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.predict(0.5, 1))
                .withMessageContaining("0.5");
    }

    @Test
    void stepPredictsButSaysByNameThatItCannotBeTrained() {
        Network network = network(rows(2), DENSE, Activation.step(0), DENSE);
        assertThat(network.predict(1, 2)).hasSize(4);
        Tape tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.forward(tape.input(Shape.of(1, 2), new float[2])))
                .withMessageContainingAll("step_1", "no slope", "straightThroughStep(θ)");
    }

    @Test
    void stepIsNoHindranceWhereNothingBelowItLearns() {
        Network network = network(rows(2), Activation.step(0), DENSE);
        Tape tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(1));
        assertThat(network.forward(tape.input(Shape.of(1, 2), new float[2])).needsGradient())
                .isTrue();
    }

    private static Inputs rows(int width) {
        return new Inputs(Shape.of(width), List.of());
    }

    private static Network network(Inputs inputs, Layer... layers) {
        return new Network(new Seed(1), Compute.of(1), inputs, List.of(layers));
    }

    private static void refuses(Inputs inputs, Layer layer, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(inputs, layer))
                .withMessageContainingAll(words);
    }
}
