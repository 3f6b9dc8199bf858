package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.adagrad;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.binaryCrossEntropy;
import static org.cellwise.Cellwise.blobs;
import static org.cellwise.Cellwise.classReport;
import static org.cellwise.Cellwise.constant;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.diagnose;
import static org.cellwise.Cellwise.elu;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.explainStep;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.layer;
import static org.cellwise.Cellwise.loss;
import static org.cellwise.Cellwise.maxPool;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.metric;
import static org.cellwise.Cellwise.moons;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.normal;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.recall;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.rmsProp;
import static org.cellwise.Cellwise.schedule;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.shape;
import static org.cellwise.Cellwise.sigmoid;
import static org.cellwise.Cellwise.step;
import static org.cellwise.Cellwise.topK;
import static org.cellwise.Cellwise.trainer;
import static org.cellwise.Cellwise.triplet;
import static org.cellwise.Cellwise.uniform;
import static org.cellwise.Cellwise.warmUp;
import static org.cellwise.Cellwise.xor;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.Cellwise.Ops;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cell says when its author errs: who, what was expected, what came, and what to do. */
class MistakesTest {
    private static final Dataset DATA = blobs(60, 3, 0.5, seed(1)).outputs("red", "green", "blue");
    private static final Split SPLIT = DATA.split(0.8);
    private static final double[][] NUMBERS = {{1}, {2}, {3}};

    private record Mistake(String name, ThrowingCallable cell, List<String> parts) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Mistake mistake(String name, ThrowingCallable cell, String... parts) {
        return new Mistake(name, cell, List.of(parts));
    }

    private static Network net() {
        return network(inputs(SPLIT), dense(4), relu(), dense(outputs(SPLIT)));
    }

    private static Trainer good() {
        return trainer(net(), crossEntropy(), adam(0.01));
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(settings(), losses(), measures(), ownParts(), goingBack())
                .flatMap(s -> s);
    }

    private static Stream<Mistake> settings() {
        return Stream.of(
                mistake("epsilon below 0", () -> adam(0.1).epsilon(-1), "adam expects an epsilon of 0 or more"),
                mistake("epsilon NaN", () -> rmsProp(0.1).epsilon(Double.NaN), "rmsProp expects an epsilon"),
                mistake("decay below 0", () -> adagrad(0.1).weightDecay(-1), "adagrad expects a weight decay of 0"),
                mistake("momentum of 1", () -> sgd(0.1).momentum(1), "momentum from 0 to below 1, but got 1.0"),
                mistake("relu of NaN", () -> relu(Double.NaN), "relu expects a finite number, but got NaN"),
                mistake("elu of infinity", () -> elu(1 / 0.0), "elu expects a finite number"),
                mistake("range turned round", () -> uniform(1, -1), "uniform expects a range", "1.0 and -1.0"),
                mistake("deviation below 0", () -> normal(-1), "normal expects a deviation of 0 or more"),
                mistake("noise below 0", () -> moons(10, -1, seed(1)), "a noise of 0 or more", "-1.0"),
                mistake(
                        "a target too few",
                        () -> dataset(NUMBERS, new double[] {1, 2}),
                        "3 rows of features and 2 targets"),
                mistake("an input twice", () -> inputs("x", "x"), "Names of inputs", "\"x\" is there twice"),
                mistake("an output twice", () -> outputs("a", "a"), "Names of outputs", "\"a\" is there twice"),
                mistake("one class", () -> blobs(10, 1, 0.1, seed(1)), "2 classes or more", "10 rows of 1 classes"),
                mistake("warm-up of -1", () -> warmUp(-1, constant()), "warmUp expects at least 1 epoch, but got -1"),
                mistake(
                        "negative schedule",
                        () -> good().schedule(schedule("down", (epoch, history) -> -1))
                                .fit(DATA, epochs(1)),
                        "factors of 0 or more, but down gave -1.0 after 0.0 epochs"),
                mistake("no loss", () -> trainer(net(), null, adam(0.1)), "A trainer expects a loss, but got null"),
                mistake(
                        "no network",
                        () -> trainer(null, crossEntropy(), adam(0.1)),
                        "expects a network, but got null"),
                mistake("unknown layer", () -> net().freeze("dense1"), "no layer dense1: did you mean \"dense_1\"?"),
                mistake(
                        "layer of one's own without a name",
                        () -> layer("", x -> x),
                        "expects a name that is not blank and has no dot, but got ''"));
    }

