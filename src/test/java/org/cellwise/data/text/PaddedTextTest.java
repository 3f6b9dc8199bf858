package org.cellwise.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.bidirectional;
import static org.cellwise.Cellwise.classToken;
import static org.cellwise.Cellwise.conv1d;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.diagnose;
import static org.cellwise.Cellwise.embedding;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.globalAveragePool;
import static org.cellwise.Cellwise.globalMaxPool;
import static org.cellwise.Cellwise.gru;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.layerNorm;
import static org.cellwise.Cellwise.lstm;
import static org.cellwise.Cellwise.masking;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.place;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.selfAttention;
import static org.cellwise.Cellwise.sequential;
import static org.cellwise.Cellwise.trainer;
import static org.cellwise.Cellwise.transformerBlock;

import java.nio.file.Path;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Sentences of different length become rows of one length; how long these are changes no answer. */
class PaddedTextTest {
    private static final Table SENTENCES = Table.create(
            "sentences",
            StringColumn.create(
                    "text",
                    "the soup was not bad",
                    "bad",
                    "good soup",
                    "the tea was bad",
                    "not good",
                    "the tea was good and the soup was not bad"),
            StringColumn.create("verdict", "yes", "no", "yes", "no", "no", "yes"));
    private static final List<String> ASKED = List.of(
            "the soup was not bad", "tea", "never heard of it", "", "the tea was good and the soup was not bad");
    private static final int LONGEST = 10; // words of a sentence

    static final List<Layer> READERS = List.of(
            lstm(4).last(),
            gru(4).last(),
            sequential(lstm(4), place(-1)),
            bidirectional(gru(3).last()),
            sequential(bidirectional(lstm(3)), globalAveragePool()),
            sequential(selfAttention(2), globalAveragePool()),
            sequential(selfAttention(2).rotary(), layerNorm(), globalMaxPool()),
            sequential(transformerBlock(2, 8), globalMaxPool()),
            sequential(classToken(), transformerBlock(2, 8), place(0)),
            sequential(conv1d(5, 3).same(), relu(), globalMaxPool()),
            sequential(conv1d(5, 4).same(), conv1d(5, 3).same(), globalAveragePool()),
            sequential(conv1d(5, 3).asCausal(), gru(4).last()),
            sequential(conv1d(5, 3), relu(), globalMaxPool()),
            sequential(conv1d(5, 2), conv1d(5, 3).padding(1), globalAveragePool()));

    private static Dataset data(int length) {
        return dataset(SENTENCES).words("text", 50, length).label("verdict").all();
    }

    private static Network masked(Dataset data, Layer reader) {
        return network(
                seed(3),
                inputs(data.inputShape().size(0)),
                masking(),
                embedding(16, 4),
                reader,
                dense(outputs("no", "yes")));
    }

    private static Network trained(int length, Layer reader) {
        Dataset data = data(length);
        Network net = masked(data, reader);
        trainer(net, crossEntropy(), adam(0.01)).quiet().fit(data, epochs(4));
        return net;
    }

    @ParameterizedTest
    @FieldSource("READERS")
    void theLengthChangesNoAnswer(Layer reader) {
        Network exact = trained(LONGEST, reader);
        Network longer = trained(37, reader);
        for (String text : ASKED) {
            double[] answer = exact.predictRaw(text);
            assertThat(longer.predictRaw(text)).as(text).containsExactly(answer, within(1e-5));
        }
        assertThat(exact.predictRaw("the soup was not bad")).isNotEqualTo(exact.predictRaw("the soup was bad"));
    }

    @ParameterizedTest
    @FieldSource("READERS")
    void aFileKeepsIt(Layer reader, @TempDir Path folder) {
        Network net = trained(20, reader);
        net.save(folder.resolve("net"));
        Network again = network(folder.resolve("net").toString());
        for (String text : ASKED) {
            assertThat(again.predictRaw(text)).isEqualTo(net.predictRaw(text));
            assertThat(again.classifyRaw(text)).isEqualTo(net.classifyRaw(text));
        }
    }

    /** Layers that know nothing of a mask, behind those that do. */
    @Test
    void placesThatWereLeftOutAndAreTakenAllTheSameAreFound() {
        Dataset data = data(20);
        for (Layer taking : List.of(place(-1), flatten())) {
            Network taken = network(
                    seed(3),
                    inputs(data.inputShape().size(0)),
                    masking(),
                    embedding(16, 4),
                    selfAttention(2),
                    relu(),
                    taking,
                    dense(outputs("no", "yes")));
            assertThat(findings(taken, data))
                    .anySatisfy(finding -> assertThat(finding)
                            .contains(
                                    taking.kind() + "_1 takes",
                                    "masking_1 leaves out",
                                    "6 of 6 rows",
                                    "globalAveragePool()"));
        }
        for (Layer fine : List.of(sequential(gru(4), relu(), place(-1)), globalAveragePool())) {
            assertThat(findings(masked(data, fine), data)).noneMatch(finding -> finding.contains("leaves out"));
        }
        Network kept = network(
                seed(3),
                inputs(20),
                masking(),
                embedding(16, 4),
                gru(4),
                relu(),
                place(-1),
                dense(outputs("no", "yes")));
        assertThat(findings(kept, data)).noneMatch(finding -> finding.contains("leaves out"));
    }

    private static List<String> findings(Network net, Dataset data) {
        return diagnose(trainer(net, crossEntropy(), adam(0.01)), data).findings();
    }

    /** Without masking the places behind the end are read as words, which diagnose says. */
    @Test
    void placesReadAsWordsAreFound() {
        Dataset data = data(20);
        Network open = network(
                seed(3),
                inputs(data.inputShape().size(0)),
                embedding(16, 4),
                gru(4).last(),
                dense(outputs("no", "yes")));
        assertThat(diagnose(trainer(open, crossEntropy(), adam(0.01)), data).findings())
                .anySatisfy(finding ->
                        assertThat(finding).contains("\"text\"", "6 of 6 rows", "masking() before embedding_1"));
        Network masked = masked(data, gru(4).last());
        assertThat(diagnose(trainer(masked, crossEntropy(), adam(0.01)), data).findings())
                .noneMatch(finding -> finding.contains("masking"));
        Network flat = network(
                seed(3), inputs(data.inputShape().size(0)), embedding(16, 4), flatten(), dense(outputs("no", "yes")));
        assertThat(diagnose(trainer(flat, crossEntropy(), adam(0.01)), data).findings())
                .noneMatch(finding -> finding.contains("masking")); // which has a weight for each place anyway
        Dataset full = dataset(SENTENCES).words("text", 50, 1).label("verdict").all();
        Network one = network(seed(3), inputs(1), embedding(16, 4), gru(4).last(), dense(outputs("no", "yes")));
        assertThat(diagnose(trainer(one, crossEntropy(), adam(0.01)), full).findings())
                .noneMatch(finding -> finding.contains("masking"));
    }
}
