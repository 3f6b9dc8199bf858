package org.cellwise.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;
import static org.cellwise.train.Examples.tanh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cellwise.Cellwise;
import org.cellwise.file.NewFile;
import org.cellwise.layer.Layer;
import org.cellwise.layer.group.Residual;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a saved training belongs to, and what saving does with the files that are there. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SavedFilesTest {
    @TempDir
    private Path folder;

    private static Trainer trainer(Network network, Loss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer);
    }

    private static Trainer usual() {
        return trainer(classifier(), Losses.crossEntropy(), new Adam(0.01));
    }

    private Path file() {
        return folder.resolve("training.state");
    }

    private void assertRefused(Trainer saved, Trainer other, String... words) {
        saved.save(file());
        float[] before = other.network().parameters().values().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.load(file()))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("belongs to a training of other layers or another optimizer")
                        .contains(words)
                        .doesNotContain("damaged")
                        .hasSizeLessThan(800));
        assertThat(other.network().parameters().values()).isEqualTo(before);
    }

    @Test
    void otherOptimizersAndSettings() {
        Loss loss = Losses.crossEntropy();
        assertRefused(
                trainer(classifier(), loss, new Sgd(0.1).momentum(0.9)),
                trainer(classifier(), loss, new Sgd(0.1)),
                "momentum=0.9",
                "momentum=0.0");
        assertRefused(usual(), trainer(classifier(), loss, new Adam(0.01).betas(0.8, 0.9)), "beta1=0.9", "beta1=0.8");
        assertRefused(usual(), trainer(classifier(), loss, new Sgd(0.1)), "Adam", "this trainer has SGD");
        assertRefused(usual(), trainer(classifier(), loss, new Adam(0.02)), "learningRate=0.01", "learningRate=0.02");
    }

    @Test
    void otherLosses() {
        assertRefused(
                usual(), trainer(classifier(), Losses.meanSquaredError(), new Adam(0.01)), "cross-entropy", "squared");
        assertRefused(
                usual(),
                trainer(classifier(), Losses.crossEntropy().classWeights(1, 2, 3), new Adam(0.01)),
                "class weights");
    }

    @Test
    void otherLayersOfTheSameWeights() {
        Network smooth = network(2, dense(8), tanh(), dense(3));
        assertRefused(usual(), trainer(smooth, Losses.crossEntropy(), new Adam(0.01)), "relu", "tanh");
        Network more = network(2, dense(8), relu(), dense(3), tanh());
        assertRefused(usual(), trainer(more, Losses.crossEntropy(), new Adam(0.01)), "has not the layer tanh_1");
        assertRefused(trainer(more, Losses.crossEntropy(), new Adam(0.01)), usual(), "has the layer tanh_1");
    }

    @Test
    void parametersFarDown() {
        assertRefused(deep(8), deep(9), "dense_60.weight (8 x 8)", "dense_60.weight (8 x 9)");
    }

    /** Sixty layers have 120 parameters. */
    private static Trainer deep(int last) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 59; i++) {
            layers.add(dense(8));
        }
        layers.add(dense(last));
        layers.add(dense(3));
        return trainer(network(2, layers.toArray(new Layer[0])), Losses.crossEntropy(), new Adam(0.01));
    }

    @Test
    void namesInAnotherOrder() {
        Trainer saved = named("length", "width");
        assertRefused(saved, named("width", "length"), "length", "width");
        named("length", "width").load(file());
    }

    private static Trainer named(String... names) {
        Network net = Cellwise.network(Cellwise.inputs(names), Cellwise.dense(3));
        return trainer(net, Losses.crossEntropy(), new Adam(0.01));
    }

    private static Trainer frozen(String... layers) {
        Network net = network(2, dense(8), relu(), dense(5), new Residual(dense(5), relu()), dense(3));
        if (layers.length > 0) {
            net.freeze(layers);
        }
        return trainer(net, Losses.crossEntropy(), new Adam(0.01));
    }

    private void assertFrozenOtherwise(Trainer saved, Trainer other, String... words) {
        saved.save(file());
        float[] before = other.network().parameters().values().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.load(file()))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("damaged"));
        assertThat(other.network().parameters().values()).isEqualTo(before);
    }

    @Test
    void otherLayersFrozen() {
        assertFrozenOtherwise(
                frozen("dense_1", "dense_2"),
                frozen(),
                "saved with dense_1, dense_2 frozen",
                "no layer is",
                "call freeze(\"dense_1\", \"dense_2\") of the network first");
        assertFrozenOtherwise(
                frozen(), frozen("dense_1"), "saved with no layer frozen", "call unfreeze(\"dense_1\") of");
        assertFrozenOtherwise(
                frozen("residual_1.dense_1"),
                frozen("dense_2"),
                "call freeze(\"residual_1\") and unfreeze(\"dense_2\") of");
    }

    @Test
    void theSameFrozenGoOnAsIfThereHadBeenOneSessionAndMayThenLearn() {
        Trainer whole = frozen("dense_1", "residual_1");
        whole.fit(heaps(30), 2);
        whole.network().unfreeze();
        whole.fit(heaps(30), 1);
        Trainer first = frozen("dense_1", "residual_1");
        first.fit(heaps(30), 2);
        first.save(file());
        Trainer second = frozen();
        second.network().freeze("dense_1", "residual_1.dense_1"); // all weights that residual_1 has
        second.load(file());
        second.network().unfreeze();
        second.fit(heaps(30), 1);
        assertThat(second.network().parameters().values())
                .isEqualTo(whole.network().parameters().values());
    }

    @Test
    void namesThatTrainingBroughtAreNoObstacle() {
        Trainer trained = usual();
        trained.fit(heaps(20).inputs("left", "right"), 1);
        trained.save(file());
        assertThat(usual().load(file()).history().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "ar-EG", "de-DE", "tr-TR", "hi-IN-u-nu-deva"})
    void anotherLanguageReadsIt(String language) {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            Trainer saved = usual();
            saved.fit(heaps(30), 1);
            saved.save(file());
            Locale.setDefault(Locale.ENGLISH);
            assertThat(usual().load(file()).history().loss())
                    .isEqualTo(saved.history().loss());
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void aLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path target = Files.createDirectory(folder.resolve("disk")).resolve("real.state");
        usual().save(target);
        Path link = Files.createSymbolicLink(folder.resolve("latest"), Path.of("disk", "real.state"));
        Path chain = Files.createSymbolicLink(folder.resolve("chain"), link);
        Trainer saved = usual();
        saved.fit(heaps(20), 2);
        saved.save(chain.toString());
        assertThat(link).isSymbolicLink();
        assertThat(chain).isSymbolicLink();
        assertThat(usual().load(target).history().size()).isEqualTo(2);
        assertThat(names(target.getParent())).containsExactly("real.state");
        Path fresh = Files.createSymbolicLink(folder.resolve("fresh"), Path.of("new.state")); // to nothing yet
        saved.save(fresh);
        assertThat(fresh).isSymbolicLink();
        assertThat(folder.resolve("new.state")).isRegularFile();
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void filesNextToItAreLeftAlone() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path planted = Files.createSymbolicLink(folder.resolve("training.state.part"), victim);
        usual().save(file());
        assertThat(victim).hasContent("precious");
        assertThat(planted).isSymbolicLink();
        Files.delete(planted);
        Files.writeString(planted, "my own");
        usual().save(file());
        assertThat(planted).hasContent("my own");
        assertThat(names(folder)).containsExactly("training.state", "training.state.part", "victim");
    }

    @Test
    void permissionsStay() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        usual().save(file());
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(Files.getPosixFilePermissions(plain));
        for (String permissions : List.of("rw-------", "rw-rw----", "rw-r--r--", "rw-rw-rw-")) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
            usual().save(file());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo(permissions);
        }
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException {
        Path subfolder = Files.createDirectory(folder.resolve("folder"));
        Path device = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, Path.of("circle"));
        for (Path target : List.of(subfolder, device, Path.of("/dev/null"), circle)) {
            assertThatThrownBy(() -> usual().save(target))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Cannot save to " + target);
        }
        assertThat(Files.isRegularFile(Path.of("/dev/null"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(names(folder)).containsExactly("circle", "folder", "null");
        assertThatIllegalArgumentException().isThrownBy(() -> usual().load("/dev/zero"));
    }

    @Test
    void aSaveThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        usual().save(file());
        byte[] old = Files.readAllBytes(file());
        assertThatThrownBy(() -> NewFile.replace(file(), out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk full");
        assertThatThrownBy(() -> NewFile.replace(file(), out -> {
                    throw new OutOfMemoryError("test");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(file()).hasBinaryContent(old);
        assertThat(names(folder)).containsExactly("training.state");
    }

    @Test
    void manySaversToOneFileLeaveAWholeOne() throws InterruptedException, IOException {
        List<Thread> savers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            Trainer saver = usual();
            saver.fit(heaps(20), i);
            savers.add(new Thread(() -> {
                try {
                    for (int k = 0; k < 25; k++) {
                        saver.save(file());
                        assertThat(usual().load(file()).history().size()).isBetween(1, 4);
                    }
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        savers.forEach(Thread::start);
        for (Thread saver : savers) {
            saver.join();
        }
        assertThat(failures).isEmpty();
        assertThat(names(folder)).containsExactly("training.state");
    }

    /** Any number in it may be wrong: it is refused in words, without asking for more memory than the file could fill. */
    @Test
    void noNumberInAFileCanTakeAllMemory() throws IOException {
        Trainer saved = usual().listen(org.cellwise.train.Examples.stopAt(1, 1));
        saved.fit(heaps(60), 1);
        saved.save(file());
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at + 4 <= whole.length; at += 3) {
            byte[] changed = whole.clone();
            ByteBuffer.wrap(changed).putInt(at, Integer.MAX_VALUE - at);
            Path bad = Files.write(folder.resolve("bad"), changed);
            Trainer trainer = usual();
            assertThatIllegalArgumentException().as("at " + at).isThrownBy(() -> trainer.load(bad));
            assertThat(trainer.history().size()).isZero();
        }
    }
}
