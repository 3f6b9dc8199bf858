package org.cellwise.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.cellwise.Allocations;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.op.Ops;
import org.junit.jupiter.api.Test;

/** What a tape does when it is used in ways that layers do not use it. */
class TapeTest {
    private static final Shape FOUR = Shape.of(4);

    private final Tape tape = tape(Tape.Mode.TRAIN);

    private static Tape tape(Tape.Mode mode) {
        return new Tape(mode, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(1));
    }

    /** A network of one weight matrix (2, 2). */
    private static final class Weights {
        final Parameters parameters = new Parameters();
        final Parameter w = parameters.declare("w", Shape.of(2, 2), Parameter.Role.WEIGHT);

        Weights(float... values) {
            parameters.allocate();
            System.arraycopy(values, 0, parameters.values(), 0, 4);
        }

        Tensor on(Tape tape) {
            return tape.parameter(parameters, w);
        }
    }

    /** y = 2 x, which fails where told to. */
    private static class Doubling implements Op {
        boolean failsInForward;
        int checked;

        @Override
        public Shape shape(Node node) {
            checked++;
            if (node.input(0).size() != 4) {
                throw new IllegalArgumentException(
                        "doubling expects 4 numbers, but got " + node.input(0).shape());
            }
            return node.input(0).shape();
        }

        @Override
        public void forward(Node node) {
            if (failsInForward) {
                throw new IllegalStateException("doubling failed");
            }
            for (int i = 0; i < 4; i++) {
                node.output().data()[i] = 2 * node.input(0).data()[node.input(0).offset() + i];
            }
        }

        @Override
        public void backward(Node node) {
            for (int i = 0; i < 4; i++) {
                node.input(0).gradient()[i] += 2 * node.output().gradient()[i];
            }
        }
    }

    @Test
    void shapesAreCheckedAgainAfterTheyDidNotFit() {
        Doubling op = new Doubling();
        for (int step = 0; step < 4; step++) {
            tape.rewind();
            Tensor four = tape.input(FOUR, new float[] {1, 2, 3, 4});
            assertThat(tape.apply(op, four).values()).containsExactly(2, 4, 6, 8);
            for (int attempt = 0; attempt < 3; attempt++) {
                Tensor three = tape.input(Shape.of(3), new float[] {1, 2, 3});
                assertThatThrownBy(() -> tape.apply(op, three)).hasMessageContaining("but got 3");
            }
            assertThat(tape.apply(op, four).values()).containsExactly(2, 4, 6, 8);
        }
    }

    @Test
    void shapesThatFittedAreNotCheckedAgain() {
        Doubling op = new Doubling();
        for (int step = 0; step < 10; step++) {
            tape.rewind();
            tape.apply(op, tape.input(FOUR, new float[4]));
        }
        assertThat(op.checked).isLessThanOrEqualTo(2);
    }

    @Test
    void whatFailedInForwardIsNotRecorded() {
        Doubling op = new Doubling();
        float[] gradient = new float[4];
        for (int step = 0; step < 3; step++) {
            tape.rewind();
            Arrays.fill(gradient, 0);
            Tensor x = tape.input(FOUR, new float[] {1, 2, 3, 4}, gradient);
            op.failsInForward = true;
            assertThatThrownBy(() -> tape.apply(op, x)).hasMessage("doubling failed");
            op.failsInForward = false;
            Tensor y = tape.apply(op, x);
            assertThat(y.values()).containsExactly(2, 4, 6, 8);
            tape.backward(y, new float[] {1, 1, 1, 5});
            assertThat(gradient).containsExactly(2, 2, 2, 10);
        }
    }

    private static final class Onlooker implements Tracer {
        @Override
        public void enter(String layer, Tensor x) {}

        @Override
        public void leave(Tensor y) {}

        @Override
        public void ran(Node node) {}
    }

    /** x (4), then 2 x, 4 x, … */
    private Tensor doubled(Tensor x, int times) {
        Tensor y = x;
        for (int i = 0; i < times; i++) {
            y = tape.apply(new Doubling(), y);
        }
        return y;
    }

