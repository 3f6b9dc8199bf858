package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionTest {
    /** As somebody else writes one: nothing but a record. */
    record Bilinear(int units, double scale, Shape grid, Initializer first, List<Layer> before) implements Layer {
        @Override
        public String kind() {
            return "bilinear_map";
        }

        @Override
        public Forward build(Scope scope, Shape input) {
            Scope.Row row = scope.build(before, input);
            return x -> row.forward().apply(x);
        }
    }

    @Test
    void aLayerThatIsARecordDescribesItself() {
        Description it = new Bilinear(3, 0.5, Shape.of(2, 4), Initializer.he(), List.of(dense(4), relu())).describe();
        assertThat(it.kind()).isEqualTo("bilinear_map");
        assertThat(it.settings()).isEqualTo(Map.of("units", 3, "scale", 0.5, "grid", List.of(2, 4), "first", "he()"));
        assertThat(it.parts()).extracting(Description.Part::name).containsExactly("dense_1", "relu_1");
        assertThat(it.parts()).extracting(Description.Part::role).containsOnly("before");
        assertThat(it.words()).containsExactly("bilinear map", "units 3", "scale 0.5");
        assertThat(it.nests()).isTrue();
    }

    @Test
    void settingsAreThoseThatBuildTheLayer() {
        assertThat(conv2d(8, 3).stride(2).noBias().describe().settings())
                .isEqualTo(Map.of("filters", 8, "kernel", 3, "stride", 2, "padding", 0, "biased", false));
        assertThat(dense(outputs("a", "b")).describe().setting("outputs")).isEqualTo(List.of("a", "b"));
        assertThat(dense(2).weights((values, from, size, in, out, random) -> {})
                        .describe()
                        .setting("initializer"))
                .isEqualTo("own");
        assertThat(relu(0.25).describe().settings()).isEqualTo(Map.of("threshold", 0.25));
        assertThat(reshape(2, 3).describe().settings()).isEqualTo(Map.of("shape", List.of(2, 3)));
        assertThat(selfAttention(2).asCausal().describe())
                .hasToString(
                        "self_attention(heads=2, groups=2, causal=true, rotaryBase=0.0, dropout=0.0, biased=true)");
        assertThat(layer("mine", (Tensor x) -> Ops.square(x)).describe().settings())
                .isEqualTo(Map.of("own", true));
    }

    @Test
    void layersThatDifferAreDescribedDifferently() {
        assertThat(step().describe()).isNotEqualTo(straightThroughStep(0).describe());
        assertThat(elu().describe()).isNotEqualTo(selu().describe());
        assertThat(batchNorm().describe())
                .isNotEqualTo(batchNorm().fixedStatistics().describe());
        assertThat(residual(dense(2)).describe())
                .isNotEqualTo(residual(dense(2)).shortcut(dense(2)).describe());
    }

    static Stream<LayerCases.LayerCase> layers() {
        return LayerCases.all();
    }

    /** So that whoever reads a description finds the layers, their weights and what a trace says of them. */
    @ParameterizedTest
    @MethodSource("layers")
    void partsHaveTheNamesThatTheyHaveInANetwork(LayerCases.LayerCase layer) {
        Network net = network(inputs(layer.row().sizes()), layer.layer());
        check(net, net.layers().get(0).name(), layer.layer().describe());
        assertThat(layer.layer().describe().settings().values())
                .allMatch(value -> value instanceof Number
                        || value instanceof Boolean
                        || value instanceof String
                        || value instanceof List);
        assertThat(layer.layer().describe()).isEqualTo(layer.layer().describe());
    }

    private static void check(Network net, String name, Description description) {
        assertThat(net.layer(name).layer().kind()).isEqualTo(description.kind());
        for (Description.Part part : description.parts()) {
            check(net, name + "." + part.name(), part.description());
        }
    }
}
