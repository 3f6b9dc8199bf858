package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;
import static org.cellwise.train.Examples.sigmoid;
import static org.cellwise.train.Examples.softmax;
import static org.cellwise.train.Examples.step;
import static org.cellwise.train.Examples.xor;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;

/** What happens when data, network and loss do not fit, and when training goes astray. */
class TrainerErrorsTest {
    private final Dataset data = heaps(50);

    private void refuses(Network network, Loss loss, Dataset rows, String... parts) {
        float[] before = network.parameters().values().clone();
        Trainer trainer = new Trainer(network, loss, new Sgd(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(rows, new Epochs(1)))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(network.parameters().values()).isEqualTo(before);
        assertThat(trainer.history().size()).isZero();
    }

    @Test
    void rowsOfTheWrongWidth() {
        refuses(
                network(3, dense(3)),
                Losses.crossEntropy(),
                data,
                "expects rows of shape 3 (x1, x2, x3)",
                "rows of shape 2 (x1, x2)",
                "features(…)");
    }

    @Test
    void validationRowsOfTheWrongWidth() {
        Trainer trainer = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.1));
        Dataset wide = Dataset.ofClasses(new double[][] {{1, 2, 3}, {1, 2, 3}}, new int[] {0, 1}, "a", "b", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(data, wide, new Epochs(1)))
                .withMessageContaining("expects rows of shape 2");
        assertThat(trainer.history().steps()).isZero();
    }

    @Test
    void anotherNumberOfOutputsThanClasses() {
        refuses(
                network(2, dense(4)),
                Losses.crossEntropy(),
                data,
                "one output for each of the 3 classes (a, b, c)",
                "dense_1 with 4 outputs",
                "dense(3)");
    }

    @Test
    void anotherNumberOfOutputsThanTargets() {
        refuses(
                network(2, dense(2)),
                Losses.meanSquaredError(),
                xor(),
                "compares 1 target (y1)",
                "the network has 2",
                "dense(1)");
    }

    @Test
    void numericTargetsWhereClassesAreDue() {
        refuses(network(2, dense(1)), Losses.crossEntropy(), xor(), "expects a class for each row", "label column");
    }

    @Test
    void softmaxBeforeCrossEntropy() {
        refuses(
                network(2, dense(3), softmax()),
                Losses.crossEntropy(),
                data,
                "applies softmax itself",
                "ends in softmax_1",
                "leave that layer out");
    }

    @Test
    void aSingleUnboundedOutputForTwoClasses() {
        Dataset two = Dataset.ofClasses(new double[][] {{0}, {1}}, new int[] {0, 1}, "no", "yes");
        refuses(network(1, dense(1)), Losses.meanSquaredError(), two, "one output", "end the network with sigmoid()");
        new Trainer(network(1, dense(1), sigmoid()), Losses.meanSquaredError(), new Sgd(0.1)).fit(two, new Epochs(1));
    }

    @Test
    void aStepFunctionInTraining() {
        Network steps = network(2, dense(4), step(), dense(3));
        float[] before = steps.parameters().values().clone();
        Trainer trainer = new Trainer(steps, Losses.crossEntropy(), new Sgd(0.1));
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer.fit(data, new Epochs(1)))
                .withMessageContaining("no slope");
        assertThat(steps.parameters().values()).isEqualTo(before);
        assertThat(steps.parameters().gradients()).containsOnly(0f);
    }

    @Test
    void divergenceNamesThePlaceAndPutsTheLastGoodWeightsBack() {
        Network network = classifier();
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Sgd(0.1)).batchSize(16);
        trainer.fit(data, new Epochs(2));
        float[] good = network.parameters().values().clone();
        trainer.learningRate(1e30);
        List<Progress> ends = new ArrayList<>();
        trainer.listen(new TrainingListener() {
            @Override
            public void ended(Progress progress) {
                ends.add(progress);
            }
        });
        assertThatThrownBy(() -> trainer.fit(data, new Epochs(5)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("Epoch 3, batch 2: the loss is NaN")
                .hasMessageContaining("the first layer to put out such numbers is dense_2")
                .hasMessageContaining("Try a learning rate ten times smaller")
                .hasMessageContaining("from before epoch 3");
        assertThat(ends.get(0).state()).isEqualTo(Progress.State.DIVERGED);
        assertThat(network.parameters().values()).isEqualTo(good);
        assertThat(trainer.history().size()).isEqualTo(2);
        assertThat(trainer.history().steps()).isEqualTo(8);

        trainer.learningRate(0.1).fit(data, new Epochs(1)); // and goes on as if nothing had happened
        Network calm = classifier();
        new Trainer(calm, Losses.crossEntropy(), new Sgd(0.1)).batchSize(16).fit(data, new Epochs(3));
        assertThat(network.parameters().values()).isEqualTo(calm.parameters().values());
    }

    @Test
    void weightsThatTheLastStepOfAnEpochRuinedAreNotTakenForGood() {
        Network network = classifier();
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Sgd(1e30)).batchSize(50); // a step an epoch
        float[] start = network.parameters().values().clone();
        assertThatThrownBy(() -> trainer.fit(data, new Epochs(5)))
                .hasMessageContaining("Epoch 2, batch 1")
                .hasMessageContaining("from before epoch 1");
        assertThat(network.parameters().values()).isEqualTo(start);
        assertThat(trainer.history().size()).isZero();
    }

    @Test
    void ruinShowsInTheValidationLoss() {
        Network network = classifier();
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Sgd(1e30)).batchSize(50);
        float[] start = network.parameters().values().clone();
        assertThatThrownBy(() -> trainer.fit(data, data, new Epochs(5)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("Epoch 1, after its last batch: the validation loss");
        assertThat(network.parameters().values()).isEqualTo(start);
        assertThat(trainer.history().size()).isZero();
    }

    @Test
    void aStepOnABadBatchLeavesTheWeightsAsTheyAre() {
        Network network = network(2, dense(4), relu(), dense(3));
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Sgd(0.1));
        Batch batch = trainer.batches(data).iterator().next();
        batch.features()[3] = Float.NaN;
        float[] before = network.parameters().values().clone();
        assertThatThrownBy(() -> trainer.step(batch))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("features of the batch");
        assertThat(network.parameters().values()).isEqualTo(before);
    }

    @Test
    void settingsOutOfRange() {
        Trainer trainer = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.batchSize(0))
                .withMessageContaining("1 row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.accumulate(0))
                .withMessageContaining("1 batch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.clipNorm(0))
                .withMessageContaining("above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Epochs(0)).withMessageContaining("at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Epochs(1).patience(-1))
                .withMessageContaining("0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.rewind(1))
                .withMessageContaining("nothing was trained");
    }

    @Test
    void nothingIsGiven() {
        Trainer trainer = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.1));
        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls = List.of(
                () -> trainer.fit((org.cellwise.data.Split) null, 3),
                () -> trainer.fit((Dataset) null, 3),
                () -> trainer.fit(null, data, 3),
                () -> trainer.fit(data, (Epochs) null),
                () -> trainer.step(null),
                () -> trainer.step().gradients(null),
                () -> trainer.batches(null),
                () -> trainer.evaluate(null),
                () -> trainer.findLearningRate((Dataset) null),
                () -> trainer.findLearningRate((org.cellwise.data.Split) null),
                () -> trainer.schedule(null),
                () -> trainer.metrics((org.cellwise.train.metric.Metric) null),
                () -> trainer.metrics((org.cellwise.train.metric.Metric[]) null),
                () -> trainer.seed(null),
                () -> trainer.restore(null),
                () -> trainer.save((String) null),
                () -> trainer.load((String) null),
                () -> trainer.save((java.nio.file.Path) null),
                () -> trainer.load((java.nio.file.Path) null));
        for (var call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining(" expects ")
                    .hasMessageContaining(", but got null");
        }
        trainer.fit(data, null, 1); // which watches nothing
    }

    @Test
    void classWeightsThatFloat32DoesNotHold() {
        for (double weight : new double[] {1e39, 1e300, 1e-50, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Losses.crossEntropy().classWeights(1, weight))
                    .withMessageContaining("finite and 0 or more, within what float32 holds");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Losses.binaryCrossEntropy().classWeights(1, weight));
        }
        Losses.crossEntropy().classWeights(0, 1e-30, 1e30);
    }

    /** A dataset from arrays has no function to scale it. */
    @Test
    void theAdviceCanBeFollowedWithArrays() {
        Trainer trainer = new Trainer(network(1, dense(1)), Losses.meanSquaredError(), new Sgd(1e30));
        Dataset rows = Dataset.of(new double[][] {{1000}, {2000}}, new double[][] {{1}, {2}});
        assertThatThrownBy(() -> trainer.fit(rows, 5))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("or bring the features to about -1 to 1 (a table: standardize())");
        trainer.learningRate(0.1).fit(Dataset.of(new double[][] {{-1}, {1}}, new double[][] {{1}, {2}}), 5);
    }
}
