package org.cellwise.insight.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import org.cellwise.data.Dataset;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final Dataset moons = moons(100, 0.2, seed(1));

    private static Trainer learner(double rate) {
        return trainer(network(seed(1), inputs("x", "y"), dense(4), tanh(), dense(2)), crossEntropy(), sgd(rate))
                .batchSize(10)
                .quiet();
    }

    @Test
    void stopsAtTheVeryStepAndGoesOnToTheSameEnd() {
        Trainer whole = learner(0.5);
        double[] highest = {Double.NEGATIVE_INFINITY};
        whole.fit(moons, 5);
        double end = whole.network().weights("dense_2").values()[0][0];

        Trainer watched = learner(0.5);
        double first = watched.network().weights("dense_2").values()[0][0];
        double half = (first + end) / 2;
        Watch watch = watch(watched, "dense_2", w -> {
            highest[0] = w[0][0];
            return Math.abs(w[0][0] - first) > Math.abs(half - first);
        });
        assertThat(watch.toString()).endsWith("has not held yet");
        assertThatThrownBy(watch::weights).isInstanceOf(IllegalStateException.class);

        Progress stopped = watched.fit(moons, 5);
        assertThat(stopped.state()).isEqualTo(Progress.State.INTERRUPTED);
        assertThat(Thread.interrupted()).as("the flag is used up").isFalse();
        assertThat(watch.held()).isTrue();
        assertThat(watch.toString()).contains("held after epoch " + stopped.epoch() + ", batch " + stopped.batch());
        assertThat(watched.network().weights("dense_2").values()[0][0]).isEqualTo(highest[0]);
        assertThat(watch.weights().values()[0][0]).isEqualTo(highest[0]);

        watched.resume();
        assertThat(watched.network().parameters().values())
                .isEqualTo(whole.network().parameters().values());
    }

    @Test
    void aLayerThatIsNotThereIsRefusedAtOnce() {
        assertThatThrownBy(() -> watch(learner(0.5), "dense_3", w -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dense_3");
    }

    @Test
    void aConditionThatThrowsIsAskedOnce() {
        Trainer trainer = learner(0.5);
        Watch watch = watch(trainer, "dense_1", w -> w[9][9] > 1);
        assertThatThrownBy(() -> trainer.fit(moons, 1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThat(watch.held()).isFalse();
        assertThat(watch.toString()).contains("has failed");
        assertThatThrownBy(watch::weights).hasMessageContaining("has failed");
        assertThat(trainer.fit(moons, 1).state()).isEqualTo(Progress.State.FINISHED);
    }

    @Test
    void twoTrainingsOfTheSameKindNeverPart() {
        Divergence never = diverge(learner(0.5), learner(0.5), moons, 3);
        assertThat(never.parting()).isEmpty();
        assertThat(never)
                .hasToString(
                        "They never part: after 30 steps, all 22 weights of one are those of the other, to the bit");
    }

    @Test
    void theFirstStepThatDiffersIsFound() {
        Trainer one = learner(0.5);
        Trainer late = learner(0.5).schedule(schedule("late", (epoch, history) -> epoch < 1.35 ? 1 : 2));
        Parting parting = diverge(one, late, moons, 3).parting().orElseThrow();
        assertThat(parting.epoch()).isEqualTo(2);
        assertThat(parting.batch()).as("the fifth of ten begins at 1.4").isEqualTo(5);
        assertThat(parting.sameRows()).isTrue();
        assertThat(parting.toString()).startsWith("They part in epoch 2, batch 5: dense_1.weight, number 0, is ");
    }

    @Test
    void otherRowsAndOtherBeginningsAreTold() {
        Divergence rows = diverge(learner(0.5), learner(0.5).seed(seed(9)), moons, 3);
        assertThat(rows.toString()).contains("in epoch 1, batch 1").endsWith("different rows in that step");
        Trainer other =
                trainer(network(seed(2), inputs("x", "y"), dense(4), tanh(), dense(2)), crossEntropy(), sgd(0.5));
        assertThat(diverge(learner(0.5), other, moons, 3).toString()).startsWith("They part before the first step");
        Trainer one = learner(0.5);
        Trainer moved = learner(0.5);
        moved.network().setValues("dense_2.bias", 1, 0);
        assertThat(diverge(one, moved, moons, 1).toString()).endsWith("1 number differs");
        assertThatThrownBy(() -> diverge(one, one, moons, 1)).hasMessageContaining("build it twice");
        Trainer larger = trainer(network(inputs("x", "y"), dense(5), tanh(), dense(2)), crossEntropy(), sgd(0.5));
        assertThatThrownBy(() -> diverge(one, larger, moons, 1)).hasMessageContaining("same parameters");
    }
}
