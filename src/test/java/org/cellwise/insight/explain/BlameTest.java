package org.cellwise.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.blame;
import static org.cellwise.Cellwise.blobs;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.dropout;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.trainer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** Which training rows, left out and replayed, change an answer most. */
class BlameTest {
    private static final Epochs EPOCHS = epochs(15);
    private static final Split SPLIT = blobs(50, 2, 1.5, seed(4)).split(0.8, seed(2));
    private static final double[] ROW = SPLIT.test().features(1);
    private static final Function<Split, Trainer> RECIPE = rows -> trainer(
                    network(inputs(rows), dense(6), tanh(), dropout(0.2), dense(outputs(rows))),
                    crossEntropy(),
                    adam(0.03))
            .batchSize(8);
    private static final Network NET = trained(SPLIT);

    private static Network trained(Split split) {
        Trainer trainer = RECIPE.apply(split).quiet();
        trainer.fit(split, EPOCHS);
        return trainer.network();
    }

    /** What comes of all rows, by hand. */
    private static double[] changes() {
        Dataset train = SPLIT.train();
        int said = NET.classify(ROW).index();
        double now = NET.probabilities(NET.predict(ROW))[said];
        return IntStream.range(0, train.size())
                .mapToDouble(left -> {
                    double[] weights = new double[train.size()];
                    Arrays.fill(weights, 1);
                    weights[left] = 0;
                    Network without = trained(Split.of(train.weights(weights), SPLIT.test()));
                    return without.probabilities(without.predict(ROW))[said] - now;
                })
                .toArray();
    }

    @Test
    void eachChangeIsThatOfATrainingWithoutTheRow() {
        double[] expected = changes();
        Blame all = blame(NET, SPLIT, RECIPE, EPOCHS, 1000, ROW);
        assertThat(all.changes()).hasSize(SPLIT.train().size());
        assertThat(all.trainings()).isEqualTo(1 + SPLIT.train().size());
        assertThat(all.toString()).contains("all numbers are exact, of all rows");
        for (Blame.Change change : all.changes()) {
            assertThat(change.change()).isEqualTo(expected[change.rows().get(0)]);
        }
        assertThat(all.changes())
                .isSortedAccordingTo(Comparator.comparingDouble((Blame.Change change) -> -Math.abs(change.change())));
        // the guess, which costs one training, finds most of those that matter most
        Blame few = blame(NET, SPLIT, RECIPE, EPOCHS, 10, ROW);
        List<String> most =
                all.changes().stream().limit(5).map(Blame.Change::what).toList();
        assertThat(few.changes().stream().map(Blame.Change::what).filter(most::contains))
                .as("of the five rows that matter most, %s", most)
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(few.trainings()).isEqualTo(16);
        assertThat(few.byChance()).hasSize(5);
        assertThat(few.toString()).contains("16 trainings of the same recipe", "chosen by a guess from gradients");
        assertThat(blame(NET, SPLIT, RECIPE, EPOCHS, 10, ROW)).isEqualTo(few); // on however many threads
        assertThat(Renderer.render(few).orElseThrow().data().get("text/html")).contains("left out", "label");
    }

    @Test
    void aRowThatWeighsNothingChangesNothing() {
        Dataset train = SPLIT.train();
        double[] weights = new double[train.size()];
        Arrays.fill(weights, 1);
        weights[3] = 0;
        Split light = Split.of(train.weights(weights), SPLIT.test());
        Network net = trained(light);
        Blame all = blame(net, light, RECIPE, EPOCHS, 1000, ROW);
        assertThat(all.changes())
                .hasSize(train.size() - 1)
                .noneMatch(change -> change.rows().contains(3));
    }

    @Test
    void groupsAreLeftOutAsAWhole() {
        Blame groups = blame(NET, SPLIT, RECIPE, EPOCHS, "label", ROW);
        assertThat(groups.changes()).hasSize(2).allMatch(change -> change.rows().size() > 10);
        assertThat(groups.changes().get(0).what()).startsWith("label = ");
        assertThat(groups.trainings()).isEqualTo(3);
        assertThatThrownBy(() -> blame(NET, SPLIT, RECIPE, EPOCHS, "labl", ROW)).hasMessageContaining("label");
    }

