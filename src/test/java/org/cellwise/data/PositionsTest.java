package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.junit.jupiter.api.Test;

/** Targets with a shape, and what rows and positions weigh. */
class PositionsTest {
    private static final double[][] XS = {{0, 1}, {2, 3}, {4, 5}};

    private final Dataset tags = Dataset.ofClasses(XS, new int[][] {{0, 1, -1}, {2, 2, 0}, {1, -1, -1}}, "a", "b", "c");
    private final Dataset steps =
            Dataset.of(XS, new double[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, 12}}});
    private final Dataset classes = Dataset.ofClasses(XS, new int[] {1, 0, 1}, "no", "yes");

    @Test
    void aSchemaTellsShapes() {
        assertThat(classes.schema())
                .isEqualTo(new Schema(Shape.of(2), List.of("x1", "x2"), true, List.of("no", "yes"), Shape.of()));
        assertThat(classes.schema().positions()).isEqualTo(1);
        assertThat(classes.schema().targetWidth()).isEqualTo(1);
        assertThat(tags.schema().targetShape()).isEqualTo(Shape.of(3));
        assertThat(tags.schema().positions()).isEqualTo(3);
        assertThat(tags.schema().targetWidth()).isEqualTo(3);
        assertThat(steps.schema().targetShape()).isEqualTo(Shape.of(2, 2));
        assertThat(steps.schema().positions()).isEqualTo(2);
        assertThat(steps.schema().targetWidth()).isEqualTo(4);
        assertThat(steps.outputNames()).containsExactly("y1", "y2");
        Schema numbers = Dataset.of(XS, XS).schema();
        assertThat(numbers.targetShape()).isEqualTo(Shape.of(2));
        assertThat(numbers.positions()).isEqualTo(1);
    }

    @Test
    void aClassForEachPosition() {
        assertThat(tags.target(0)).containsExactly(0, 1, -1);
        assertThat(tags.weightsOf(0)).containsExactly(1, 1, 0);
        assertThat(tags.classCounts()).containsExactly(2, 2, 2);
        assertThat(tags)
                .hasToString("Dataset of 3 rows, 3 positions without weight; 3 classes for each of 3 positions"
                        + " (a 2, b 2, c 2); 2 features (x1, x2)");
        assertThatIllegalStateException()
                .isThrownBy(() -> tags.label(0))
                .withMessage("label expects one class for each row, but these rows have one for each of 3 positions:"
                        + " use target(row)");
        assertThatIllegalStateException().isThrownBy(() -> tags.classIndex(0));
        Dataset unnamed = Dataset.ofClasses(XS, new int[][] {{0, 1}, {2, 0}, {-1, 1}});
        assertThat(unnamed.outputNames()).containsExactly("0", "1", "2");
    }

    @Test
    void numbersForEachPosition() {
        assertThat(steps.target(1)).containsExactly(5, 6, 7, 8);
        assertThat(steps.decode(1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
        assertThat(steps)
                .hasToString(
                        "Dataset of 3 rows; 2 numeric targets for each of 2 positions (y1, y2); 2 features (x1, x2)");
        Dataset half = steps.weights(new double[][] {{1, 0}, {1, 1}, {0.5, 1}});
        assertThat(half.target(0)).containsExactly(1, 2, Double.NaN, Double.NaN);
        assertThat(half.batch(2, 0).weights()).containsExactly(0.5f, 1, 1, 0);
        assertThat(half.batch(0).targets()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aBatchCarriesTheWeightOfRowTimesPosition() {
        Dataset weighted = tags.weights(2, 1, 0.5);
        Batch batch = weighted.batch(2, 0);
        assertThat(batch.weights()).containsExactly(0.5f, 0, 0, 2, 2, 0);
        assertThat(batch.targets()).containsExactly(1, 0, 0, 0, 1, 0);
        assertThat(weighted).asString().contains("3 rows, weights 0.5 to 2.0, 3 positions without weight");
        assertThat(classes.weights(2, 1, 0).batch(0, 1, 2).weights()).containsExactly(2, 1, 0);
        // later weights of rows take the place of earlier ones
        assertThat(weighted.weights(1, 1, 3).batch(2).weights()).containsExactly(3, 0, 0);
    }

    @Test
    void aBatchThatIsFilledAgainForgetsItsWeights() {
        Batch batch = new Batch(classes.schema(), 3);
        classes.weights(2, 1, 0).pass().fill(batch, 0, 3, Compute.of(1));
        assertThat(batch.weights()).containsExactly(2, 1, 0);
        classes.pass().fill(batch, 0, 3, Compute.of(1));
        assertThat(batch.weights()).isNull();
    }

    @Test
    void allThatIsMadeOfADatasetKeepsTargetsAndWeights() {
        Dataset weighted = tags.weights(2, 1, 0.5);
        assertThat(weighted.rows(2, 0).weightsOf(0)).containsExactly(0.5, 0, 0);
        assertThat(weighted.rows(2, 0).target(1)).containsExactly(0, 1, -1);
        assertThat(weighted.head(1).weightsOf(0)).containsExactly(2, 2, 0);
        Dataset changed = weighted.reshape(1, 2).outputs("p", "q", "r");
        assertThat(changed.weightsOf(0)).containsExactly(2, 2, 0);
        assertThat(changed.schema().targetShape()).isEqualTo(Shape.of(3));
        assertThat(changed.inputShape()).isEqualTo(Shape.of(1, 2));
        assertThat(weighted.inputs("u", "v").weightsOf(1)).containsExactly(1, 1, 1);
        Split split = weighted.split(0.67, new Seed(1));
        Dataset test = split.test();
        int row = (int) test.features(0)[0] / 2;
        assertThat(test.weightsOf(0)).containsExactly(weighted.weightsOf(row));
        assertThat(test.target(0)).containsExactly(weighted.target(row));
    }

    @Test
    void positionsOfAnImage() {
        Dataset image = Dataset.ofClasses(XS, new int[][] {{0, 1, 1, 0}, {1, 1, 0, 0}, {0, 0, 0, 1}})
                .positions(2, 2);
        assertThat(image.schema().targetShape()).isEqualTo(Shape.of(2, 2));
        assertThat(image).asString().contains("2 classes for each of 2 x 2 positions (0 7, 1 5)");
        assertThat(steps.positions(1, 2).schema().targetShape()).isEqualTo(Shape.of(1, 2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> image.positions(3, 2))
                .withMessage("positions expects a shape of the 4 positions of each row, but 3 x 2 holds 6");
        assertThatIllegalArgumentException().isThrownBy(() -> classes.positions(1));
    }

    @Test
    void aPassGoesOnFromAnyPlace() {
        Source.Pass pass = classes.pass();
        pass.shuffle(new SeededRandom(5));
        Batch whole = new Batch(classes.schema(), 3);
        pass.fill(whole, 0, 3, Compute.of(1));
        Source.Pass again = classes.pass();
        again.shuffle(new SeededRandom(9));
        again.shuffle(new SeededRandom(5));
        Batch rest = new Batch(classes.schema(), 3);
        again.fill(rest, 2, 1, Compute.of(1));
        assertThat(rest.features()).startsWith(whole.features()[4], whole.features()[5]);
        assertThat(classes.rowCount()).isEqualTo(3);
    }

    @Test
    void aBatchNeedsNoDataset() {
        Batch batch = new Batch(tags.schema(), 2);
        batch.take(1);
        batch.features()[0] = 7;
        batch.weighted()[1] = 0.5f;
        assertThat(batch.count()).isEqualTo(1);
        assertThat(batch.weights()).containsExactly(0, 0.5f, 0, 0, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.take(3))
                .withMessage("The batch has room for 2 rows, but 3 are to go in");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classes.pass().fill(batch, 0, 1, Compute.of(1)))
                .withMessageContaining("cannot hold rows of");
    }

    @Test
    void refusesWeightsThatAreNone() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e39}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> classes.weights(1, bad, 1))
                    .withMessage("weights expects numbers of 0 or more, finite, but row 1 has " + bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classes.weights(0, 0, 0))
                .withMessageContaining("some weight above 0, but all are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classes.weights(1, 2))
                .withMessage("weights expects one for each of the 3 rows, but got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tags.weights(new double[][] {{1, 1, 1}, {1, 1}, {1, 1, 1}}))
                .withMessage("weights expects 3 for the positions of each row, but row 1 has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[][] {{-1}, {-1}, {-1}}, "a", "b"))
                .withMessageContaining("all are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(classes, classes.weights(0, 0, 1).rows(0, 1)))
                .withMessageContaining("all of its 2 rows weigh 0");
        // what has no target never counts
        assertThat(tags.weights(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}})
                        .weightsOf(2))
                .containsExactly(7, 0, 0);
    }

    @Test
    void refusesPositionsThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[][] {{0, 1}, {1}, {0, 0}}))
                .withMessageContaining("row 0 has 2 and row 1 has 1: fill up with -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[][] {{0, 1}, {1, -2}, {0, 0}}))
                .withMessageContaining("a class from 0 to 1, or -1 for none, but row 1 has -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(XS, new double[][][] {{{1, 2}}, {{3}}, {{4, 5}}}))
                .withMessageContaining("the first has 2 and one of row 1 has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(XS, new double[][][] {{{1}, {2}}, {{3}}, {{4}, {5}}}))
                .withMessageContaining("row 0 has 2 and row 1 has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(classes, Dataset.ofClasses(XS, new int[][] {{0}, {1}, {0}}, "no", "yes")))
                .withMessage("The validation part expects targets of shape single number as in training, but has 1");
    }

    @Test
    void sizesBeyondAnIntAreRefusedInWords() {
        Schema wide = new Schema(Shape.of(50_000), Names.numbered("x", 1, 50_000), false, List.of("y"), Shape.of(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batch(wide, 50_000))
                .withMessageContaining("at most 2147483639 numbers, but 50000 rows of 50000 are 2500000000");
        Dataset row = Dataset.of(new double[1][50_000], new double[] {1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.rows(new int[50_000]))
                .withMessageContaining("take fewer rows");
        RowEncoder encoder = RowEncoder.plain(Names.numbered("x", 1, 50_000), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.buffer(50_000))
                .withMessageContaining("50000 rows of 50000 are 2500000000");
    }
}
