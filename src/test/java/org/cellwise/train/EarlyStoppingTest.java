package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.numbers;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.heaps;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.text.Numbers;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The weights that are put back have the loss that is named with them. */
class EarlyStoppingTest {
    private static final Pattern BACK = Pattern.compile("the weights of epoch (\\d+) are back, with loss (\\S+)");

    /** Its loss is the square of its only weight. */
    private static Trainer square(Optimizer optimizer) {
        Network net = network(inputs(1), dense(1).noBias().weights(numbers(1)));
        return new Trainer(net, meanSquaredError(), optimizer).batchSize(2);
    }

    private static final Dataset ZEROS = dataset(new double[][] {{1}, {1}}, new double[] {0, 0});

    private static void assertNamesItsLoss(Progress ended, double loss) {
        Matcher named = BACK.matcher(ended.message());
        assertThat(named.find()).as(ended.message()).isTrue();
        assertThat(named.group(2)).isEqualTo(Numbers.significant(loss, 4));
    }

    @ParameterizedTest
    @CsvSource({"0.1,0.9,2", "2.5,0,3", "0.05,0.95,1", "0.3,0.8,4"})
    void withoutValidationTheLossIsThatOfTheWeightsKept(double rate, double momentum, int patience) {
        Trainer trainer = square(sgd(rate).momentum(momentum));
        Progress ended = trainer.fit(ZEROS, new Epochs(100).patience(patience));
        assertThat(ended.state()).isEqualTo(Progress.State.STOPPED_EARLY);
        assertNamesItsLoss(ended, trainer.evaluate(ZEROS).get("loss"));
        assertThat(ended.toString()).contains("on the training rows");
    }

    @Test
    void dropoutAndPartialBatchesDoNotBlurIt() {
        Network net = Examples.network(
                2,
                Examples.dense(8),
                Examples.relu(),
                new org.cellwise.layer.activation.Dropout(0.3),
                Examples.dense(3));
        Trainer trainer = new Trainer(net, Losses.crossEntropy(), new Sgd(4)).batchSize(16);
        Dataset data = heaps(50);
        Progress ended = trainer.fit(data, new Epochs(60).patience(3));
        assertNamesItsLoss(ended, trainer.evaluate(data).get("loss"));
    }

    @Test
    void aSecondFitKnowsTheBestOfTheFirst() {
        Split split = heaps(60).split(0.7);
        Trainer trainer = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.5)).batchSize(8);
        trainer.fit(split, new Epochs(30).patience(3));
        double best = trainer.evaluate(split.validation()).get("loss");
        int epochs = trainer.history().size();
        trainer.learningRate(20);
        Progress ended = trainer.fit(split, new Epochs(4).patience(4));
        double other = Arrays.stream(trainer.history().validationLoss())
                .skip(epochs)
                .min()
                .orElseThrow();
        assertThat(trainer.evaluate(split.validation()).get("loss")).isEqualTo(Math.min(best, other));
        assertNamesItsLoss(ended, Math.min(best, other));
        assertThat(trainer.history().size()).isEqualTo(epochs + 4); // its patience is its own
    }

    @Test
    void norIsTheBestOfAStoppedFitForgotten() {
        Split split = heaps(60).split(0.7);
        Trainer trainer = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.5)).batchSize(8);
        trainer.fit(split, 5);
        trainer.learningRate(30);
        trainer.listen(Examples.stopAt(7, 2));
        trainer.fit(split, new Epochs(10).patience(8));
        double best = Arrays.stream(trainer.history().validationLoss())
                .skip(4) // before, nothing was kept
                .min()
                .orElseThrow();
        Progress ended = trainer.fit(split, new Epochs(2).patience(8));
        assertThat(ended.state()).isEqualTo(Progress.State.FINISHED);
        assertThat(trainer.evaluate(split.validation()).get("loss")).isEqualTo(best);
    }

    @Test
    void norAfterSavingAndLoading(@TempDir Path folder) {
        Split split = heaps(60).split(0.7);
        Trainer first = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.5)).batchSize(8);
        first.fit(split, 5);
        first.learningRate(30).listen(Examples.stopAt(7, 2)).fit(split, new Epochs(10).patience(8));
        first.save(folder.resolve("state"));
        Trainer second = new Trainer(classifier(), Losses.crossEntropy(), new Sgd(0.5))
                .batchSize(8)
                .learningRate(30)
                .load(folder.resolve("state").toString());
        second.fit(split, new Epochs(2).patience(8));
        first.fit(split, new Epochs(2).patience(8));
        assertThat(second.network().parameters().values())
                .isEqualTo(first.network().parameters().values());
        assertThat(second.history().validationLoss()).isEqualTo(first.history().validationLoss());
    }

    @Test
    void trainingThatOnlyGetsBetterKeepsItsLastWeights() {
        Trainer trainer = square(sgd(0.1));
        Progress ended = trainer.fit(ZEROS, new Epochs(10).patience(2));
        assertThat(ended.state()).isEqualTo(Progress.State.FINISHED);
        assertThat(ended.message()).isEmpty();
        assertThat(trainer.evaluate(ZEROS).get("loss")).isCloseTo(Math.pow(0.8, 20), within(1e-6));
    }

    @Test
    void aStopWhileTheTrainingRowsAreMeasuredLosesNothing() {
        Trainer whole = square(sgd(0.1).momentum(0.9));
        whole.fit(ZEROS, new Epochs(3).patience(5));
        Trainer trainer = square(sgd(0.1).momentum(0.9)).listen(Examples.stopAt(2, 1));
        trainer.fit(ZEROS, new Epochs(3).patience(5));
        trainer.resume();
        assertThat(trainer.history().loss()).isEqualTo(whole.history().loss());
        assertThat(trainer.network().parameters().values())
                .isEqualTo(whole.network().parameters().values());
    }
}