    private static Stream<Mistake> losses() {
        return Stream.of(
                mistake(
                        "step in training",
                        () -> trainer(network(inputs(2), dense(4), step(), dense(3)), crossEntropy(), adam(0.1))
                                .fit(DATA, epochs(1)),
                        "step_1: step(θ) cannot be trained",
                        "sigmoid()",
                        "straightThroughStep(θ)"),
                mistake(
                        "numbers for classes",
                        () -> trainer(network(inputs(2), dense(1)), crossEntropy(), adam(0.1))
                                .fit(xor(), epochs(1)),
                        "cross-entropy expects a class for each row",
                        "binaryCrossEntropy()"),
                mistake(
                        "numbers for yes or no",
                        () -> trainer(network(inputs(1), dense(1)), binaryCrossEntropy(), adam(0.1))
                                .fit(dataset(NUMBERS, NUMBERS), epochs(1)),
                        "binary cross-entropy expects classes, or targets from 0 to 1",
                        "the target of row 1 is 2.0",
                        "meanSquaredError()"),
                mistake(
                        "all layers frozen",
                        () -> trainer(net().freeze(), crossEntropy(), adam(0.1)).fit(DATA, epochs(1)),
                        "fit expects weights to train, but all layers are frozen: call unfreeze(…)"),
                mistake(
                        "no weights at all",
                        () -> trainer(network(inputs(1), relu()), meanSquaredError(), adam(0.1))
                                .fit(dataset(NUMBERS, NUMBERS), epochs(1)),
                        "the network has none: add a layer such as dense(4)"),
                mistake(
                        "a class for a target",
                        () -> explainStep(good(), new double[] {1, 2}, 1),
                        "explainStep expects 3 targets, one for each output, (red, green, blue), but got 1"),
                mistake(
                        "half a row",
                        () -> explainStep(good(), new double[] {1}, 1, 0, 0),
                        "explainStep expects 2 numbers in the row (x, y), but got 1"),
                mistake(
                        "sigmoid before logits",
                        () -> trainer(network(inputs(2), dense(1), sigmoid()), binaryCrossEntropy(), adam(0.1))
                                .fit(xor(), epochs(1)),
                        "applies the sigmoid itself",
                        "leave that layer out"),
                mistake(
                        "one output for three classes",
                        () -> trainer(network(inputs(2), dense(1)), crossEntropy(), adam(0.1))
                                .fit(DATA, epochs(1)),
                        "one output for each of the 3 classes (red, green, blue)",
                        "end it with dense(3)"),
                mistake(
                        "triplets of numbers",
                        () -> trainer(network(inputs(2), dense(2)), triplet(0.2), adam(0.1))
                                .fit(xor(), epochs(1)),
                        "triplet(0.2) expects a class for each row"),
                mistake(
                        "too few class weights",
                        () -> trainer(net(), crossEntropy().classWeights(1, 2), adam(0.1))
                                .fit(DATA, epochs(1)),
                        "one weight for each of the 3 classes, but got 2"),
                mistake(
                        "a loss that is no number",
                        () -> trainer(net(), loss("mine", (p, t) -> Ops.subtract(p, t)), adam(0.1))
                                .fit(DATA, epochs(1)),
                        "The loss mine is expected to give a single number, but gave 32 x 3",
                        "Ops.mean(…)"),
                mistake(
                        "a loss that is null",
                        () -> trainer(net(), loss("mine", (p, t) -> null), adam(0.1))
                                .fit(DATA, epochs(1)),
                        "The loss mine is expected to give a single number, but gave null"));
    }

    private static Stream<Mistake> measures() {
        return Stream.of(
                mistake("topK of all", () -> good().metrics(topK(3)).fit(DATA, epochs(1)), "topK(3) is always 1"),
                mistake(
                        "topK of more",
                        () -> good().metrics(topK(5)).fit(DATA, epochs(1)),
                        "with 3 classes (red, green"),
                mistake(
                        "unknown class",
                        () -> good().metrics(recall("gren")).fit(DATA, epochs(1)),
                        "There is no class \"gren\": did you mean \"green\"?"),
                mistake(
                        "two of one name",
                        () -> good().metrics(metric("m", p -> 1), metric("m", p -> 2)),
                        "metrics of different names, but got m, m"),
                mistake(
                        "row that is not there",
                        () -> good().metrics(metric("m", p -> p.output(99, 0))).fit(DATA, epochs(1)),
                        "Index 99 out of bounds for length 60"),
                mistake(
                        "another network",
                        () -> accuracy(network(inputs(2), dense(2)), DATA),
                        "accuracy expects one output for each of 3 classes",
                        "end it with dense(3)"),
                mistake(
                        "another network's report",
                        () -> classReport(network(inputs(2), dense(2)), DATA),
                        "one output for each of 3 classes"),
                mistake(
                        "accuracy of numbers",
                        () -> accuracy(network(inputs(1), dense(1)), dataset(NUMBERS, NUMBERS)),
                        "accuracy expects classes, or targets from 0 to 1"),
                mistake(
                        "accuracy of numbers in training",
                        () -> trainer(network(inputs(1), dense(1)), meanSquaredError(), adam(0.1))
                                .metrics(accuracy())
                                .fit(dataset(NUMBERS, NUMBERS), epochs(1)),
                        "accuracy expects classes, or targets from 0 to 1"),
                mistake("weights of an activation", () -> net().weights("relu_1"), "relu_1 has no weights", "dense_2"),
                mistake("diagnosis before training", () -> diagnose(good()), "there was none: call fit before"),
                mistake(
                        "a folder that is not there",
                        () -> good().save(Path.of("no-such-folder", "state")),
                        "Cannot save to",
                        "there is no folder",
                        "create it before"),
                mistake(
                        "a file that is not there",
                        () -> good().load(Path.of("no-such-file")),
                        "Cannot read no-such-file: there is no such file in the folder"),
                mistake("a folder for a file", () -> good().load(Path.of("src")), "it is a folder: name a file in it"),
                mistake(
                        "other rows",
                        () -> accuracy(network(inputs(3), dense(3)), DATA),
                        "expects rows of shape 3 (x1, x2, x3), but the data has rows of shape 2 (x, y)"));
    }

