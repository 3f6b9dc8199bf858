package org.cellwise.data.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import org.cellwise.data.table.TableColumns;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tablesaw's columns as plain values. */
class TableColumnsTest {
    private static Column column(tech.tablesaw.columns.Column<?> column) {
        return TableColumns.of(Table.create("t", column)).column(0);
    }

    @Test
    void wholeNumbersWithMissingOnes() {
        IntColumn ints = IntColumn.create("n", 3, 4, 5);
        ints.appendMissing();
        Column.Numbers numbers = (Column.Numbers) column(ints);
        assertThat(numbers.values()).containsExactly(3, 4, 5, Double.NaN);
        assertThat(numbers.type()).isEqualTo("integer");
        ShortColumn shorts = ShortColumn.create("s", new short[] {7, -7});
        shorts.appendMissing();
        assertThat(((Column.Numbers) column(shorts)).values()).containsExactly(7, -7, Double.NaN);
    }

    @Test
    void identifiersThatDoublesCannotTellApartAreTexts() {
        long first = (1L << 60) + 1;
        Column.Texts texts = (Column.Texts) column(LongColumn.create("id", first, first + 1, first));
        assertThat(texts.texts()).containsExactly(Long.toString(first), Long.toString(first + 1));
        assertThat(texts.codes()).containsExactly(0, 1, 0);
    }

    @Test
    void textsAfterRowsWereTakenAway() {
        String[] many = new String[70_000];
        Arrays.setAll(many, i -> "t" + i % 66_000);
        StringColumn strings = StringColumn.create("t", many);
        strings.set(0, "");
        Column.Texts texts = (Column.Texts) column(strings);
        assertThat(texts.text(0)).isEmpty();
        assertThat(texts.isMissing(0)).isTrue();
        assertThat(texts.text(66_001)).isEqualTo("t1");
        Column.Texts few = (Column.Texts) column(strings.where(strings.isEqualTo("t5")));
        assertThat(few.counts()).containsExactly(2);
    }

    @Test
    void yesAndNoAndDates() {
        BooleanColumn booleans = BooleanColumn.create("b", true, false);
        booleans.appendMissing();
        assertThat(((Column.Texts) column(booleans)).codes()).containsExactly(1, 0, -1);
        DateColumn dates = DateColumn.create("d", LocalDate.of(1066, 10, 14), LocalDate.of(1970, 1, 2));
        dates.appendMissing();
        Column.Numbers days = (Column.Numbers) column(dates);
        assertThat(days.values()).containsExactly(LocalDate.of(1066, 10, 14).toEpochDay(), 1, Double.NaN);
        assertThat(days.text(0)).isEqualTo("1066-10-14");
        assertThat(days.text(2)).isEmpty();
    }

    @Test
    void someRowsAreTheSameEachTime() {
        Columns table = TableColumns.of(Table.create("t", IntColumn.indexColumn("i", 1000, 0)));
        int[] rows = table.sample(50);
        assertThat(rows).hasSize(50).isSorted().doesNotHaveDuplicates().isEqualTo(table.sample(50));
        assertThat(Arrays.stream(rows).average().orElseThrow()).isBetween(380.0, 620.0);
        assertThat(table.sample(5000)).hasSize(1000);
    }

    @Test
    void groupsOfManyAreTheLargestAndTheOthers() {
        StringColumn letters = StringColumn.create("l");
        for (int i = 0; i < 10; i++) {
            for (int k = 0; k <= i; k++) {
                letters.append("g" + i);
            }
        }
        Columns table = TableColumns.of(Table.create("t", letters));
        Groups groups = table.groups("test", "l").atMost(3);
        assertThat(groups.names()).containsExactly("g8", "g9", "others");
        assertThat(groups.counts()).containsExactly(9, 10, 36);
    }
}
