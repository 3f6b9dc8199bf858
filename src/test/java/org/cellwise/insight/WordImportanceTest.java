package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.embedding;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.gru;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.masking;
import static org.cellwise.Cellwise.mistakes;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.trainer;
import static org.cellwise.Cellwise.wordImportance;

import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableData;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Sentences on their way through a network and back to people. */
class WordImportanceTest {
    private static final String[] SENTENCES = {
        "good tea",
        "bad tea",
        "not good soup",
        "not bad soup",
        "the good soup",
        "the bad soup",
        "not bad tea",
        "not good tea",
        "good soup today",
        "bad soup today"
    };
    private static final String[] VERDICTS = {"yes", "no", "no", "yes", "yes", "no", "yes", "no", "yes", "no"};

    private static Table table() {
        return Table.create(
                "sentences", StringColumn.create("text", SENTENCES), StringColumn.create("verdict", VERDICTS));
    }

    private static TableData read() {
        return dataset(table()).words("text", 20, 4).label("verdict");
    }

    private static Network trained(Dataset data, int rounds) {
        Network net =
                network(seed(2), inputs(4), masking(), embedding(12, 6), gru(8).last(), dense(outputs("no", "yes")));
        trainer(net, crossEntropy(), adam(0.03)).quiet().fit(data, epochs(rounds));
        return net;
    }

    @Test
    void aWordAddsWhatItsAbsenceTakesAway() {
        Network net = trained(read().all(), 60);
        WordImportance found = WordImportance.of(net, "not  bad soup");
        assertThat(found.answer()).isEqualTo("yes");
        assertThat(found.words()).extracting(WordImportance.Word::text).containsExactly("not", "bad", "soup");
        double without = net.classifyRaw("bad soup").probabilities().get(1);
        assertThat(found.words().get(0).adds()).isCloseTo(found.probability() - without, within(1e-12));
        assertThat(found.words().get(0).adds()).isGreaterThan(0.5);
        assertThat(wordImportance(net, "not  bad soup").toString()).contains("not ", "bad ", "yes");
    }

    @Test
    void otherNetworksAreRefused() {
        Network net = trained(read().all(), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wordImportance(net, " "))
                .withMessageContaining("1 word or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wordImportance(net, "a ".repeat(501)))
                .withMessageContaining("at most 500 words");
        Network bare = network(inputs(4), dense(outputs("no", "yes")));
        assertThatIllegalStateException()
                .isThrownBy(() -> wordImportance(bare, "good"))
                .withMessageContaining("a column of texts");
        Table numbers = table().removeColumns("text").addColumns(IntColumn.create("x", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        Dataset data = dataset(numbers).label("verdict").all();
        Network net2 = network(inputs("x"), dense(outputs("no", "yes")));
        trainer(net2, crossEntropy(), adam(0.01)).quiet().fit(data, epochs(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wordImportance(net2, "good"))
                .withMessageContaining("reads x");
    }

    /** A mistake is shown as the sentence that was written, with its row in the table. */
    @Test
    void mistakesLeadBackToTheTable() {
        Split split = read().split(0.5, seed(1));
        Network net = trained(split.train(), 1);
        Mistakes all = mistakes(net, split.test());
        assertThat(all.size()).isPositive();
        assertThat(all.header()).contains("in the table", "text");
        for (int i = 0; i < all.shown().size(); i++) {
            int row = all.shown().get(i).row();
            int inTable = split.test().tableRow(row);
            assertThat(split.test().label(row)).isEqualTo(VERDICTS[inTable]);
            assertThat(all.cells().get(i)).contains(SENTENCES[inTable], String.valueOf(inTable));
        }
        assertThat(split.test().rows(1, 0).tableRow(0)).isEqualTo(split.test().tableRow(1));
        assertThat(split.test().batch(0).dataset().tableRow(0)).isEqualTo(-1);
    }

    /** What training has not seen is said beside the answer. */
    @Test
    void answersSayWhatTrainingHasNotSeen() {
        Network net = trained(read().all(), 1);
        assertThat(net.classifyRaw("good tea").notes()).isEmpty();
        assertThat(net.classifyRaw("good tea today and then some").toString())
                .contains("has 6 words, of which the first 4 are read", "3 of 6 words", "(and, then, some)");
        Table numbers = Table.create(
                "n",
                IntColumn.create("size", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                StringColumn.create("town", "a", "a", "b", "b", "c", "c", "a", "b", "c", "a"),
                StringColumn.create("verdict", VERDICTS));
        Split split = dataset(numbers)
                .standardize()
                .meanTarget("town")
                .label("verdict")
                .split(0.8, seed(1));
        Network other = network(inputs(split), dense(outputs(split)));
        trainer(other, crossEntropy(), adam(0.01)).quiet().fit(split.train(), epochs(1));
        assertThat(other.classifyRaw(4, "a").notes()).isEmpty();
        assertThat(other.classifyRaw(4_000_000, "Mars").notes())
                .containsExactly(
                        "\"size\" is 4000000, far from all that training has seen (1 to 10)",
                        "\"town\" was never \"Mars\" in training, so the mean of all stands in");
        assertThat(other.unlikeTraining(4, "Mars")).hasSize(1);
        assertThat(split.explain(4, "Mars").toString()).contains("here \"town\" was never \"Mars\"");
    }
}
