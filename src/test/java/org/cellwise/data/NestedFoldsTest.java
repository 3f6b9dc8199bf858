package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.seed;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cellwise.data.table.TableData;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Folds of the training rows of folds: what is fitted is fitted on the inner training rows alone. */
class NestedFoldsTest {
    private static final int ROWS = 60;
    private static final TableData TABLE = dataset(table()).features("x").label("kind");

    private static Table table() {
        DoubleColumn x = DoubleColumn.create("x");
        StringColumn kind = StringColumn.create("kind");
        StringColumn person = StringColumn.create("person");
        DateColumn day = DateColumn.create("day");
        for (int i = 0; i < ROWS; i++) {
            x.append(i * i); // each row has its own
            kind.append(i % 3 == 0 ? "a" : "b");
            person.append("p" + i / 4);
            day.append(LocalDate.of(2024, 1, 1).plusDays(i));
        }
        return Table.create("rows", x, kind, person, day);
    }

    private static Set<Long> rows(Dataset data) {
        Set<Long> rows = new HashSet<>();
        for (int i = 0; i < data.size(); i++) {
            rows.add(Math.round(data.scaler(0).unscale(data.features(i)[0])));
        }
        return rows;
    }

    private static void assertNested(Folds outer) {
        for (int fold = 0; fold < outer.count(); fold++) {
            Split whole = outer.get(fold);
            Folds inner = outer.inner(fold, 3);
            assertThat(inner.count()).isEqualTo(3);
            Set<Long> heldOut = new HashSet<>();
            for (Split split : inner) {
                assertThat(rows(whole.train())).containsAll(rows(split.train())).containsAll(rows(split.test()));
                assertThat(rows(split.train())).doesNotContainAnyElementsOf(rows(split.test()));
                heldOut.addAll(rows(split.test()));
                // standardised by its own training rows: mean 0 and deviation 1 there, and nowhere else
                double[] scaled = IntStream.range(0, split.train().size())
                        .mapToDouble(i -> split.train().features(i)[0])
                        .toArray();
                double mean = IntStream.range(0, scaled.length)
                        .mapToDouble(i -> scaled[i])
                        .average()
                        .orElseThrow();
                double square = IntStream.range(0, scaled.length)
                        .mapToDouble(i -> scaled[i] * scaled[i])
                        .average()
                        .orElseThrow();
                assertThat(mean).isCloseTo(0, within(1e-5));
                assertThat(square).isCloseTo(1, within(1e-5));
                assertThat(split.train().scaler(0)).isNotEqualTo(whole.train().scaler(0));
            }
            assertThat(heldOut.size()).isGreaterThan(whole.train().size() / 2);
        }
    }

    @Test
    void scalingIsFittedOnTheInnerTrainingRows() {
        assertNested(TABLE.standardize().folds(4, seed(1)));
        assertNested(TABLE.all().folds(4, seed(1)).standardize());
        assertNested(TABLE.standardize().groups("person").folds(4, seed(1)));
        assertNested(TABLE.standardize().time("day").folds(3));
    }

    @Test
    void groupsAndOrderStayAsTheyWere() {
        Folds groups = TABLE.groups("person").folds(4, seed(2));
        for (Split split : groups.inner(1, 3)) {
            Set<Long> training = persons(rows(split.train()));
            assertThat(persons(rows(split.test()))).doesNotContainAnyElementsOf(training);
        }
        for (Split split : TABLE.time("day").folds(3).inner(2, 3)) {
            long last = rows(split.train()).stream().mapToLong(x -> x).max().orElseThrow();
            assertThat(rows(split.test())).allMatch(x -> x > last);
        }
        List<Split> same = List.of(
                groups.inner(0, 3, seed(5)).get(1), groups.inner(0, 3, seed(5)).get(1));
        assertThat(rows(same.get(0).test())).isEqualTo(rows(same.get(1).test()));
        assertThatThrownBy(() -> groups.inner(4, 3)).hasMessageContaining("folds 0 to 3");
        assertThatThrownBy(() -> groups.inner(0, 40)).hasMessageContaining("folds expects a number from 2 to");
    }

    private static Set<Long> persons(Set<Long> rows) {
        Set<Long> persons = new HashSet<>();
        rows.forEach(x -> persons.add(Math.round(Math.sqrt(x)) / 4));
        return persons;
    }
}
