package org.cellwise.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.cellwise.file.FileFormatException;
import org.cellwise.math.Distances;
import org.cellwise.network.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExercisesTest {
    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        Exercises.forget();
    }

    static List<Exercise> all() {
        return Exercises.all();
    }

    @Test
    void thereAreFortyAndMore() {
        assertThat(all())
                .hasSizeGreaterThanOrEqualTo(40)
                .extracting(Exercise::id)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(Exercises.progress().toString())
                .startsWith("0 of " + all().size() + " exercises solved")
                .contains("02.6", "Exclusive or", "open");
    }

    /** What is no answer at all is told so, with what the question asks for. */
    @ParameterizedTest
    @MethodSource("all")
    void whatIsNoAnswerIsToldSo(Exercise exercise) {
        for (Object nothing :
                Arrays.asList(null, "a guess", new Object(), Double.NaN, new double[0], network(inputs(7), dense(3)))) {
            Verdict verdict = exercise.check(nothing);
            assertThat(verdict.right()).as(exercise.id() + " " + verdict).isFalse();
            assertThat(verdict.toString())
                    .startsWith("Not yet. ")
                    .doesNotContain("Exception")
                    .endsWith(".");
        }
        assertThat(exercise.toString()).startsWith(exercise.id() + " " + exercise.title());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00.2 | 46 | biases
            01.1 | 0.3333 | equally frequent
            02.2 | 0.119 | the sign
            02.3 | 43 | biases
            02.3 | 36 | too large
            02.4 | 0.7 | above -0.7
            04.1 | 9.09 | subtracted
            05.1 | 85 | One more
            06.2 | 80 | all 3 channels
            09.1 | 0.2 | mind the sign
            09.1 | 2.6 | not squared
            09.5 | 4 | a larger output
            11.1 | 12960 | biases
            12.3 | 6.022 | base 2
            14.1 | 1.5 | multiplied
            14.5 | 0.8 | twice as much
            """)
    void slipsAreToldByName(String id, double answer, String words) {
        assertThat(exercise(id).check(answer).toString())
                .startsWith("Not yet. ")
                .contains(words);
    }

    @Test
    void aNetworkWithoutItsDeadUnitsAnswersAsBeforeOrIsRefused() {
        Network net = network(seed(3), inputs(2), dense(4), relu(), dense(2));
        net.setValues("dense_1.bias", 1, -9, 1, -9);
        assertThat(exercise("14.4").check(net).toString()).contains("has 22 weights and biases, where 12 do");
        assertThat(exercise("14.4").check(net.withoutUnits("dense_1", 0, 1)).toString())
                .contains("where the whole network says");
        assertThat(exercise("14.4")
                        .check(net.withoutUnits("dense_1", 3).withoutUnits("dense_1", 1))
                        .right())
                .isTrue();
    }

    @Test
    void rightAnswersCountHoweverTheyWereFound() {
        assertThat(exercise("08.1")
                        .check((a, b) -> IntStream.range(0, a.length)
                                .mapToDouble(i -> Math.max(a[i] - b[i], b[i] - a[i]))
                                .sum())
                        .right())
                .isTrue();
        assertThat(exercise("08.4").check((a, b) -> Arrays.equals(a, b) ? 0 : 1).right())
                .isTrue();
        assertThat(exercise("08.4")
                        .check((a, b) -> 2 * Distances.euclidean(a, b))
                        .right())
                .isTrue();
        assertThat(exercise("08.3").check(new double[] {2, -Math.sqrt(5)}).right())
                .isTrue();
        assertThat(exercise("02.3").check(35L).right()).isTrue();
        assertThat(exercise("04.2").check(List.of(1, 1.667)).right()).isTrue();
        assertThat(exercise("14.2").check(-2).right()).isTrue();
        assertThat(exercise("17.1").check(x -> x + Math.log1p(Math.exp(-x))).right())
                .isTrue();
        for (Object both : List.of(new float[] {1, 1.667f}, new Double[] {1.0, 1.667}, new Object[] {1, 1.667})) {
            assertThat(exercise("04.2").check(both).right()).isTrue();
        }
        assertThat(exercise("00.1").check(new long[] {3, 8, 2}).right()).isTrue();
    }

    /** Whose outputs are logits, since the loss reads them so. */
    @Test
    void aNetworkThatSaysItInLogitsAnswersToo() {
        var net = network(seed(3), inputs("x1", "x2"), dense(8), tanh(), dense(outputs("xor")));
        trainer(net, binaryCrossEntropy(), adam(0.05)).batchSize(4).quiet().fit(xor(), epochs(400));
        assertThat(net.predict(0, 0)[0]).isLessThan(-1);
        assertThat(exercise("09.2").check(net).right()).isTrue();
        assertThat(exercise("09.2").check(net).right()).as("a second time").isTrue();
    }

    @Test
    void brokenPromisesOfADistanceAreShown() {
        assertThat(exercise("08.4")
                        .check((a, b) -> Arrays.equals(a, b) ? 0 : Double.POSITIVE_INFINITY)
                        .toString())
                .contains("which is no distance");
        assertThat(exercise("08.4")
                        .check((a, b) -> a[0] < b[0] ? Double.NaN : 1)
                        .right())
                .isFalse();
        assertThat(exercise("08.4").check(Distances::squaredEuclidean).toString())
                .contains("by way of");
        assertThat(exercise("08.4").check((a, b) -> a[0] - b[0]).toString()).contains("A promise is broken");
        assertThat(exercise("08.4").check((a, b) -> Math.abs(a[0] - b[0])).toString())
                .contains("not equal");
        assertThat(exercise("08.4").check(Distances::euclidean).toString()).contains("it is the Euclidean distance");
        assertThat(exercise("08.1").check(Distances::euclidean).toString()).contains("is right");
    }

    @Test
    void networksAreLookedAtByWhatTheyAnswer() {
        var or = network(inputs(2), dense(1), step());
        or.setWeights("dense_1", new double[][] {{1}, {1}});
        or.setValues("dense_1.bias", -0.5);
        assertThat(exercise("02.5").check(or).toString()).contains("To [0.0, 1.0] it answers 1, where 0 is right");
        assertThat(exercise("02.5").check(network(inputs(3), dense(1))).toString())
                .contains("3 inputs");
        assertThat(exercise("10.2")
                        .check(network(inputs(784), dense(32), relu(), dense(10)))
                        .toString())
                .contains("25,450");
    }

    @Test
    void hintsComeOneAtATimeAndTheSolutionLast() {
        Exercise and = exercise("02.4");
        assertThat(and.hint()).startsWith("Hint 1 of 2");
        assertThat(and.hint()).startsWith("Hint 2 of 2");
        assertThat(and.hint()).contains("solution()");
        assertThat(and.solution()).contains("check(-0.7)");
        assertThat(Exercises.progress().toString()).contains("open, 2 hints, solution shown");
    }

    @Test
    void progressOutlivesTheKernel() throws Exception {
        Path kept = folder.resolve("progress.json");
        exercises(kept.toString());
        exercise("02.3").check(35);
        exercise("02.4").check(0.7);
        Exercises.forget();
        assertThat(Exercises.progress().title()).startsWith("0 of");
        assertThat(exercises(kept.toString()).title()).startsWith("1 of");
        assertThat(Files.readString(kept)).contains("02.3").doesNotContain("02.4");
        for (String other : List.of("", "[]", "{\"solved\": 3}", "{\"solved\": [1]}", "x".repeat(100_000))) {
            Files.writeString(kept, other);
            assertThatThrownBy(() -> exercises(kept.toString())).as(other).isInstanceOf(FileFormatException.class);
            assertThat(Files.readString(kept)).isEqualTo(other);
        }
    }

    @Test
    void aRightAnswerIsRightWhereItsFileCannotBeWritten() throws Exception {
        Path kept = Files.createDirectory(folder.resolve("gone")).resolve("progress.json");
        exercises(kept.toString());
        Files.delete(kept);
        Files.delete(kept.getParent());
        Verdict verdict = exercise("02.3").check(35);
        assertThat(verdict.right()).isTrue();
        assertThat(verdict.words()).contains("But the progress is not kept").contains(kept.toString());
        assertThat(Exercises.progress().title()).startsWith("1 of");
    }

    @Test
    void aFileThatCannotBeWrittenIsNotTriedAgain() {
        Path kept = folder.resolve("nowhere").resolve("progress.json");
        assertThatThrownBy(() -> exercises(kept.toString())).isInstanceOf(UncheckedIOException.class);
        assertThat(exercise("02.3").check(35).words()).doesNotContain("not kept");
    }

    @Test
    void whatAFunctionThrowsIsTold() {
        assertThat(exercise("17.1").check((DoubleUnaryOperator) null).toString())
                .contains("this is null");
        assertThat(exercise("08.4")
                        .check((ToDoubleBiFunction<double[], double[]>) null)
                        .toString())
                .contains("this is null");
        assertThat(exercise("17.1")
                        .check(x -> {
                            throw new UnsupportedOperationException();
                        })
                        .words())
                .isEqualTo("It cannot be looked at: java.lang.UnsupportedOperationException.");
        assertThat(exercise("17.1").check((a, b) -> a[0] - b[0]).words()).endsWith("is a function of two vectors.");
    }

    @Test
    void anUnknownNumberIsAnsweredWithThoseThatThereAre() {
        assertThatThrownBy(() -> exercise("2.3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no exercise \"2.3\": did you mean")
                .hasMessageContaining("02.3");
    }
}