    private static Stream<Mistake> ownParts() {
        return Stream.of(
                mistake("loss without a name", () -> loss(" ", (p, y) -> p), "loss(…) expects a name", "but got ' '"),
                mistake(
                        "loss without a function",
                        () -> loss("mine", null),
                        "loss(…) expects a function, but got null"),
                mistake("weights as infinity", () -> crossEntropy().classWeights(1, 1e39), "finite", "1.0E39"),
                mistake("until NaN", () -> epochs(3).untilLoss(Double.NaN), "untilLoss expects a number, but got NaN"),
                mistake(
                        "sigmoid before several logits",
                        () -> trainer(network(inputs(2), dense(3), sigmoid()), crossEntropy(), adam(0.1))
                                .fit(DATA, epochs(1)),
                        "cross-entropy expects logits and applies softmax itself",
                        "ends in sigmoid_1: leave that layer out"),
                mistake("no layer", () -> network(inputs(2), dense(3), null), "number 2 of the 2 is null"),
                mistake("no input", () -> inputs("x", null), "Names of inputs expect to be texts, but one is null"),
                mistake("no output", () -> outputs("a", null), "Names of outputs expect to be texts, but one is null"),
                mistake("no function", () -> layer("mine", (UnaryOperator<Tensor>) null), "a function, but got null"),
                mistake(
                        "a function that gives nothing",
                        () -> network(inputs(2), layer("mine", x -> null)),
                        "mine_1: a layer's function is expected to give a batch",
                        "gave null"),
                mistake(
                        "a builder that gives nothing",
                        () -> network(inputs(2), layer("mine", (scope, input) -> null)),
                        "mine_1: layer(…) expects a builder that gives a function, but got null"),
                mistake(
                        "one number for all rows",
                        () -> network(inputs(2), layer("mine", x -> Ops.mean(x)), dense(1)),
                        "mine_1: a layer's function is expected to give a batch (rows, …)",
                        "single number"),
                mistake(
                        "a weight's name twice",
                        () -> network(inputs(2), layer("mine", (scope, input) -> {
                            scope.bias("b", shape(2), constant(0));
                            scope.bias("b", shape(2), constant(0));
                            return x -> x;
                        })),
                        "mine_1: names of weights are expected to differ, but \"b\" is declared twice"),
                mistake(
                        "channels last",
                        () -> network(inputs(28, 28, 1), conv2d(4, 3)),
                        "conv2d_1",
                        "channels come first",
                        "inputs(1, 28, 28)"),
                mistake(
                        "colours last",
                        () -> network(inputs(32, 30, 3), maxPool(4)),
                        "channels come first",
                        "inputs(3, 32, 30)"),
                mistake(
                        "half a matrix",
                        () -> net().setWeights("dense_1", new double[][] {{1, 2, 3, 4}, {1}}),
                        "dense_1.weight expects 2 rows of 4 numbers, but row 1 has 1"),
                mistake(
                        "a row that is not there",
                        () -> net().setWeights("dense_1", new double[][] {null, {1, 2, 3, 4}}),
                        "dense_1.weight expects 2 rows of 4 numbers, but row 0 is null"),
                mistake(
                        "a row too many",
                        () -> net().setWeights("dense_1", new double[3][4]),
                        "dense_1.weight expects 2 rows of 4 numbers, but got 3 rows of 4"),
                mistake(
                        "a weight beyond float32",
                        () -> net().setValues("dense_1.bias", 0, 0, -1e39, 0),
                        "dense_1.bias",
                        "numbers up to 3.4e38, as float32 holds them, but got -1.0E39"));
    }

    private static Stream<Mistake> goingBack() {
        Trainer trained = good();
        trained.fit(DATA, epochs(3));
        return Stream.of(
                mistake("not yet trained", () -> good().rewind(1), "nothing was trained yet"),
                mistake("epochs to come", () -> trained.rewind(7), "from 0 to 3, but got 7"),
                mistake("before the beginning", () -> trained.rewind(-1), "from 0 to 3, but got -1"),
                mistake("nothing to resume", trained::resume, "a fit that was stopped, but there is none: call fit"),
                mistake("empty history", () -> good().history().last(), "train first, with trainer.fit(…)"),
                mistake(
                        "another's checkpoint",
                        () -> trained.restore(good().checkpoint()),
                        "another trainer's: call restore on that one"),
                mistake(
                        "rates of other data",
                        () -> trainer(net(), meanSquaredError(), adam(0.1)).findLearningRate(xor()),
                        "compares 1 target (y1) with as many outputs, but the network has 3"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theErrorSaysWhatToDo(Mistake mistake) {
        assertThatThrownBy(mistake.cell)
                .satisfies(e -> assertThat(e.getMessage()).contains(mistake.parts));
    }
}