    @Test
    void numbersAreToldInTheUnitOfTheTarget() {
        Dataset data = Dataset.of(
                IntStream.range(0, 12).mapToObj(i -> new double[] {i}).toArray(double[][]::new),
                IntStream.range(0, 12).mapToDouble(i -> i == 6 ? 500 : 10.0 * i).toArray());
        Split split = data.split(0.8, seed(1)).standardize("x1", "y1");
        Function<Split, Trainer> recipe =
                rows -> trainer(network(inputs(rows), dense(1)), meanSquaredError(), adam(0.1));
        Trainer trainer = recipe.apply(split).quiet();
        trainer.fit(split, 60);
        int odd = IntStream.range(0, split.train().size())
                .filter(i -> split.decode(split.train().target(i))[0] > 400)
                .findFirst()
                .orElseThrow();
        Blame found = blame(
                trainer.network(), split, recipe, epochs(60), 3, split.train().features(0));
        assertThat(found.changes().get(0).rows()).containsExactly(odd);
        assertThat(Math.abs(found.changes().get(0).change())).isGreaterThan(5);
    }

    @Test
    void theRecipeMustGiveThisVeryNetwork() {
        assertThatThrownBy(() -> blame(NET, SPLIT, RECIPE, epochs(14), ROW))
                .hasMessageContaining(
                        "blame trains the network anew by its recipe, but that gives other numbers, first in dense_1.weight")
                .hasMessageContaining("batch size and epochs");
        Function<Split, Trainer> wider = rows ->
                trainer(network(inputs(rows), dense(7), relu(), dense(outputs(rows))), crossEntropy(), adam(0.03));
        assertThatThrownBy(() -> blame(NET, SPLIT, wider, EPOCHS, ROW)).hasMessageContaining("that gives other layers");
        Trainer one = RECIPE.apply(SPLIT);
        assertThatThrownBy(() -> blame(NET, SPLIT, rows -> one, EPOCHS, ROW))
                .hasMessageContaining("blame expects a new network for each training");
        assertThatThrownBy(() -> blame(NET, SPLIT, rows -> null, EPOCHS, ROW))
                .hasMessageContaining("blame expects a trainer for each training, but got null");
        Network fresh = network(inputs(SPLIT), dense(6), tanh(), dropout(0.2), dense(outputs(SPLIT)));
        assertThatThrownBy(() -> blame(fresh, SPLIT, RECIPE, EPOCHS, ROW)).hasMessageContaining("other numbers");
    }

    @Test
    void batchesWhoseMeansARowIsInAreRefused() {
        Function<Split, Trainer> recipe = rows -> trainer(
                network(inputs(rows), dense(4), batchNorm(), relu(), dense(outputs(rows))), crossEntropy(), adam(0.01));
        Trainer trainer = recipe.apply(SPLIT).quiet();
        trainer.fit(SPLIT, 2);
        assertThatThrownBy(() -> blame(trainer.network(), SPLIT, recipe, epochs(2), ROW))
                .hasMessageContaining("batch_norm_1 takes the means of whole batches")
                .hasMessageContaining("layerNorm()");
    }

    /** Running means are those of the network, whatever rows there are. */
    @Test
    void fixedMeansHoldNoRow() {
        Function<Split, Trainer> recipe = rows -> trainer(
                network(inputs(rows), dense(4), batchNorm().fixedStatistics(), relu(), dense(outputs(rows))),
                crossEntropy(),
                adam(0.01));
        Trainer trainer = recipe.apply(SPLIT).quiet();
        trainer.fit(SPLIT, 2);
        assertThat(blame(trainer.network(), SPLIT, recipe, epochs(2), 2, ROW).changes())
                .hasSize(2)
                .allSatisfy(change -> assertThat(change.change()).isNotZero());
    }
}
