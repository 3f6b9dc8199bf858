package org.cellwise.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.train.Epochs;
import org.cellwise.train.Examples;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.state.Histories;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;

/** The rate that each step of a training is taken at, against numbers computed by hand. */
class SchedulesTest {
    private static final double ROUNDING = 1e-12;

    private final Dataset data = Examples.heaps(32); // two batches of 16 an epoch

    private double[] rates(Schedule schedule, int epochs) {
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1))
                .batchSize(16)
                .schedule(schedule);
        trainer.fit(data, new Epochs(epochs));
        return trainer.history().stepLearningRate();
    }

    private void check(Schedule schedule, double... expected) {
        assertThat(rates(schedule, expected.length / 2)).containsExactly(expected, within(ROUNDING));
    }

    @Test
    void constant() {
        check(Schedules.constant(), 0.1, 0.1, 0.1, 0.1);
    }

    @Test
    void stepsDownAfterEverySoManyEpochs() {
        check(Schedules.step(2, 0.5), 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025);
    }

    @Test
    void exponentialGoesDownWithEachStep() {
        check(Schedules.exponential(0.25), 0.1, 0.05, 0.025, 0.0125);
    }

    @Test
    void cosineIsHalfAWaveAndStaysAtItsEnd() {
        double root = Math.sqrt(2) / 4;
        check(Schedules.cosine(2), 0.1, 0.1 * (0.5 + root), 0.05, 0.1 * (0.5 - root), 0, 0);
    }

    @Test
    void warmUpGoesUpInALineAndHandsOver() {
        check(
                Schedules.warmUp(2, Schedules.step(1, 0.5)),
                0.0001, // near 0, since a step of rate 0 would do nothing
                0.025,
                0.05,
                0.075,
                0.1,
                0.1,
                0.05,
                0.05);
    }

    @Test
    void oneCycleGoesUpThenFarDown() {
        double[] rates = rates(Schedules.oneCycle(10), 11);
        double low = 0.1 / 25;
        double lowest = 0.1 / 250_000;
        assertThat(rates[0]).isCloseTo(low, within(ROUNDING));
        assertThat(rates[3]).isCloseTo((low + 0.1) / 2, within(ROUNDING)); // half of 3 epochs up
        assertThat(rates[6]).isCloseTo(0.1, within(ROUNDING));
        assertThat(rates[13]).isCloseTo((0.1 + lowest) / 2, within(ROUNDING)); // half of 7 epochs down
        assertThat(rates[20]).isCloseTo(lowest, within(ROUNDING));
        assertThat(rates[21]).isCloseTo(lowest, within(ROUNDING));
        assertThat(Arrays.copyOf(rates, 7)).isSorted();
    }

    @Test
    void plateausReduceTheRateAndBetterLossesDoNot() {
        Schedule schedule = Schedules.reduceOnPlateau(0.1, 2);
        History history = watched(5, 4, 4, 4, 3, 3, 3);
        assertThat(schedule.factor(7, history)).isEqualTo(1); // at most 2 epochs in a row without a better one
        history = watched(5, 4, 4, 4, 4);
        assertThat(schedule.factor(5, history)).isEqualTo(0.1);
        history = watched(5, 4, 4, 4, 4, 4, 4);
        assertThat(schedule.factor(7, history)).isEqualTo(0.1);
        history = watched(5, 4, 4, 4, 4, 4, 4, 4);
        assertThat(schedule.factor(8, history)).isCloseTo(0.01, within(ROUNDING));
    }

    /** Rather than to count on from epochs that are no more. */
    @Test
    void plateausOfAHistoryThatWasRewoundAreThoseThatItHasNow() {
        Schedule followed = Schedules.reduceOnPlateau(0.5, 0);
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(20))
                .batchSize(16)
                .schedule(followed);
        for (int round = 0; round < 4; round++) {
            trainer.fit(data, new Epochs(6));
            History history = trainer.history();
            double now = Schedules.reduceOnPlateau(0.5, 0).factor(history.size(), history);
            assertThat(followed.factor(history.size(), history)).isEqualTo(now).isLessThan(1);
            trainer.rewind(history.size() - 4).learningRate(20.0 / (2 + round));
        }
    }

    private static History watched(double... validationLoss) {
        return Histories.of(new double[validationLoss.length], validationLoss);
    }

    @Test
    void aScheduleGoesOnOverCallsOfFitAndBackWithRewind() {
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1))
                .batchSize(16)
                .schedule(Schedules.exponential(0.25));
        trainer.fit(data, new Epochs(1));
        trainer.fit(data, new Epochs(1));
        assertThat(trainer.history().stepLearningRate())
                .containsExactly(new double[] {0.1, 0.05, 0.025, 0.0125}, within(ROUNDING));
        trainer.rewind(1).learningRate(0.2).fit(data, new Epochs(1));
        assertThat(trainer.history().stepLearningRate())
                .containsExactly(new double[] {0.1, 0.05, 0.05, 0.025}, within(ROUNDING));
    }

    @Test
    void ratesThatStayAreForgottenStepByStepToo() {
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1)).batchSize(16);
        trainer.fit(data, new Epochs(2));
        trainer.rewind(1).learningRate(0.2).fit(data, new Epochs(1));
        assertThat(trainer.history().stepLearningRate()).containsExactly(0.1, 0.1, 0.2, 0.2);
        trainer.rewind(0);
        assertThat(trainer.history().stepLearningRate()).isEmpty();
    }

    @Test
    void oneOfYourOwn() {
        check(Schedules.schedule("root", (epoch, history) -> 1 / (1 + epoch)), 0.1, 0.1 / 1.5, 0.05, 0.04);
        assertThat(Schedules.schedule("root", (epoch, history) -> 1)).hasToString("root");
    }

    @Test
    void settingsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.step(0, 0.5))
                .withMessage("stepDecay expects at least 1 epoch, but got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.exponential(1.1))
                .withMessage("exponentialDecay expects a factor above 0 and at most 1, but got 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.cosine(0))
                .withMessageContaining("cosineDecay expects at least 1 epoch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.reduceOnPlateau(0.5, -1))
                .withMessageContaining("patience from 0");
    }
}
