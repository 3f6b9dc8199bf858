package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.Reference;
import org.cellwise.math.Seed;
import org.junit.jupiter.api.Test;

/** Folds; those without chance beside scikit-learn's, whose values {@code src/test/sklearn/preparation.py} makes. */
class FoldsTest {
    private static final Seed SEED = new Seed(5);

    private final JsonObject reference = Reference.read("preparation").getAsJsonObject("folds");

    @Test
    void holdsEachRowOutOnceWithClassesInProportion() {
        int[] classes = ints(reference.get("classes"));
        List<int[][]> folds = Deal.ofClasses(classes).folds(4, SEED);
        assertThat(heldOut(folds)).containsExactlyElementsOf(numbers(classes.length));
        for (int[][] fold : folds) {
            assertThat(fold[0]).doesNotContain(fold[1]);
            assertThat(fold[0].length + fold[1].length).isEqualTo(classes.length);
        }
        // how many rows of each class a fold holds out is as even as scikit-learn's, fold by fold in some order
        for (int c = 0; c < 3; c++) {
            int one = c;
            List<Integer> ours = folds.stream()
                    .map(fold -> (int) Arrays.stream(fold[1])
                            .filter(row -> classes[row] == one)
                            .count())
                    .sorted()
                    .toList();
            List<Integer> theirs = new ArrayList<>();
            reference
                    .getAsJsonArray("class counts")
                    .forEach(fold -> theirs.add(fold.getAsJsonArray().get(one).getAsInt()));
            theirs.sort(null);
            assertThat(ours).isEqualTo(theirs);
        }
    }

    @Test
    void keepsGroupsTogether() {
        int[] groups = ints(reference.get("groups"));
        List<List<Integer>> ours = new ArrayList<>();
        Deal.ofGroups(groups).folds(3, SEED).forEach(fold -> ours.add(list(fold[1])));
        List<List<Integer>> theirs = new ArrayList<>();
        reference.getAsJsonArray("group").forEach(fold -> theirs.add(list(ints(fold))));
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);

