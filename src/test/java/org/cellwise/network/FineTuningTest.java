package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cellwise.Cellwise;
import org.cellwise.data.Dataset;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Parts of a trained network that go on in another. */
class FineTuningTest {
    @TempDir
    private Path folder;

    private static Network net() {
        return Cellwise.network(
                Cellwise.inputs("x", "y"),
                Cellwise.dense(6),
                Cellwise.relu(),
                Cellwise.residual(Cellwise.dense(6), Cellwise.tanh()),
                Cellwise.dense(3));
    }

    private static Network withSoftmax() {
        return Cellwise.network(
                Cellwise.inputs("x", "y"),
                Cellwise.dense(6),
                Cellwise.relu(),
                Cellwise.residual(Cellwise.dense(6), Cellwise.tanh()),
                Cellwise.dense(3),
                Cellwise.softmax());
    }

    private static Dataset data(int classes) {
        return Cellwise.blobs(60, classes, 0.4, Cellwise.seed(2)).inputs("x", "y");
    }

    private static Trainer trainer(Network net, Optimizer optimizer) {
        return new Trainer(net, Cellwise.crossEntropy(), optimizer).batchSize(20);
    }

    private static double[] weights(Network net, String parameter) {
        return net.values(parameter);
    }

    @Test
    void aNewHeadStandsOnWhatWasLearned() {
        Network net = net();
        trainer(net, Cellwise.adam(0.05)).fit(data(3), 5);
        Network two = net.freeze().withHead(Cellwise.dense(2));
        assertThat(two.layers())
                .extracting(layer -> layer.name())
                .containsExactly("dense_1", "relu_1", "residual_1", "dense_2");
        assertThat(two.outputShape().elements()).isEqualTo(2);
        assertThat(two.isTaught()).isFalse();
        assertThat(two.inputNames()).containsExactly("x", "y");
        assertThat(two.layer("dense_1").trainable()).isFalse();
        assertThat(two.layer("dense_2").trainable()).isTrue();
        assertThat(weights(two, "residual_1.dense_1.weight")).isEqualTo(weights(net, "residual_1.dense_1.weight"));
        double[] before = weights(two, "dense_1.weight");
        double[] head = weights(two, "dense_2.weight");
        trainer(two, Cellwise.adam(0.05)).fit(data(2), 5);
        assertThat(weights(two, "dense_1.weight")).isEqualTo(before);
        assertThat(weights(two, "dense_2.weight")).isNotEqualTo(head);
        assertThat(two.withHead(new Seed(5), Cellwise.dense(2)).values("dense_2.weight"))
                .isNotEqualTo(two.withHead(new Seed(6), Cellwise.dense(2)).values("dense_2.weight"));
    }

