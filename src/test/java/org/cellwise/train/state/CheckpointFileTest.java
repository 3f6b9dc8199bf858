package org.cellwise.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.network.Network;
import org.cellwise.train.Epochs;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training saved in one session and gone on with in another. */
class CheckpointFileTest {
    @TempDir
    private Path folder;

    private final Dataset data = heaps(50);

    private static Trainer trainer(int hidden) {
        Network network = network(2, dense(hidden), new BatchNorm(), relu(), new Dropout(0.2), dense(3));
        return new Trainer(network, Losses.crossEntropy(), new Adam(0.01))
                .batchSize(16)
                .accumulate(3);
    }

    private Path saved(Trainer trainer) {
        trainer.save(folder.resolve("training.checkpoint"));
        return folder.resolve("training.checkpoint");
    }

    @Test
    void goesOnInAnotherSessionAsIfThereHadBeenOne() throws IOException {
        Trainer whole = trainer(8);
        whole.fit(data, heaps(20), new Epochs(5));

        Trainer first = trainer(8);
        first.fit(data, heaps(20), new Epochs(2));
        Path file = saved(first);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        Trainer second = trainer(8).load(file);
        assertThat(second.history().epochs()).isEqualTo(first.history().epochs());
        assertThat(second.history().stepLoss()).isEqualTo(first.history().stepLoss());
        second.fit(data, heaps(20), new Epochs(3));
        assertThat(second.network().parameters().values())
                .isEqualTo(whole.network().parameters().values());
        assertThat(second.history().stepLoss()).isEqualTo(whole.history().stepLoss());
        assertThat(second.receipt()).isEqualTo(whole.receipt());
    }

    @Test
    void anotherNetworkOrOptimizerIsRefused() {
        Path file = saved(trainer(8));
        Trainer wider = trainer(9);
        float[] before = wider.network().parameters().values().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wider.load(file))
                .withMessageContaining("belongs to a training of other layers or another optimizer")
                .withMessageContaining("dense_1.weight (2 x 8)")
                .withMessageContaining("dense_1.weight (2 x 9)");
        assertThat(wider.network().parameters().values()).isEqualTo(before);
        Trainer descent = new Trainer(trainer(8).network(), Losses.crossEntropy(), new Sgd(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent.load(file))
                .withMessageContaining("this trainer has SGD");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.9, 0.999})
    void aFileThatIsNotWholeChangesNothing(double part) throws IOException {
        Trainer trainer = trainer(8);
        trainer.fit(data, new Epochs(2));
        byte[] bytes = Files.readAllBytes(saved(trainer));
        refuses(trainer, Arrays.copyOf(bytes, (int) (part * bytes.length)), "damaged");
    }

    @Test
    void aFileThatIsDamagedChangesNothing() throws IOException {
        Trainer trainer = trainer(8);
        trainer.fit(data, new Epochs(2));
        byte[] bytes = Files.readAllBytes(saved(trainer));
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 4;
        refuses(trainer, flipped, "is damaged");
        refuses(trainer, Arrays.copyOf(bytes, bytes.length + 1), "is damaged");
        refuses(
                trainer,
                "This is a text of more than twenty letters".getBytes(StandardCharsets.UTF_8),
                "is no checkpoint");
    }

    /** Whichever byte it is, in names, numbers, lengths or the version, nothing of the file is believed. */
    @Test
    void aDamagedByteIsFoundWhereverItIs() throws IOException {
        Trainer trainer = trainer(8);
        trainer.fit(data, new Epochs(2));
        byte[] bytes = Files.readAllBytes(saved(trainer));
        for (int i = 0; i < bytes.length; i += i < 1500 ? 7 : 211) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 4;
            boolean atMark = i >= 8 && i < 46; // where the checksum stands
            refuses(trainer, flipped, atMark ? "is " : "is damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "x", "{}", "This is a text of more than twenty letters"})
    void aFileThatIsNoCheckpoint(String text) throws IOException {
        Trainer trainer = trainer(8);
        trainer.fit(data, new Epochs(2));
        refuses(trainer, text.getBytes(StandardCharsets.UTF_8), "is no checkpoint that a trainer saved");
    }

    private void refuses(Trainer trainer, byte[] bytes, String why) throws IOException {
        float[] before = trainer.network().parameters().values().clone();
        Path bad = Files.write(folder.resolve("bad"), bytes);
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.load(bad)).withMessageContaining(why);
        assertThat(trainer.network().parameters().values()).isEqualTo(before);
        assertThat(trainer.history().size()).isEqualTo(2);
    }

    @Test
    void foldersThatAreNotThere() {
        assertThatThrownBy(() -> trainer(8).save(folder.resolve("none").resolve("file")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot save to");
        assertThatThrownBy(() -> trainer(8).load(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot read");
    }
}