        int[][] parts = Deal.ofGroups(groups).shares(SEED, 0.6, 0.2);
        for (int group = 0; group < 6; group++) {
            int one = group;
            assertThat(Arrays.stream(parts).filter(part -> Arrays.stream(part).anyMatch(row -> groups[row] == one)))
                    .hasSize(1);
        }
        assertThat(Arrays.stream(parts).mapToInt(part -> part.length)).containsExactlyInAnyOrder(19, 7, 6);
    }

    @Test
    void holdsOutWhatComesLater() {
        int[] order = IntStream.range(0, 23).toArray();
        List<List<Integer>> theirs = new ArrayList<>();
        reference.getAsJsonArray("time").forEach(fold -> theirs.add(list(ints(fold))));
        List<int[][]> folds = Deal.inOrder(order).folds(4, SEED);
        assertThat(folds.stream().map(fold -> list(fold[1])).toList()).isEqualTo(theirs);
        for (int[][] fold : folds) {
            assertThat(fold[0]).hasSize(fold[1][0]); // all rows before it
        }
        int[][] parts = Deal.inOrder(order).shares(SEED, 0.5, 0.25);
        assertThat(parts[0]).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(parts[2]).endsWith(22).hasSize(6);
    }

    @Test
    void dealsAnewEachTimeAndTheSameForTheSameSeed() {
        Dataset data = ToyData.blobs(60, 3, 0.5, SEED);
        Folds twice = data.folds(5, 2, SEED);
        assertThat(twice.count()).isEqualTo(10);
        assertThat(twice.get(0).test().features(0))
                .isEqualTo(data.folds(5, SEED).get(0).test().features(0));
        assertThat(features(twice.get(0))).usingRecursiveComparison().isNotEqualTo(features(twice.get(5)));
        assertThat(twice).hasToString("5 folds 2 times over of 60 rows, classes in proportion");
    }

    @Test
    void fitsScalersOnTheTrainingRowsOfEachFold() {
        Dataset data =
                Dataset.of(new double[][] {{0}, {10}, {20}, {30}, {40}, {1000}}, new double[] {1, 2, 3, 4, 5, 6});
        for (Split fold : data.folds(3).standardize()) {
            double sum = IntStream.range(0, fold.train().size())
                    .mapToDouble(row -> fold.train().features(row)[0])
                    .sum();
            assertThat(sum).isCloseTo(0, within(1e-5));
        }
        Split scaled = data.split(0.5).standardize("x1", "y1");
        double[] back = scaled.decode(scaled.test().target(0));
        double raw = scaled.test().scaler(0).unscale(scaled.test().features(0)[0]);
        assertThat(raw).isCloseTo(back[0] == 6 ? 1000 : 10 * (back[0] - 1), within(1e-3));
        assertThatThrownBy(() -> scaled.standardize("x1")).hasMessageContaining("\"x1\" is scaled already");
        assertThatThrownBy(() -> scaled.standardize("x2")).hasMessageContaining("did you mean \"x1\"");
    }

    @Test
    void refusesMoreFoldsThanThereAreRows() {
        Dataset data = ToyData.xor();
        assertThatThrownBy(() -> data.folds(5)).hasMessage("folds expects a number from 2 to 4 for 4 rows, but got 5");
        assertThatThrownBy(() -> data.folds(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Dataset.ofClasses(new double[][] {{1}, {2}, {3}}, new int[] {0, 0, 1})
                        .folds(2))
                .hasMessageContaining("2 rows or more of each class");
        assertThatThrownBy(() -> Deal.ofGroups(0, 0, 1, 1).shares(SEED, 0.5, 0.25))
                .hasMessageContaining("2 groups cannot fill 3 parts");
    }

    private static List<double[]> features(Split split) {
        return IntStream.range(0, split.test().size())
                .mapToObj(split.test()::features)
                .toList();
    }

    private static List<Integer> heldOut(List<int[][]> folds) {
        return folds.stream()
                .flatMapToInt(fold -> Arrays.stream(fold[1]))
                .sorted()
                .boxed()
                .toList();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static List<Integer> list(int... rows) {
        return Arrays.stream(rows).boxed().toList();
    }

    private static int[] ints(JsonElement list) {
        return Arrays.stream(Reference.numbers(list)).mapToInt(i -> (int) i).toArray();
    }

    /** Groups of patients of whom few are ill: each fold has its share of them, which size alone would not give. */
    @Test
    void keepsClassesInProportionAmongGroups() {
        int[] groups = new int[600];
        int[] classes = new int[600];
        for (int row = 0; row < 600; row++) {
            groups[row] = row / 10;
            classes[row] = groups[row] % 12 == 5 ? 2 : groups[row] % 4 == 1 ? 1 : row % 10 == 0 ? 1 : 0;
        }
        Deal deal = Deal.ofGroups(groups, classes);
        for (int[][] fold : deal.folds(5, SEED)) {
            assertThat(fold[0]).hasSize(480);
            assertThat(Arrays.stream(fold[1]).map(row -> groups[row]).distinct().toArray())
                    .hasSize(12);
            assertThat(Arrays.stream(fold[1]).filter(row -> classes[row] == 2).count())
                    .isEqualTo(10);
            assertThat(Arrays.stream(fold[1]).filter(row -> classes[row] == 1).count())
                    .isBetween(24L, 34L);
        }
        int[][] parts = deal.shares(SEED, 0.6, 0.2);
        assertThat(Arrays.stream(parts[0]).filter(row -> classes[row] == 2).count())
                .isEqualTo(30);
        assertThat(parts[1].length).isBetween(100, 140);
        assertThat(deal.words()).isEqualTo("groups together, classes as near to proportion as they allow");
        assertThat(deal.folds(5, SEED).get(0)[1]).isEqualTo(deal.folds(5, SEED).get(0)[1]);
    }
}
