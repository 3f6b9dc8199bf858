package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.blobs;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.dropout;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;

import java.nio.file.Path;
import java.util.Arrays;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** Files of the first formats, which every later version has to read: they are never written anew. */
class SavedForeverTest {
    private static final Path FILES = Path.of("src/test/resources/files");

    private static Path file(String name) {
        return FILES.resolve(name + ".safetensors");
    }

    @Test
    void aNetworkTrainedOnATable() {
        Network net = network(file("network-1"));
        assertThat(net.classifyRaw("Torgersen", 39.1, 3750))
                .hasToString("Adelie (Adelie 0.995, Chinstrap 0.003, Gentoo 0.002)");
        assertThat(net.predictRaw("Biscoe", 50, 5500))
                .containsExactly(new double[] {-1.83864832, -6.40741777, 5.51812363}, within(1e-5));
        assertThat(net.layer("dense_1").trainable()).isFalse();
        assertThat(net.training()).containsEntry("epochs", 12L).containsEntry("loss", "cross-entropy");
        assertThat(net.preparation().columns()).containsExactly("island", "bill_length_mm", "body_mass_g");
    }

    @Test
    void layersOfManyKinds() {
        double[] row = new double[36];
        Arrays.setAll(row, i -> Math.sin(i));
        assertThat(network(file("layers-1")).predict(row))
                .containsExactly(new double[] {-0.61137068, -0.78221154}, within(1e-5));
    }

    @Test
    void aTrainingThatGoesOn() {
        Split split = blobs(60, 3, 0.5, seed(1)).split(0.8, seed(2));
        Network net = network(inputs(2), dense(5), relu(), dropout(0.1), dense(3));
        Trainer trainer =
                new Trainer(net, crossEntropy(), adam(0.01)).batchSize(16).load(file("training-1"));
        trainer.fit(split, 1);
        assertThat(trainer.history().loss())
                .containsExactly(new double[] {2.22724032, 1.97454481, 1.72934886, 1.52555436}, within(1e-5));
        assertThat(net.predict(1, 2))
                .containsExactly(new double[] {-2.39082599, -0.32274967, -1.44611096}, within(1e-5));
    }
}
