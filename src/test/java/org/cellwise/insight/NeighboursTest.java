package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import org.cellwise.data.Dataset;
import org.cellwise.math.Distances;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** Which rows a network puts beside each other. */
class NeighboursTest {
    private final double[][] rows = {{1, 0}, {2, 0.1}, {0, 1}, {0.1, 5}, {-1, 0}};
    private final Dataset data = dataset(rows, new int[] {0, 0, 1, 1, 2});

    private static Network unchanged() {
        Network net = network(inputs(2), dense(2).noBias(), dense(3));
        net.setWeights("dense_1", new double[][] {{1, 0}, {0, 1}});
        return net;
    }

    @Test
    void byAngleAndByLength() {
        Neighbours found = neighbours(unchanged(), data).at("dense_1");
        assertThat(found.of(0, 2)).extracting(Distances.Neighbor::row).containsExactly(1, 3);
        assertThat(found.of(0, 1).get(0).distance()).isCloseTo(cosine(rows[0], rows[1]), within(1e-6));
        assertThat(found.byEuclidean().of(0, 2))
                .extracting(Distances.Neighbor::row)
                .containsExactly(1, 2);
        assertThat(found.find(1, 0, 9)).extracting(Distances.Neighbor::row).containsExactly(2);
        assertThat(found.agreement()).isEqualTo(0.8);
        assertThat(found).hasToString("5 rows at dense_1, by cosine; nearest row of the same class: 80 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.of(5, 1))
                .withMessageContaining("a row from 0 to 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.at("dense_9"))
                .withMessageContaining("dense_9");
    }

    @Test
    void rowsOfWhichNothingCanBeToldAreRefused() {
        Network net = network(inputs("a", "b"), dense(2));
        Dataset turned = data.inputs("b", "a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> neighbours(net, turned))
                .withMessageContaining("in the order a, b");
        Network diverged = unchanged();
        diverged.setWeights("dense_1", new double[][] {{1e38, 0}, {0, 1}});
        Dataset large = dataset(new double[][] {{1e3, 0}, {0, 1}}, new int[] {0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> neighbours(diverged, large))
                .withMessageContaining("neighbours expects finite numbers");
        Neighbours one = neighbours(unchanged(), data.rows(0));
        assertThat(one).hasToString("1 row at the outputs, by cosine");
        assertThatIllegalArgumentException().isThrownBy(one::agreement).withMessageContaining("2 rows or more");
        assertThatIllegalArgumentException().isThrownBy(() -> one.of(0, 0)).withMessageContaining("but got 0");
    }

    /** What the loss is for: of six numbers only one tells the class. */
    @Test
    void contrastBringsClassesTogether() {
        SeededRandom random = new SeededRandom(4);
        double[][] mixed = new double[90][6];
        int[] labels = new int[90];
        for (int i = 0; i < mixed.length; i++) {
            labels[i] = i % 2;
            for (int k = 0; k < 6; k++) {
                mixed[i][k] = k == 0 ? 2 * labels[i] - 1 + 0.3 * random.nextGaussian() : 2 * random.nextGaussian();
            }
        }
        Dataset rows = dataset(mixed, labels);
        Network net = network(inputs(6), dense(16), tanh(), dense(4));
        double before = neighbours(net, rows).agreement();
        trainer(net, infoNce(0.2), adam(0.02)).batchSize(45).fit(rows, 40);
        Neighbours after = neighbours(net, rows);
        assertThat(after.agreement()).isGreaterThan(Math.max(0.9, before));
        assertThat(neighbours(after, 3, 4).picture().description()).startsWith("nearest first: row ");
    }

    @Test
    void contrastWithoutTwoOfAClassSaysSo() {
        Dataset apart = dataset(new double[][] {{1, 2}, {2, 3}}, new int[] {0, 1});
        Trainer trainer = trainer(network(inputs(2), dense(3)), infoNce(0.1), adam(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(apart, 1))
                .withMessageContaining("need others of their class in the batch");
    }
}
