package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that meets rows prepared otherwise than those it was trained on. */
class PreparedOtherwiseTest {
    private final Split scaled = dataset(iris()).standardize().label("species").split(0.8, seed(42));
    private final Split unscaled = dataset(iris()).label("species").split(0.8, seed(42));
    private final Network net = network(seed(1), inputs(scaled), dense(8), relu(), dense(outputs(scaled)));
    private final Trainer trainer = trainer(net, crossEntropy(), adam(0.01)).quiet();

    @Test
    void isNotMeasuredOnThem() {
        trainer.fit(scaled, 5);
        assertThatThrownBy(() -> accuracy(net, unscaled.test()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prepared otherwise")
                .hasMessageContaining("as in the table")
                .hasMessageContaining("predict(net, table)");
        assertThatThrownBy(() -> confusion(net, unscaled.test())).hasMessageContaining("prepared otherwise");
        assertThatThrownBy(() -> trainer.evaluate(unscaled.test())).hasMessageContaining("prepared otherwise");
        Split squeezed = dataset(iris()).normalize().label("species").split(0.8, seed(42));
        assertThatThrownBy(() -> accuracy(net, squeezed.test()))
                .hasMessageContaining("sepal_length is standardised")
                .hasMessageContaining("in the data");
    }

    @ParameterizedTest
    @ValueSource(longs = {42, 1, 2, 3, 4, 5})
    void isMeasuredOnOtherPartsOfTheSameTable(long seed) {
        trainer.fit(scaled, 5);
        Split other = dataset(iris()).standardize().label("species").split(0.8, seed(seed));
        assertThat(accuracy(net, other.test())).isBetween(0.0, 1.0);
        assertThat(accuracy(net, byHand(other.test()))).isEqualTo(accuracy(net, other.test()));
    }

    /** The same rows as plain arrays, which nobody says the preparation of. */
    private static Dataset byHand(Dataset data) {
        double[][] rows = new double[data.size()][];
        String[] labels = new String[data.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = data.features(i);
            labels[i] = data.label(i);
        }
        return dataset(rows, labels, data.outputNames().toArray(new String[0]));
    }

    @Test
    void saysThatItLearnsToReadThemAnew() {
        assertThat(trainer.fit(scaled, 2).message()).isEmpty();
        assertThat(trainer.fit(scaled, 2).message()).isEmpty();
        Progress progress = trainer.fit(unscaled, 2);
        assertThat(progress.message()).contains("prepared otherwise").contains("from now on");
        assertThat(trainer.fit(unscaled, 2).message()).isEmpty();
    }

    @Test
    void targetsAreLookedAtToo() {
        double[][] x = new double[60][2];
        double[] y = new double[60];
        for (int i = 0; i < y.length; i++) {
            x[i] = new double[] {i, 60 - i};
            y[i] = 1000 + 50 * i;
        }
        Split plain = dataset(x, y).split(0.8, seed(1));
        Split both = plain.standardize("y1");
        Network line = network(seed(1), inputs(2), dense(1));
        trainer(line, meanSquaredError(), adam(0.01)).quiet().fit(both, 2);
        assertThatThrownBy(() -> rSquared().measure(line, plain.test())).hasMessageContaining("prepared otherwise");
    }
}
