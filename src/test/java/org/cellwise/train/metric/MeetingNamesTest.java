package org.cellwise.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Features and classes are checked by name wherever a network meets rows, not only counted. */
class MeetingNamesTest {
    private static final double[][] ROWS = {{0, 1}, {1, 0}, {2, 1}, {3, 5}, {1, 1}, {0, 3}};
    private static final int[] LABELS = {0, 1, 2, 0, 1, 2};

    private static Dataset rows(String... classes) {
        return dataset(ROWS, LABELS, classes).inputs("length", "depth");
    }

    private static final Dataset RIGHT = rows("Adelie", "Chinstrap", "Gentoo");
    private static final Dataset OTHER_ORDER = RIGHT.inputs("depth", "length");
    private static final Dataset OTHER_FEATURE = RIGHT.inputs("length", "mass");
    private static final Dataset ISLANDS = rows("Biscoe", "Dream", "Torgersen");
    private static final Dataset OTHER_CLASS_ORDER = rows("Gentoo", "Adelie", "Chinstrap");

    record Path(String name, Consumer<Trainer> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Path> paths(Dataset data) {
        return Stream.of(
                new Path("fit", t -> t.fit(data, epochs(1))),
                new Path("validation", t -> t.fit(RIGHT, data, epochs(1))),
                new Path("evaluate", t -> t.evaluate(data)),
                new Path("step", t -> t.step(data.batch(0, 1))),
                new Path("batches", t -> t.batches(data).iterator().next()),
                new Path("findLearningRate", t -> t.findLearningRate(data)),
                new Path("diagnose", t -> diagnose(t, data)),
                new Path("accuracy", t -> accuracy(t.network(), data)),
                new Path("classReport", t -> classReport(t.network(), data)),
                new Path("predictions", t -> predictions(t.network(), data)),
                new Path("confusion", t -> confusion(t.network(), data)),
                new Path("roc", t -> roc(t.network(), data)),
                new Path("precisionRecall", t -> precisionRecall(t.network(), data)),
                new Path("calibration", t -> calibration(t.network(), data)),
                new Path("mistakes", t -> mistakes(t.network(), data)),
                new Path("boundary", t -> boundary(t.network(), data)),
                new Path("unitBoundaries", t -> unitBoundaries(t.network(), data)),
                new Path("embedding", t -> embedding(t.network(), data)),
                new Path("lossSurface", t -> lossSurface(t, data)));
    }

    static Stream<Path> otherOrder() {
        return paths(OTHER_ORDER);
    }

    static Stream<Path> otherFeature() {
        return paths(OTHER_FEATURE);
    }

    static Stream<Path> otherClasses() {
        return paths(ISLANDS);
    }

    static Stream<Path> otherClassOrder() {
        return paths(OTHER_CLASS_ORDER);
    }

    private static Trainer named() {
        Network net = network(
                seed(1), inputs("length", "depth"), dense(4), tanh(), dense(outputs("Adelie", "Chinstrap", "Gentoo")));
        return trainer(net, crossEntropy(), adam(0.01));
    }

    /** Built without names, and trained on rows that have them. */
    private static Trainer taught() {
        Trainer trainer = trainer(network(seed(1), inputs(2), dense(4), tanh(), dense(3)), crossEntropy(), adam(0.01));
        trainer.fit(RIGHT, epochs(1));
        return trainer;
    }

    private static void refuses(Path path, String... parts) {
        for (Trainer trainer : new Trainer[] {named(), taught()}) {
            float[] before = trainer.network().parameters().values().clone();
            assertThatThrownBy(() -> path.call.accept(trainer))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(e.getMessage()).contains(parts));
            assertThat(trainer.network().parameters().values()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("otherOrder")
    void featuresInAnotherOrder(Path path) {
        refuses(
                path,
                "reads its inputs in the order length, depth, but the data has them in the order depth, length",
                "features(\"length\", \"depth\")");
    }

    @ParameterizedTest
    @MethodSource("otherFeature")
    void otherFeatures(Path path) {
        refuses(path, "The network reads length, depth, but the data has length, mass (input 2 is mass, not depth)");
    }

    @ParameterizedTest
    @MethodSource("otherClasses")
    void otherClasses(Path path) {
        refuses(path, "classes Adelie, Chinstrap, Gentoo, but those of the data are Biscoe, Dream, Torgersen");
    }

    @ParameterizedTest
    @MethodSource("otherClassOrder")
    void classesInAnotherOrder(Path path) {
        refuses(path, "in another order (number 1 is Gentoo, not Adelie)", "dataset(features, labels, \"Adelie\"");
    }

    @Test
    void theAdviceWorks() {
        Trainer trainer = named();
        trainer.fit(OTHER_FEATURE.inputs("length", "depth"), epochs(1));
        trainer.fit(ISLANDS.outputs("Adelie", "Chinstrap", "Gentoo"), epochs(1));
        assertThat(trainer.history().size()).isEqualTo(2);
    }

    @Test
    void namesThatOnlyCountAreNoNames() {
        Dataset plain = dataset(ROWS, LABELS);
        Trainer trainer = taught();
        assertThat(accuracy(trainer.network(), plain)).isEqualTo(accuracy(trainer.network(), RIGHT));
        trainer.fit(plain, epochs(1));
        assertThat(trainer.network().inputNames()).containsExactly("length", "depth");
        Network numbered = network(inputs(2), dense(3));
        trainer(numbered, crossEntropy(), adam(0.1)).fit(plain, epochs(1));
        assertThatCode(() -> accuracy(numbered, OTHER_ORDER)).doesNotThrowAnyException();
    }

    @Test
    void aRefusedFitTeachesNoNames() {
        Network net = network(inputs(2), dense(3));
        Trainer trainer = trainer(net, crossEntropy(), adam(0.1));
        assertThatThrownBy(() ->
                        trainer.fit(OTHER_ORDER, dataset(new double[][] {{1}, {2}}, new int[] {0, 1}), epochs(1)))
                .hasMessageContaining("rows of shape");
        trainer.fit(RIGHT, epochs(1));
        assertThat(net.inputNames()).containsExactly("length", "depth");
        assertThat(net.outputNames()).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(net.classify(0, 1).names()).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(net.copy().inputNames()).containsExactly("length", "depth");
    }

    @Test
    void twoClassesOnOneOutput() {
        Dataset sick = dataset(ROWS, new int[] {0, 1, 1, 0, 1, 0}, "well", "sick");
        Network net = network(inputs(2), dense(outputs("sick")));
        trainer(net, binaryCrossEntropy(), adam(0.1)).fit(sick, epochs(1));
        assertThat(net.classify(0, 1).names()).containsExactly("well", "sick");
        assertThatThrownBy(() -> accuracy(net, dataset(ROWS, new int[] {0, 1, 1, 0, 1, 0}, "sick", "well")))
                .hasMessageContaining("in another order");
    }

    @Test
    void numericTargetsByName() {
        Dataset two = dataset(ROWS, ROWS).outputs("mass", "length");
        Network net = network(inputs(2), dense(2));
        Trainer trainer = trainer(net, meanSquaredError(), adam(0.1));
        trainer.fit(two, epochs(1));
        assertThatThrownBy(() -> trainer.evaluate(dataset(ROWS, ROWS).outputs("length", "mass")))
                .hasMessageContaining("The network answers with the targets mass, length")
                .hasMessageContaining("in another order");
        assertThatThrownBy(() -> net.classify(0, 0)).hasMessage("mass, length are numbers: use predict(…)");
    }

    @Test
    void aLoadedNetworkKnowsWhatItWasTaught(@TempDir java.nio.file.Path folder) {
        Trainer trainer = taught();
        trainer.save(folder.resolve("state"));
        Trainer again = trainer(network(seed(2), inputs(2), dense(4), tanh(), dense(3)), crossEntropy(), adam(0.01));
        again.load(folder.resolve("state"));
        assertThat(again.network().meaning()).isEqualTo(trainer.network().meaning());
        assertThat(again.network().classify(0, 1)).isEqualTo(trainer.network().classify(0, 1));
        assertThatThrownBy(() -> accuracy(again.network(), OTHER_ORDER)).hasMessageContaining("in the order");

        Network line = network(inputs(2), dense(1));
        Trainer numbers = trainer(line, meanSquaredError(), adam(0.01));
        assertThatThrownBy(() -> line.classify(0, 0)).hasMessageContaining("before training nothing says");
        numbers.fit(dataset(ROWS, new double[] {3, 1, 4, 1, 5, 9}).outputs("mass"), epochs(1));
        numbers.save(folder.resolve("numbers"));
        Network other = network(inputs(2), dense(1));
        trainer(other, meanSquaredError(), adam(0.01)).load(folder.resolve("numbers"));
        assertThatThrownBy(() -> other.classify(0, 0)).hasMessage("mass is a number: use predict(…)");
    }
}
