package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.confusion;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.trainer;

import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Names of classes, and what a table is to predict. */
class ClassNamesTest {
    private static final double[][] ROWS = {{1}, {2}, {3}, {4}};

    private static Table table(String... labels) {
        return Table.create(
                "t",
                DoubleColumn.create("x", 1, 2, 3, 4),
                DoubleColumn.create("y", 1, 2, 3, 5),
                StringColumn.create("c", labels));
    }

    @Test
    void aTablePredictsOneThing() {
        Table table = table("a", "b", "a", "b");
        assertThatThrownBy(() -> dataset(table).label("c").target("y"))
                .hasMessage("A table has one thing to predict, but target(y) follows label(c): keep one of the two, and"
                        + " name several numbers in one target(…)");
        assertThatThrownBy(() -> dataset(table).target("y").label("c"))
                .hasMessageContaining("label(c) follows target(y)");
        assertThatThrownBy(() -> dataset(table).target("y").target("x"))
                .hasMessageContaining("target(x) follows target(y)");
        assertThat(dataset(table).label("c").label("c").all().outputNames()).containsExactly("a", "b");
    }

    @Test
    void namesOfClassesAreNotBlank() {
        assertThatThrownBy(() -> dataset(ROWS, new int[] {0, 1, 1, 0}, "a", " "))
                .hasMessage(
                        "Names of classes expect to be texts that are not blank, but number 2 of 2 is: give it a name");
        assertThatThrownBy(() -> dataset(ROWS, new String[] {"", "b", "b", ""})).hasMessageContaining("number 1 of 2");
    }

    @Test
    void fewerClassesThanTheNetworkKnows() {
        Network net = network(inputs("x"), dense(3));
        Trainer trainer = trainer(net, crossEntropy(), sgd(0.1));
        trainer.fit(dataset(ROWS, new String[] {"a", "b", "c", "a"}).inputs("x"), epochs(1));
        double[][] few = {{1}, {2}};
        Dataset two = dataset(few, new String[] {"a", "c"}).inputs("x");
        String remedy =
                "only 2 of the 3 classes that the network was trained on: take rows of all of them, or name them"
                        + " all with arrays, dataset(features, labels, \"a\", \"b\", \"c\")";
        assertThatThrownBy(() -> accuracy(net, two)).hasMessageContaining(remedy);
        assertThatThrownBy(() -> confusion(net, two)).hasMessageContaining(remedy);
        assertThatThrownBy(() -> trainer.fit(two, epochs(1))).hasMessageContaining(remedy);
        Dataset named = dataset(few, new String[] {"a", "c"}, "a", "b", "c").inputs("x");
        assertThat(accuracy(net, named)).isBetween(0.0, 1.0);
        assertThatThrownBy(() -> accuracy(network(inputs("x"), dense(3)), two)).hasMessageContaining("dense(2)");
    }
}