    @Test
    void gradientsOnTheWayAreGivenBackUnlessSomebodyLooks() {
        float[] gradient = new float[4];
        Tensor x = tape.input(FOUR, new float[] {1, 2, 3, 4}, gradient);
        Tensor middle = doubled(x, 3);
        tape.backward(doubled(middle, 2), new float[] {1, 0, 0, 2});
        assertThat(gradient).containsExactly(32, 0, 0, 64);
        assertThat(middle.gradient()).isNull();
        tape.rewind();
        tape.trace(new Onlooker());
        Arrays.fill(gradient, 0);
        Tensor seen = doubled(tape.input(FOUR, new float[] {1, 2, 3, 4}, gradient), 3);
        tape.trace(null);
        tape.backward(doubled(seen, 2), new float[] {1, 0, 0, 2});
        assertThat(gradient).containsExactly(32, 0, 0, 64);
        assertThat(seen.gradient()).startsWith(4, 0, 0, 8);
    }

    /** What two steps read gets the gradients of both, and no number of another tensor that had the same room before. */
    @Test
    void roomForGradientsBeginsAtZero() {
        for (int step = 0; step < 3; step++) {
            tape.rewind();
            float[] gradient = new float[4];
            Tensor shared = doubled(tape.input(FOUR, new float[] {1, 2, 3, 4}, gradient), 1);
            Tensor sum = Ops.add(doubled(shared, 3), Ops.add(doubled(shared, 2), shared));
            tape.backward(sum, new float[] {1, -1, 0, 3});
            assertThat(gradient).containsExactly(26, -26, 0, 78);
        }
    }

    @Test
    void aBackwardPassThatFailedLeavesNothingBehind() {
        Doubling failing = new Doubling() {
            @Override
            public void backward(Node node) {
                if (failsInForward) {
                    throw new IllegalStateException("doubling failed");
                }
                super.backward(node);
            }
        };
        float[] gradient = new float[4];
        Tensor x = tape.input(FOUR, new float[] {1, 2, 3, 4}, gradient);
        Tensor y = doubled(tape.apply(failing, doubled(x, 1)), 1);
        failing.failsInForward = true;
        assertThatThrownBy(() -> tape.backward(y, new float[] {5, 5, 5, 5})).hasMessage("doubling failed");
        failing.failsInForward = false;
        Arrays.fill(gradient, 0);
        tape.backward(y, new float[] {1, 1, 1, 1});
        assertThat(gradient).containsExactly(8, 8, 8, 8);
    }

    /** loss = |x S - x T|², with S the student and T the teacher. */
    private static double loss(Tape tape, Weights student, Weights teacher) {
        Tensor x = tape.input(Shape.of(1, 2), new float[] {1, -2});
        Tensor right = Ops.matmul(x, teacher.on(tape));
        Tensor loss = Ops.sum(Ops.square(Ops.subtract(Ops.matmul(x, student.on(tape)), right)));
        if (tape.training()) {
            tape.backward(loss);
        }
        return loss.single();
    }

    @Test
    void aStudentLearnsFromAFrozenTeacherOnTheSameTape() {
        Weights student = new Weights(1, 2, 3, 4);
        Weights teacher = new Weights(-1, 0.5f, 1, 1);
        teacher.w.freeze(true);
        for (int step = 0; step < 3; step++) { // the cache is warm after the first two
            Arrays.fill(student.parameters.gradients(), 0);
            tape.rewind();
            loss(tape, student, teacher);
            float[] values = student.parameters.values();
            for (int i = 0; i < 4; i++) {
                float kept = values[i];
                values[i] = kept + 0.01f;
                double above = loss(tape(Tape.Mode.PREDICT), student, teacher);
                values[i] = kept - 0.01f;
                double below = loss(tape(Tape.Mode.PREDICT), student, teacher);
                values[i] = kept;
                assertThat((double) student.parameters.gradients()[i])
                        .isCloseTo((above - below) / 0.02, within(1e-2))
                        .isNotZero();
            }
        }
        assertThat(teacher.parameters.hasGradients()).isFalse();
    }

    @Test
    void bothOfTwoNetworksLearn() {
        Weights first = new Weights(1, 0, 0, 1);
        Weights second = new Weights(2, 0, 0, 2);
        for (int step = 1; step < 4; step++) {
            tape.rewind();
            loss(tape, first, second);
            assertThat(first.parameters.gradients()).containsExactly(-2 * step, 4 * step, 4 * step, -8 * step);
            assertThat(second.parameters.gradients()).containsExactly(2 * step, -4 * step, -4 * step, 8 * step);
        }
    }