    @Test
    void aPartIsANetworkOfItsOwn() {
        Network net = withSoftmax();
        Network body = net.part("dense_1", "residual_1");
        Network head = net.part("dense_2", "softmax_1");
        assertThat(head.predict(body.predict(0.5, -1))).isEqualTo(net.predict(0.5, -1));
        body.setValues("dense_1.bias", 1, 1, 1, 1, 1, 1);
        assertThat(weights(net, "dense_1.bias")).containsOnly(0);
        assertThat(body.inputNames()).containsExactly("x", "y");
        assertThat(head.layers()).extracting(layer -> layer.name()).containsExactly("dense_1", "softmax_1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.part("dense_2", "dense_1"))
                .withMessageContaining("call part(\"dense_1\", \"dense_2\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.part("dense_1", "residual_1.dense_1"))
                .withMessageContaining("is inside another: choose one of dense_1, relu_1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.part("danse_1", "relu_1"))
                .withMessageContaining("did you mean \"dense_1\"?");
    }

    @Test
    void withoutALayer() {
        Network net = withSoftmax();
        Network logits = net.without("softmax_1");
        double[] y = logits.predict(1, 2);
        double sum = Arrays.stream(y).map(Math::exp).sum();
        assertThat(net.predict(1, 2))
                .containsExactly(Arrays.stream(y).map(v -> Math.exp(v) / sum).toArray(), within(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.network(
                                Cellwise.inputs(2), Cellwise.dense(6), Cellwise.dense(4), Cellwise.dense(3))
                        .without("dense_2"))
                .withMessageContaining(
                        "dense_2.weight would have the shape 6 x 3, but its weights, those of dense_3.weight (4 x 3)");
        assertThat(net.without("dense_1").inputShape().elements()).isEqualTo(6);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Cellwise.network(Cellwise.inputs(2), Cellwise.dense(1)).without("dense_1"))
                .withMessageContaining("leave at least one layer");
    }

    @Test
    void freezingByPattern() {
        Network net = net();
        net.freeze("*dense_1");
        assertThat(net.parameters().list().stream().filter(Parameter::isFrozen).map(Parameter::name))
                .containsExactly(
                        "dense_1.weight", "dense_1.bias", "residual_1.dense_1.weight", "residual_1.dense_1.bias");
        net.unfreeze("residual*");
        assertThat(net.layer("residual_1").trainable()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.freeze("conv*"))
                .withMessageContaining(
                        "no layer like conv*: there are dense_1, relu_1, residual_1, residual_1.dense_1");
    }

    /** SGD by hand: a step of a layer at a tenth of the rate goes a tenth as far. */
    @Test
    void layersLearnAtRatesOfTheirOwn() {
        Network all = net();
        Network some = all.copy();
        double[] before = weights(all, "dense_1.weight");
        trainer(all, new Sgd(0.1)).batchSize(60).fit(data(3), 1);
        Trainer slow = trainer(some, new Sgd(0.1)).batchSize(60).layerRate("dense_1", 0.25);
        slow.fit(data(3), 1);
        double[] far = weights(all, "dense_1.weight");
        double[] near = weights(some, "dense_1.weight");
        for (int i = 0; i < before.length; i++) {
            assertThat(near[i] - before[i]).isCloseTo(0.25 * (far[i] - before[i]), within(1e-7));
        }
        assertThat(weights(some, "dense_2.weight")).isEqualTo(weights(all, "dense_2.weight"));
        assertThat(slow.receipt().settings())
                .isNotEqualTo(trainer(all, new Sgd(0.1)).receipt().settings());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slow.layerRate("dense_1", -1))
                .withMessageContaining("0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> slow.layerRate("dense_9", 1))
                .withMessageContaining("dense_9");
    }

    @Test
    void layersLearnOneAfterTheOther() {
        Network net = net();
        net.freeze("dense_1", "residual_1");
        double[] first = weights(net, "dense_1.weight");
        double[] middle = weights(net, "residual_1.dense_1.weight");
        Trainer trainer = trainer(net, new Sgd(0.1)).unfreezeEvery(2, "residual_1", "dense_1");
        trainer.fit(data(3), 2);
        assertThat(weights(net, "residual_1.dense_1.weight")).isEqualTo(middle);
        trainer.fit(data(3), 2);
        assertThat(weights(net, "residual_1.dense_1.weight")).isNotEqualTo(middle);
        assertThat(weights(net, "dense_1.weight")).isEqualTo(first);
        trainer.fit(data(3), 1);
        assertThat(weights(net, "dense_1.weight")).isNotEqualTo(first);
    }

    /** Also where batches are cut, layers begin to learn midway, and the frozen weights change between two fits. */
    @Test
    void whatFrozenLayersPutOutIsComputedOnceToTheSameBits() {
        Trainer whole = cut(false);
        Trainer kept = cut(true);
        assertThat(kept.network().parameters().values())
                .isEqualTo(whole.network().parameters().values());
        assertThat(kept.history().stepLoss()).isEqualTo(whole.history().stepLoss());
        assertThat(kept.history().validationLoss()).isEqualTo(whole.history().validationLoss());
        assertThat(kept.receipt()).isEqualTo(whole.receipt());
    }

    private static Trainer cut(boolean caches) {
        Network net = Cellwise.network(
                Cellwise.inputs("x", "y"),
                Cellwise.dense(7),
                Cellwise.batchNorm(),
                Cellwise.relu(),
                Cellwise.dense(5),
                Cellwise.dropout(0.2),
                Cellwise.tanh(),
                Cellwise.dense(3));
        trainer(net, Cellwise.adam(0.05)).fit(data(3), 1);
        net.freeze("dense_1", "batch_norm_1", "dense_2");
        Trainer trainer = trainer(net, Cellwise.adam(0.01)).batchSize(16);
        if (caches) {
            trainer.cacheFrozen();
        }
        Dataset rows = data(3);
        Dataset watched = Cellwise.blobs(30, 3, 0.4, Cellwise.seed(3)).inputs("x", "y");
        trainer.fit(rows, watched, new Epochs(2));
        net.setValues("dense_2.bias", 1, 2, 3, 4, 5);
        trainer.fit(rows, watched, new Epochs(1));
        trainer.unfreezeEvery(5, "dense_2");
        trainer.fit(rows, watched, new Epochs(4));
        return trainer;
    }

    @Test
    void adaptersLearnBesideWeightsThatStay() {
        Network net = net();
        trainer(net, Cellwise.adam(0.05)).fit(data(3), 3);
        Network adapted = net.withLora(2, 4);
        assertThat(adapted.predict(0.3, 0.4)).isEqualTo(net.predict(0.3, 0.4));
        assertThat(adapted.parameters().list().stream()
                        .filter(Parameter::trainable)
                        .map(Parameter::toString))
                .containsExactly(
                        "dense_1.down (2 x 2)",
                        "dense_1.up (2 x 6)",
                        "residual_1.dense_1.down (6 x 2)",
                        "residual_1.dense_1.up (2 x 6)",
                        "dense_2.down (6 x 2)",
                        "dense_2.up (2 x 3)");
        assertThat(adapted.summary().trainable()).isEqualTo(4 + 12 + 12 + 12 + 12 + 6);
        trainer(adapted, Cellwise.adam(0.05)).fit(data(3), 3);
        assertThat(weights(adapted, "dense_1.weight")).isEqualTo(weights(net, "dense_1.weight"));
        double[] answer = adapted.predict(0.3, 0.4);
        assertThat(answer).isNotEqualTo(net.predict(0.3, 0.4));
        Network merged = adapted.mergeLora();
        assertThat(merged.parameterCount()).isEqualTo(net.parameterCount());
        assertThat(merged.predict(0.3, 0.4)).containsExactly(answer, within(1e-6));
        String file = folder.resolve("adapters").toString();
        adapted.saveLora(file);
        Network again = net.withLora(2, 4).loadLora(file);
        assertThat(again.predict(0.3, 0.4)).isEqualTo(answer);
        adapted.save(file);
        assertThat(Network.load(Path.of(file), Compute.of(1), d -> null).predict(0.3, 0.4))
                .isEqualTo(answer);
    }

    /** Its table stands at both ends, and stays as it is. */
    @Test
    void adaptersInAWriterOfText() {
        String text = "to be or not to be, that is the question: ".repeat(4);
        var letters = Cellwise.characters(text);
        Network writer = Cellwise.network(Cellwise.gpt(letters.size(), 8, 2, 2, 8));
        Network adapted = writer.withLora(2, 4);
        trainer(adapted, Cellwise.adam(0.01)).fit(Cellwise.passages(text, letters, 8), 2);
        assertThat(weights(adapted, "embedding_1.weight")).isEqualTo(weights(writer, "embedding_1.weight"));
        double[] row = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(adapted.predict(row)).isNotEqualTo(writer.predict(row));
        assertThat(adapted.mergeLora().predict(row)).containsExactly(adapted.predict(row), within(1e-5));
        String file = folder.resolve("writer").toString();
        adapted.saveLora(file);
        assertThat(writer.withLora(2, 4).loadLora(file).predict(row)).isEqualTo(adapted.predict(row));
        adapted.save(file);
        Network back = Cellwise.network(file);
        assertThat(back.predict(row)).isEqualTo(adapted.predict(row));
        assertThat(Cellwise.generate(back, "to be", 9))
                .extracting(made -> made.all())
                .isEqualTo(Cellwise.generate(adapted, letters, "to be", 9).all());
        assertThat(Cellwise.tokenizer(back)).isEqualTo(letters);
        assertThatIllegalStateException()
                .isThrownBy(() -> Cellwise.generate(writer, "to", 3))
                .withMessageContaining("generate(net, tokenizer, ");
    }

    /** Targets that were scaled belong to the outputs that learned them. */
    @Test
    void numbersOfAnotherHeadAreNotThoseOfTheOld() {
        Table table = Table.create(
                DoubleColumn.create("x", 1, 2, 3, 4, 5, 6, 7, 8),
                DoubleColumn.create("y", 100, 200, 300, 400, 500, 600, 700, 800));
        var split = Cellwise.dataset(table)
                .standardize()
                .standardizeTargets()
                .target("y")
                .split(0.75, Cellwise.seed(1));
        Network net = Cellwise.network(
                Cellwise.inputs("x"), Cellwise.dense(4), Cellwise.tanh(), Cellwise.dropout(0.1), Cellwise.dense(1));
        new Trainer(net, Cellwise.meanSquaredError(), Cellwise.adam(0.01)).fit(split.train(), 2);
        assertThat(net.predictRaw(3)[0]).isGreaterThan(50);
        assertThat(net.without("dropout_1").predictRaw(3)).isEqualTo(net.predictRaw(3));
        Network other = net.withHead(Cellwise.dense(1));
        assertThat(other.predictRaw(3)).isEqualTo(other.predict(split.encode(3)));
        Network points = net.withHead(Cellwise.dense(2));
        Dataset classes = Cellwise.dataset(new double[][] {{1}, {2}, {7}, {8}}, new int[] {0, 0, 1, 1});
        new Trainer(points, Cellwise.infoNce(0.5), Cellwise.adam(0.01)).fit(classes.inputs("x"), 2);
        assertThat(points.predictRaw(3)).isEqualTo(points.predict(3));
    }

    @Test
    void adaptersThatCountOtherwiseAreNotTaken() {
        Network net = net();
        String file = folder.resolve("alpha").toString();
        net.withLora(2, 4).saveLora(file);
        Network other = net.withLora(2, 8);
        double[] before = other.values("dense_1.down");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.loadLora(file))
                .withMessageContaining("dense_1 has alpha 4.0")
                .withMessageContaining("withLora(rank, 4.0)");
        assertThat(other.values("dense_1.down")).isEqualTo(before);
    }

    @Test
    void adaptersWhereTheyCanBe() {
        Network net = net();
        Network some = net.withLora(1, 1, "dense_2");
        assertThat(some.parameters().list().stream()
                        .filter(Parameter::trainable)
                        .map(Parameter::name))
                .containsExactly("dense_2.down", "dense_2.up");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.withLora(1, 1, "relu_1"))
                .withMessageContaining("there is none among relu_1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.withLora(0, 1))
                .withMessageContaining("rank of at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.saveLora("x"))
                .withMessageContaining("make them by net.withLora(rank, alpha)");
        Network block = Cellwise.network(Cellwise.inputs(3, 4), Cellwise.transformerBlock(2, 5), Cellwise.dense(2));
        assertThat(block.withLora(1, 1).parameters().list().stream()
                        .filter(Parameter::trainable)
                        .map(Parameter::name))
                .containsExactly(
                        "transformer_block_1.residual_1.self_attention_1.in.down",
                        "transformer_block_1.residual_1.self_attention_1.in.up",
                        "transformer_block_1.residual_1.self_attention_1.out.down",
                        "transformer_block_1.residual_1.self_attention_1.out.up",
                        "transformer_block_1.residual_2.dense_1.down",
                        "transformer_block_1.residual_2.dense_1.up",
                        "transformer_block_1.residual_2.dense_2.down",
                        "transformer_block_1.residual_2.dense_2.up",
                        "dense_1.down",
                        "dense_1.up");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> block.withLora(1, 1, "transformer_block_1.residual_2"))
                .withMessageContaining("cannot be changed within the layer around")
                .withMessageContaining("name that one, withLora(1, 1.0, \"transformer_block_1\")");
        assertThat(block.withLora(1, 1, "transformer_block_1").parameters().list().stream()
                        .filter(Parameter::trainable))
                .hasSize(8);
        assertThat(List.of(some.withLora(1, 1).parameterCount())).isNotEmpty();
    }
}
