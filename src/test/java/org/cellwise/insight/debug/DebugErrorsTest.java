package org.cellwise.insight.debug;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody gave, or gave by a wrong name, is told by who asked for it, never in Java's words. */
class DebugErrorsTest {
    private static final Dataset MOONS = moons(40, 0.2, seed(1));
    private static final Trainer TRAINER =
            trainer(net(), crossEntropy(), sgd(0.1)).quiet();
    private static final Recording RECORDED = recording(TRAINER);
    private static final Recording EMPTY = recording(trainer(net(), crossEntropy(), sgd(0.1)));

    static {
        TRAINER.fit(MOONS, epochs(2));
    }

    private static Network net() {
        return network(seed(1), inputs("x", "y"), dense(4), relu(), dense(2));
    }

    private static Arguments mistake(String words, ThrowingCallable cell) {
        return Arguments.of(words, cell);
    }

    static Stream<Arguments> mistakes() {
        Network net = TRAINER.network();
        return Stream.of(
                mistake("watch expects a trainer", () -> watch(null, at -> true)),
                mistake("watch expects a trainer", () -> watch(null, "dense_1", w -> true)),
                mistake("no parameter null.weight", () -> watch(TRAINER, null, w -> true)),
                mistake("watch expects a condition", () -> watch(TRAINER, "dense_1", null)),
                mistake("recording expects a trainer", () -> recording(null)),
                mistake("bisect expects a recording", () -> bisect(null, at -> true)),
                mistake("bisect expects a recording", () -> bisect(null, "dense_1", w -> true)),
                mistake("did you mean \"dense_1", () -> bisect(RECORDED, "dense_11", w -> true)),
                mistake("bisect expects a condition", () -> bisect(RECORDED, (Predicate<AfterStep>) null)),
                mistake("nothing was trained", () -> bisect(EMPTY, at -> at.loss() > 1e9)),
                mistake("biography expects a recording", () -> biography(null, "dense_1", 0, 0)),
                mistake("no layer null", () -> biography(RECORDED, null, 0, 0)),
                mistake("relu_1 is relu", () -> biography(RECORDED, "relu_1", 0, 0)),
                mistake("the inputs 0 to 1 to the units 0 to 3", () -> biography(RECORDED, "dense_1", 2, 0)),
                mistake("nothing was trained", () -> biography(EMPTY, "dense_1", 0, 0)),
                mistake("diverge expects two trainers", () -> diverge(null, TRAINER, MOONS, 1)),
                mistake("diverge expects two trainers", () -> diverge(TRAINER, null, MOONS, 1)),
                mistake("diverge expects rows", () -> diverge(TRAINER, TRAINER, null, 1)),
                mistake("deadUnits expects a network", () -> deadUnits(null, MOONS, "relu_1")),
                mistake("deadUnits expects rows", () -> deadUnits(net, null, "relu_1")),
                mistake("no layer null", () -> deadUnits(net, MOONS, null)),
                mistake("no layer null", () -> net.withoutUnits(null, 0)),
                mistake("the units 0 to 3, but no unit 4", () -> net.withoutUnits("dense_1", 4)),
                mistake("withoutUnits expects the numbers", () -> net.withoutUnits("dense_1", (int[]) null)),
                mistake("no layer null", () -> net.withCopiedUnit(null, 0)),
                mistake("no unit -1", () -> net.withCopiedUnit("dense_1", -1)),
                mistake("withRewiredUnit expects a seed", () -> net.withRewiredUnit("dense_1", 0, null)),
                mistake("withRewiredUnit expects a seed", () -> TRAINER.withRewiredUnit("dense_1", 0, null)),
                mistake("gives the outputs", () -> TRAINER.withCopiedUnit("dense_2", 0)),
                mistake("no layer null", () -> net.without((String) null)),
                mistake("without expects names", () -> net.without((String[]) null)),
                mistake("no layer null", () -> net.part(null, "dense_2")),
                mistake("withHead(…) expects layers", () -> net.withHead(dense(2), null)),
                mistake("no layer null", () -> net.freeze((String) null)),
                mistake("dense_1.weight expects rows", () -> net.setWeights("dense_1", null)),
                mistake("dense_1.bias (4) expects numbers", () -> net.setValues("dense_1.bias", (double[]) null)),
                mistake("playground expects a network", () -> playground((Network) null, MOONS)),
                mistake("playground expects rows", () -> playground(net, (Dataset) null)),
                mistake("a rank of at least 1", () -> net.withLora(0, 1)),
                mistake("no layer null", () -> net.withLora(1, 1, (String) null)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldByWhoAsked(String words, ThrowingCallable cell) {
        assertThatThrownBy(cell).hasMessageContaining(words).message().doesNotContain("Cannot invoke", "because");
    }
}
