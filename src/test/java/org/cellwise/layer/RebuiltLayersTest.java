package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.layer.LayerCases.LayerCase;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.layer.dense.Dense;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers made anew from what they said of themselves, and networks of them from files. */
class RebuiltLayersTest {
    @TempDir
    private Path folder;

    static Stream<LayerCase> layers() {
        return LayerCases.all().filter(layer -> !(layer.layer() instanceof Custom));
    }

    static Stream<Activation> activations() {
        return Stream.of(
                Activation.step(0.3),
                Activation.straightThroughStep(-0.1),
                Activation.relu(0.25),
                Activation.leakyRelu(1 / 3.0),
                Activation.elu(0.7),
                Activation.sigmoid(),
                Activation.tanh(),
                Activation.selu(),
                Activation.gelu(),
                Activation.geluTanh(),
                Activation.silu(),
                Activation.softplus(),
                Activation.softmax(),
                Activation.logSoftmax());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void allSettingsComeBack(LayerCase layer) {
        Description description = layer.layer().describe();
        Layer again = LayerCatalog.layer(description);
        assertThat(again.describe()).isEqualTo(description);
        assertThat(again).hasToString(layer.layer().toString());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsToo(Activation activation) {
        Layer again = LayerCatalog.layer(activation.describe());
        assertThat(again.describe()).isEqualTo(activation.describe());
        assertThat(again.activation()).isEqualTo(activation.activation());
        assertThat(LayerCatalog.knows(activation)).isTrue();
    }

    /** After a step in training, so that what layers measure has moved too. */
    @ParameterizedTest
    @MethodSource("layers")
    void aNetworkFromAFileHasTheSameBits(LayerCase layer) {
        Inputs inputs = new Inputs(layer.row(), List.of());
        Network net = new Network(new Seed(3), Compute.of(1), inputs, List.of(layer.layer()));
        float[] rows = layer.rows(4, new SeededRandom(5));
        Tape tape = new Tape(Tape.Mode.TRAIN, net.compute(), new SeededRandom(1));
        net.forward(tape.input(layer.row().prepend(4), rows));
        net.save(folder.resolve("net"));
        Network back = Network.load(folder.resolve("net"), Compute.of(1), description -> null);
        assertThat(back.parameters().values()).isEqualTo(net.parameters().values());
        assertThat(back.parameters().list().stream().map(Object::toString))
                .containsExactlyElementsOf(
                        net.parameters().list().stream().map(Object::toString).toList());
        assertThat(back.predict(rows, 4)).isEqualTo(net.predict(rows, 4));
        assertThat(back.summary()).isEqualTo(net.summary());
    }

    @Test
    void everyLayerIsKnown() {
        Set<String> tried = layers().flatMap(
                        c -> new Network(new Seed(3), Compute.of(1), new Inputs(c.row(), List.of()), List.of(c.layer()))
                                .layers().stream())
                .flatMap(BuiltLayer::all)
                .map(built -> built.layer().getClass().getName())
                .collect(Collectors.toSet());
        Set<String> all = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.cellwise.layer")
                        .stream()
                        .filter(type -> type.isAssignableTo(Layer.class) && !type.isInterface())
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .filter(name -> !name.equals(Custom.class.getName()))
                        .collect(Collectors.toSet());
        assertThat(tried).isEqualTo(all);
        assertThat(layers().map(LayerCase::layer)).allMatch(LayerCatalog::knows);
    }

    @Test
    void layersOfOnesOwnAreNot() {
        assertThat(LayerCatalog.knows(Custom.of("dense", Ops::square))).isFalse();
        assertThat(LayerCatalog.knows(Custom.of("mine", Ops::square))).isFalse();
        assertThat(LayerCatalog.knows(new Activation("mine", Ops.tanh(), 1))).isFalse();
        assertThat(LayerCatalog.knows(new Activation("relu", Ops.tanh(), 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glorot()",
                "he()",
                "glorotNormal()",
                "heNormal()",
                "constant(0.1)",
                "constant(-0.0)",
                "normal(0.02)",
                "uniform(-1.0, 1.0E-4)"
            })
    void firstWeightsByName(String name) {
        assertThat(Initializer.named(name).name()).isEqualTo(name);
        Initializer.named(name).fill(new float[4], 0, 4, 2, 2, new SeededRandom(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "numbers(3 of them)", "normal(x)", "uniform(1.0)", "", "((("})
    void firstWeightsThatNoNameTells(String name) {
        Initializer lost = Initializer.named(name);
        assertThat(lost.name()).isEqualTo(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lost.fill(new float[4], 0, 4, 2, 2, new SeededRandom(1)))
                .withMessageContaining("which no file keeps");
    }

    @Test
    void unknownAndMissingSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerCatalog.layer(description("dense", Map.of("units", 3L))))
                .withMessage("dense expects the setting biased, but it is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerCatalog.layer(description("danse", Map.of())))
                .withMessageContaining("did you mean \"dense\"?");
        assertThat(LayerCatalog.layer(description("dense", Map.of("units", 3L, "biased", false))))
                .isEqualTo(new Dense(3, false, null, null));
    }

    private static Description description(String kind, Map<String, Object> settings) {
        return new Description(kind, settings, List.of(), Description.Flow.OTHER, List.of());
    }
}
