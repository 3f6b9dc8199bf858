package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final double[][] XS = {{0, 1}, {2, 3}, {4, 5}};

    private final Dataset mapping = Dataset.of(XS, new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    private final Dataset classes = Dataset.ofClasses(XS, new int[] {1, 0, 1}, "no", "yes");

    @Test
    void keepsVectorsAndTheirNames() {
        assertThat(mapping.size()).isEqualTo(3);
        assertThat(mapping.inputShape()).isEqualTo(Shape.of(2));
        assertThat(mapping.inputNames()).containsExactly("x1", "x2");
        assertThat(mapping.outputNames()).containsExactly("y1", "y2", "y3");
        assertThat(mapping.isClassification()).isFalse();
        assertThat(mapping.targetWidth()).isEqualTo(3);
        assertThat(mapping.features(1)).containsExactly(2, 3);
        assertThat(mapping.target(2)).containsExactly(7, 8, 9);
        assertThat(mapping).hasToString("Dataset of 3 rows; 3 numeric targets (y1, y2, y3); 2 features (x1, x2)");
    }

    @Test
    void keepsClassesAndTheirNames() {
        assertThat(classes.isClassification()).isTrue();
        assertThat(classes.targetWidth()).isEqualTo(1);
        assertThat(classes.outputNames()).containsExactly("no", "yes");
        assertThat(classes.label(0)).isEqualTo("yes");
        assertThat(classes.classIndex(1)).isZero();
        assertThat(classes.target(0)).containsExactly(1);
        assertThat(classes.classCounts()).containsExactly(1, 2);
        assertThat(classes).hasToString("Dataset of 3 rows; 2 classes (no 1, yes 2); 2 features (x1, x2)");
    }

    @Test
    void ordersLabelsAndNumbersClasses() {
        Dataset texts = Dataset.ofClasses(XS, new String[] {"b", "a", "b"});
        assertThat(texts.outputNames()).containsExactly("a", "b");
        assertThat(texts.label(0)).isEqualTo("b");
        assertThat(Dataset.ofClasses(XS, new String[] {"b", "a", "b"}, "b", "a").classIndex(0))
                .isZero();
        assertThat(Dataset.ofClasses(XS, new int[] {2, 0, 1}).outputNames()).containsExactly("0", "1", "2");
    }

    @Test
    void gathersRowsIntoBuffers() {
        Batch batch = mapping.batch(2, 1);
        assertThat(batch.count()).isEqualTo(2);
        assertThat(batch.schema()).isSameAs(mapping.schema());
        assertThat(batch.features()).containsExactly(4, 5, 2, 3);
        assertThat(batch.targets()).containsExactly(7, 8, 9, 4, 5, 6);
        assertThat(batch.weights()).isNull();
    }

    @Test
    void severalThreadsFillABatchAsOneDoes() {
        double[][] features = new double[300][500];
        for (int i = 0; i < features.length; i++) {
            int row = i;
            Arrays.setAll(features[i], j -> row * 500 + j);
        }
        double[] targets = new double[features.length];
        Arrays.setAll(targets, i -> i);
        Dataset data = Dataset.of(features, targets);
        Source.Pass pass = data.pass();
        pass.shuffle(new SeededRandom(3));
        Batch alone = new Batch(data.schema(), 299);
        pass.fill(alone, 1, 299, Compute.of(1));
        Batch shared = new Batch(data.schema(), 299);
        pass.fill(shared, 1, 299, Compute.of(3));
        assertThat(alone.targets()).doesNotHaveDuplicates();
        assertThat(shared.features()).containsExactly(alone.features());
        assertThat(shared.targets()).containsExactly(alone.targets());
    }

    @Test
    void fillsABatchAgainAndAgain() {
        Batch batch = new Batch(classes.schema(), 2);
        Source.Pass pass = classes.pass();
        pass.fill(batch, 1, 2, Compute.of(1));
        assertThat(batch.features()).containsExactly(2, 3, 4, 5);
        assertThat(batch.targets()).containsExactly(0, 1);
        pass.fill(batch, 0, 1, Compute.of(1));
        assertThat(batch.count()).isEqualTo(1);
        assertThat(batch.features()).startsWith(0, 1);
        assertThat(batch).hasToString("Batch of 1 row, 2 features each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.fill(batch, 0, 3, Compute.of(1)))
                .withMessage("The batch has room for 2 rows, but 3 are to go in");
    }

    @Test
    void choosesAndRenamesAndReshapes() {
        assertThat(mapping.rows(2, 0).target(0)).containsExactly(7, 8, 9);
        assertThat(mapping.head(2).size()).isEqualTo(2);
        assertThat(mapping.head(9).size()).isEqualTo(3);
        assertThat(mapping.inputs("a", "b").inputNames()).containsExactly("a", "b");
        assertThat(classes.outputs("bad", "good").label(0)).isEqualTo("good");
        Dataset image = mapping.reshape(1, 1, 2);
        assertThat(image.inputShape()).isEqualTo(Shape.of(1, 1, 2));
        assertThat(image.rows(1).inputShape()).isEqualTo(Shape.of(1, 1, 2));
        assertThat(image.features(1)).containsExactly(2, 3);
    }

    @Test
    void copiesWhatItIsGiven() {
        double[][] xs = {{1}, {2}};
        Dataset data = Dataset.of(xs, xs);
        xs[0][0] = 9;
        data.features(0)[0] = 9;
        assertThat(data.features(0)).containsExactly(1);
        assertThat(data.target(0)).containsExactly(1);
    }

    @Test
    void encodesNumbersAsTheyAre() {
        assertThat(mapping.encode(1, 2.5)).containsExactly(1, 2.5);
        assertThat(mapping.encode(new double[] {3, 4})).containsExactly(3, 4);
        assertThat(mapping.decode(1, 2, 3)).containsExactly(1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.encode(1))
                .withMessage("encode expects 2 values (x1, x2), but got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.inputs("a", "b").encode(1))
                .withMessageContaining("2 values (a, b)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.encode(1, "two"))
                .withMessage("\"x2\" expects a finite number, but got the text \"two\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.encode(1, Double.NaN))
                .withMessage(
                        "\"x2\" expects a finite number, but got NaN: a table fills missing values in by fillMedian(\"x2\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.decode(1))
                .withMessage("decode expects 3 outputs, but got 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> classes.decode(1, 2))
                .withMessageContaining("this one has classes");
    }

    @Test
    void refusesRowsThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(new double[0][], new double[0][]))
                .withMessageContaining("expects 1 row or more of features");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(new double[][] {{1, 2}, {3}}, XS))
                .withMessage("Rows of features expect one length, but row 0 has 2 numbers and row 1 has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(XS, new double[][] {{1}}))
                .withMessageContaining("3 rows of features and 1 targets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.reshape(1, 3))
                .withMessage("reshape expects a shape of the 2 numbers in a row, but 1 x 3 holds 3");
        assertThatIllegalArgumentException().isThrownBy(() -> mapping.rows()).withMessageContaining("1 row or more");
        assertThatThrownBy(() -> mapping.features(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("The dataset has rows 0 to 2, but row 3 was asked for");
    }

    @Test
    void countsNumbersThatAreNotFinite() {
        double[][] bad = {{1, Double.NaN}, {Double.POSITIVE_INFINITY, Double.NaN}, {1e300, 0}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(bad, XS))
                .withMessageContaining(
                        "the features hold 4 that are NaN, infinite or too large (column 0: 2, column 1: 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(XS, bad))
                .withMessageContaining("the targets hold 4");
    }

    @Test
    void refusesLabelsThatAreNoClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {0, 1, 2}, "no", "yes"))
                .withMessage("Labels expect a class from 0 to 1, but row 2 has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new String[] {"no", "yes", "Yess"}, "no", "yes"))
                .withMessage("The label \"Yess\" is none of the classes: did you mean \"yes\"? There are: no, yes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new String[] {"no", "no", "no"}))
                .withMessage("A classification expects 2 classes or more, but there is only \"no\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new String[] {"no", null, "yes"}))
                .withMessageContaining("but row 1 has null");
        assertThatIllegalStateException()
                .isThrownBy(() -> mapping.label(0))
                .withMessageContaining("numeric targets (y1, y2, y3): use target(row)");
    }

    @Test
    void refusesLabelsThatDoNotCountFrom0() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {1, 2, 3}))
                .withMessage("Labels expect classes from 0 on, but go from 1 to 3: subtract 1 from each, or name all"
                        + " classes, one for each number from 0 to 3");
        assertThat(Dataset.ofClasses(XS, new int[] {1, 2, 3}, "none", "a", "b", "c")
                        .classCounts())
                .containsExactly(0, 1, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {1, 2, 3}, "a", "b", "c"))
                .withMessage("Labels expect a class from 0 to 2, but row 2 has 3: subtract 1 from each, so that they"
                        + " count from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {0, 100, 7}))
                .withMessageContaining("only 3 of the numbers up to 100 occur");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {-1, 1, 1}))
                .withMessage("Labels expect a class from 0 to 1, but row 0 has -1: number the classes 0, 1 …, or pass"
                        + " labels as texts");
        assertThat(Dataset.ofClasses(XS, new String[] {"-1", "1", "1"}).outputNames())
                .containsExactly("-1", "1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[][] {{1, 2}, {2, -1}, {1, 1}}))
                .withMessageContaining("go from 1 to 2");
    }

    @Test
    void saysWhereNullIs() {
        double[][] hole = {{1}, null, {2}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(hole, hole))
                .withMessage("A dataset expects features in every row, but row 1 has null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(XS, hole))
                .withMessageContaining("targets in every row, but row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(null, XS))
                .withMessage("A dataset expects an array of features, but got null");
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(XS, (double[]) null));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(XS, (double[][]) null));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(XS, (double[][][]) null));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.ofClasses(XS, (int[]) null));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.ofClasses(XS, (int[][]) null));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.ofClasses(XS, (String[]) null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {0, 1, 1}, "no", null))
                .withMessage("A dataset expects class names in every row, but row 1 has null");
        assertThatIllegalArgumentException().isThrownBy(() -> mapping.inputs("a", null));
        assertThatIllegalArgumentException().isThrownBy(() -> classes.outputs("a", null));
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(XS, new double[][][] {{{1}}, {null}, {{2}}}));
    }

    @Test
    void refusesNumbersThatFloatsCannotTellApart() {
        double[][] times = {{1, 1.7e9}, {2, 1.7e9 + 10}, {3, 1.7e9 + 20}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(times, XS))
                .withMessage("Column 1 of the features, from 1.7E9 to 1.70000002E9, has differences too small for the"
                        + " float32 numbers of a network: subtract 1.7E9 from it");
        for (double[] row : times) {
            row[1] -= 1.7e9;
        }
        assertThat(Dataset.of(times, XS).features(2)).containsExactly(3, 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(XS, new double[] {1e9, 1e9 + 1, 1e9 + 2}))
                .withMessageContaining("Column 0 of the targets");
        assertThat(Dataset.of(XS, new double[] {1e9, 1e9, 1e9}).size()).isEqualTo(3);
        assertThat(Dataset.of(XS, new double[] {0.3, 0.1 + 0.2, 0.3}).size()).isEqualTo(3);
        assertThat(Dataset.of(XS, new double[] {1000.1, 1000.2, 1000.3}).size()).isEqualTo(3);
    }

    @Test
    void refusesNamesThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.inputs("a"))
                .withMessage("The dataset has 2 inputs, but 1 names were given (a)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping.inputs("a", "a"))
                .withMessageContaining("\"a\" is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> classes.outputs("a", "a"))
                .withMessageContaining("Names of outputs expect to be different");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofClasses(XS, new int[] {0, 1, 0}, "a", "a"))
                .withMessageContaining("\"a\" is there twice");
    }
}
