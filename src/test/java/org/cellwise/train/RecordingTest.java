package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import org.cellwise.data.Dataset;
import org.cellwise.insight.Diagnosis;
import org.cellwise.insight.GradientFlow;
import org.cellwise.insight.StepExplanation;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Dataset DATA = Dataset.of(new double[][] {{1, 0}, {0, 1}}, new double[][] {{1}, {0}});
    private final Network net = network(seed(1), inputs(2), dense(3), tanh(), dense(1));
    private final Trainer trainer = new Trainer(net, meanSquaredError(), sgd(0.01));
    private final Recording recording = Recording.of(trainer);

    @Test
    void itKeepsTheStartAndEveryEpochWithTheWeightsOfThatMoment() {
        float[] before = net.parameters().values().clone();
        trainer.fit(DATA, epochs(3));
        assertThat(recording.moments()).extracting(Recording.Moment::epochs).containsExactly(0, 1, 2, 3);
        assertThat(recording.moments().get(0).values()).isEqualTo(before);
        assertThat(recording.moments().get(3).values())
                .isEqualTo(net.parameters().values());
        assertThat(recording.moments().get(1).values()).isNotEqualTo(before);
    }

    @Test
    void ofManyEpochsAFewAreKeptEvenlyAndTheLastOneAlways() {
        trainer.fit(DATA, epochs(701));
        var epochs = recording.moments().stream().map(Recording.Moment::epochs).toList();
        assertThat(epochs).hasSizeBetween(30, 65).startsWith(0, 16, 32).endsWith(688, 701);
        trainer.fit(DATA, epochs(10));
        assertThat(recording.moments()).extracting(Recording.Moment::epochs).endsWith(688, 704, 711);
    }

    @Test
    void whatWasRewoundIsForgotten() {
        trainer.fit(DATA, epochs(5));
        trainer.rewind(2);
        trainer.fit(DATA, epochs(1));
        assertThat(recording.moments()).extracting(Recording.Moment::epochs).containsExactly(0, 1, 2, 3);
        assertThat(recording.moments().get(3).values())
                .isEqualTo(net.parameters().values());
    }

    @Test
    void recordingChangesNothing() {
        Network same = network(seed(1), inputs(2), dense(3), tanh(), dense(1));
        new Trainer(same, meanSquaredError(), sgd(0.01)).fit(DATA, epochs(20));
        trainer.fit(DATA, epochs(20));
        assertThat(net.parameters().values()).isEqualTo(same.parameters().values());
    }

    @Test
    void theGradientFlowIsThatOfTheRowsAndLeavesAllAsItIs() {
        trainer.fit(DATA, epochs(2));
        float[] before = net.parameters().values().clone();
        GradientFlow flow = GradientFlow.of(trainer, DATA);
        assertThat(flow.rows()).isEqualTo(2);
        assertThat(flow.layers()).extracting(Diagnosis.Layer::name).containsExactly("dense_1", "dense_2");
        assertThat(flow.matrices()).hasSize(2);
        double[][] first = flow.matrices().get(0).values();
        StepExplanation a = explainStep(trainer, DATA.rows(0));
        StepExplanation b = explainStep(trainer, DATA.rows(1));
        double mean = (gradient(a) + gradient(b)) / 2;
        assertThat(first[0][0]).isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(flow.flat()).containsOnlyKeys("tanh_1");
        assertThat(net.parameters().values()).isEqualTo(before);
    }

    private static double gradient(StepExplanation step) {
        return step.layers().get(0).weights().get(0).gradient();
    }

    @Test
    void deadUnitsAreFlat() {
        Network dead =
                network(inputs(2), dense(2).weights(numbers(1, -1, 1, -1)).noBias(), relu(), dense(1));
        GradientFlow flow = GradientFlow.of(new Trainer(dead, meanSquaredError(), sgd(0.01)), DATA);
        assertThat(flow.flat().get("relu_1")).containsExactly(false, true);
        assertThat(flow.toString()).contains("relu_1: 1 of 2 units flat");
    }
}