    @Test
    void severalNetworksOnOneTapeAllocateNothing() {
        Weights first = new Weights(1, 0, 0, 1);
        Weights second = new Weights(2, 0, 0, 2);
        float[] data = {1, 2};
        Shape shape = Shape.of(1, 2);
        assertThat(Allocations.least(() -> {
                    tape.rewind();
                    Tensor x = tape.input(shape, data);
                    Tensor y = Ops.matmul(Ops.matmul(x, first.on(tape)), second.on(tape));
                    tape.backward(Ops.sum(Ops.add(y, Ops.matmul(x, first.on(tape)))));
                }))
                .isZero();
    }

    @Test
    void aParameterOfAnotherNetworkIsRefused() {
        Weights first = new Weights(1, 0, 0, 1);
        Weights second = new Weights(2, 0, 0, 2);
        first.on(tape);
        assertThatThrownBy(() -> tape.parameter(first.parameters, second.w)).hasMessageContaining("another network");
    }

    @Test
    void aTensorOfAnotherTapeIsRefused() {
        Tensor mine = tape.input(FOUR, new float[4], new float[4]);
        Tensor other = tape(Tape.Mode.TRAIN).input(FOUR, new float[4], new float[4]);
        assertThatThrownBy(() -> Ops.add(mine, other))
                .hasMessageContaining("from another tape")
                .hasMessageContaining("input(…)");
        assertThatThrownBy(() -> tape.backward(Ops.sum(other))).hasMessageContaining("backward expects tensors");
        assertThat(Ops.add(mine, mine).size()).isEqualTo(4);
    }

    @Test
    void aKeptTensorIsRefusedAlsoWhereItsPlaceIsTakenAgain() {
        Tensor keptInput = null;
        Tensor keptOutput = null;
        for (int step = 0; step < 5; step++) {
            tape.rewind();
            Tensor x = tape.input(FOUR, new float[4], new float[4]);
            Tensor y = Ops.square(x);
            if (step > 0) {
                Tensor input = keptInput;
                Tensor output = keptOutput;
                assertThatThrownBy(() -> Ops.add(y, output)).hasMessageContaining("kept from before a rewind");
                assertThatThrownBy(() -> Ops.add(input, y)).hasMessageContaining("kept from before a rewind");
                assertThatThrownBy(() -> tape.backward(output, null)).hasMessageContaining("kept from before a rewind");
                assertThatThrownBy(output::values).hasMessageContaining("rewound");
            }
            keptInput = x;
            keptOutput = y;
        }
    }

    @Test
    void aLossThatNothingLeadsToIsRefused() {
        Weights weights = new Weights(1, 0, 0, 1);
        Tensor x = tape.input(Shape.of(1, 2), new float[] {1, 2});
        Tensor y = Ops.matmul(x, weights.on(tape));
        assertThatThrownBy(() -> tape.backward(Ops.sum(Ops.square(x))))
                .hasMessageContaining("no trainable parameter leads to this one");
        tape.backward(Ops.sum(y));
        assertThat(weights.parameters.gradients()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void whereEverythingIsFrozenNothingHappens() {
        Weights weights = new Weights(1, 0, 0, 1);
        weights.w.freeze(true);
        tape.backward(Ops.sum(Ops.matmul(tape.input(Shape.of(1, 2), new float[] {1, 2}), weights.on(tape))));
        assertThat(weights.parameters.hasGradients()).isFalse();
    }

    @Test
    void gradientsFromAParameterOrAnInputAddToWhatIsThere() {
        Weights weights = new Weights(1, 0, 0, 1);
        tape.backward(weights.on(tape), new float[] {1, 2, 3, 4});
        tape.backward(weights.on(tape), null);
        assertThat(weights.parameters.gradients()).containsExactly(2, 3, 4, 5);
    }

    @Test
    void whatOnlyPredictsHasNoGradients() {
        Weights weights = new Weights(1, 0, 0, 1);
        Tape predicts = tape(Tape.Mode.PREDICT);
        Ops.matmul(predicts.input(Shape.of(1, 2), new float[] {1, 2}), weights.on(predicts));
        assertThat(weights.parameters.hasGradients()).isFalse();
        assertThat(weights.parameters.gradients()).hasSize(4);
        assertThat(weights.parameters.hasGradients()).isTrue();
    }
}
