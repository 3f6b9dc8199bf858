package org.cellwise.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** What outputs mean, as layers, losses and data say one after the other. */
class MeetingTest {
    private static final double[][] CORNERS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final Dataset AND = dataset(CORNERS, new double[] {0, 0, 0, 1});

    /** Without a dataset at hand, the targets of batches tell. */
    @Test
    void aLoopOfOnesOwnTeachesTheSame() {
        Network net = network(seed(1), inputs(2), dense(1));
        Trainer trainer = trainer(net, meanSquaredError(), sgd(0.1)).metrics(accuracy());
        for (int i = 0; i < 300; i++) {
            trainer.step(AND.batch(0, 1, 2, 3));
        }
        assertThat(accuracy(net, AND)).isEqualTo(1);
        assertThat(trainer.evaluate(AND)).containsEntry("accuracy", 1.0);
        Dataset numbers = dataset(CORNERS, new double[] {0, 1, 2, 3});
        trainer.step(numbers.batch(0, 1)); // could be classes still
        assertThat(net.meaning().kind()).isEqualTo(OutputMeaning.Kind.TWO_CLASSES);
        trainer.step(numbers.batch(2, 3));
        assertThat(net.meaning().kind()).isEqualTo(OutputMeaning.Kind.NUMBERS);
        assertThatThrownBy(() -> net.classify(0, 0)).hasMessage("y1 is a number: use predict(…)");
    }

    /** The one that trained last says what outputs mean; another's evaluate asks the network. */
    @Test
    void trainersThatTakeTurns() {
        Network net = network(seed(1), inputs(2), dense(1));
        Trainer squares = trainer(net, meanSquaredError(), sgd(0.1)).metrics(accuracy());
        Trainer binary = trainer(net, binaryCrossEntropy(), sgd(0.5)).metrics(accuracy());
        squares.fit(AND, epochs(300));
        assertThat(accuracy(net, AND)).isEqualTo(1);
        assertThat(binary.evaluate(AND)).containsEntry("accuracy", 1.0);
        binary.fit(AND, epochs(300));
        assertThat(accuracy(net, AND)).isEqualTo(1);
        assertThat(squares.evaluate(AND)).containsEntry("accuracy", 1.0);
        squares.fit(AND, epochs(1));
        assertThat(net.meaning().threshold()).isEqualTo(0.5);
    }

    @Test
    void layersWithinLayersAreSeen() {
        Dataset blobs = blobs(30, 3, 0.5, seed(1));
        assertThatThrownBy(() -> trainer(
                                network(inputs(2), sequential(dense(3), sequential(softmax())), dropout(0.1)),
                                crossEntropy(),
                                adam(0.1))
                        .fit(blobs, epochs(1)))
                .hasMessageContaining("ends in sequential_1.sequential_1.softmax_1: leave that layer out");
        assertThatThrownBy(() -> network(inputs(2), dense(1), softmax()))
                .hasMessageContaining("softmax of a single number is always 1: use sigmoid()");
    }

    @Test
    void positionsThatTheDataHasNot() {
        Dataset rows = dataset(new double[][] {new double[10], new double[10]}, new int[] {0, 1}, "a", "b", "c");
        assertThatThrownBy(() -> trainer(network(inputs(5, 2), dense(3)), crossEntropy(), adam(0.1))
                        .fit(rows.reshape(5, 2), epochs(1)))
                .hasMessageContaining("15 outputs (5 x 3): put flatten() before dense(3)");
    }

    @Test
    void itSpeaks() {
        Network net = network(inputs(2), dense(1));
        assertThat(net.meaning()).hasToString("any numbers of an answer that training decides");
        trainer(net, meanSquaredError(), sgd(0.1)).fit(AND.outputs("both"), epochs(1));
        assertThat(net.meaning()).hasToString("values of two classes not both, both on one output");
        assertThat(network(inputs(2), dense(3), softmax()).meaning()).hasToString("probabilities of the classes");
    }

    /** Points of a triplet loss are no classes, though there are as many. */
    @Test
    void pointsAreNoClasses() {
        Network net = network(inputs(2), dense(3));
        Dataset blobs = blobs(30, 3, 0.5, seed(1));
        trainer(net, triplet(0.2), adam(0.01)).fit(blobs, epochs(1));
        assertThatThrownBy(() -> accuracy(net, blobs)).hasMessageContaining("training made them numbers");
        assertThatThrownBy(() -> net.classify(0, 0)).hasMessageContaining("numbers: use predict(…)");
        assertThat(embedding(net, blobs).picture().toString()).contains("30 rows as points");
    }
}
