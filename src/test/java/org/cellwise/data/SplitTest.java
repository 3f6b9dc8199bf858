package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.cellwise.math.Seed;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final double[][] XS = {{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}};
    private final Dataset data = Dataset.ofClasses(XS, new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1}, "few", "many");

    @Test
    void splitsInTwo() {
        Split split = data.split(0.5, new Seed(1));
        assertThat(split.train().classCounts()).containsExactly(3, 2);
        assertThat(split.test().classCounts()).containsExactly(3, 2);
        assertThat(split.validation()).isSameAs(split.test());
        assertThat(split.hasValidation()).isFalse();
        assertThat(split).hasToString("""
                        Split
                          train:      5 rows; 2 classes (few 3, many 2)
                          held out:   5 rows; 2 classes (few 3, many 2)""");
    }

    @Test
    void splitsInThree() {
        Split split = Dataset.of(XS, XS).split(0.6, 0.2, new Seed(1));
        assertThat(split.hasValidation()).isTrue();
        assertThat(split).hasToString("""
                        Split
                          train:      6 rows; 1 numeric target (y1)
                          validation: 2 rows; 1 numeric target (y1)
                          test:       2 rows; 1 numeric target (y1)""");
    }

    @Test
    void usesTheDefaultSeed() {
        assertThat(data.split(0.5).train().features(0))
                .isEqualTo(data.split(0.5, Seed.DEFAULT).train().features(0));
    }

    @Test
    void refusesPartsThatDoNotMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Split.of(data, Dataset.ofClasses(new double[][] {{1, 2}}, new int[] {0}, "few", "many")))
                .withMessage("The validation part expects rows of shape 1 as in training, but has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Split(data, data, data.outputs("few", "more")))
                .withMessage("The test part expects the outputs (few, many) as in training, but has (few, more)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Split.of(data.rows(0, 1, 2), data))
                .withMessageContaining("4 rows of class \"many\", but the training part has none");
    }
}
