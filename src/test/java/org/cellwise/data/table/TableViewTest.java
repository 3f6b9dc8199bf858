package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
    @Test
    void describesPenguins() {
        TableView view = TableView.of(Tables.file("penguins.csv"));
        assertThat(view.title()).isEqualTo("344 rows x 8 columns, the first 5 and last 5 rows shown");
        assertThat(view.header().get(0)).isEqualTo(new TableView.Column("species", "string", 0, false));
        assertThat(view.header().get(2)).isEqualTo(new TableView.Column("bill_length_mm", "double", 2, true));
        assertThat(view.header().get(6)).isEqualTo(new TableView.Column("sex", "string", 11, false));
        assertThat(view.cells()).hasSize(10);
        assertThat(view.cells().get(0))
                .containsExactly("Adelie", "Torgersen", "39.1", "18.7", "181", "3750", "male", "2007");
        assertThat(view.between()).isEqualTo(334);
        assertThat(view.cells().get(3)).containsExactly("Adelie", "Torgersen", "", "", "", "", "", "2007");
    }

    @Test
    void showsTheFirstColumnsOfManyAndAllOfFew() {
        TableView digits = TableView.of(Tables.file("digits.csv"));
        assertThat(digits.title())
                .isEqualTo("1797 rows x 65 columns, the first 5 and last 5 rows and the first 20 columns shown");
        assertThat(digits.header()).hasSize(20);
        TableView one = TableView.of(Tables.csv("x\n1\n"));
        assertThat(one.title()).isEqualTo("1 row x 1 column");
        assertThat(TableView.of(Table.create("nothing")).toString()).startsWith("0 rows x 0 columns");
    }

    @Test
    void linesUpAsText() {
        Table table = Tables.csv("name,length\nbee,1.5\nelephant,\n");
        assertThat(TableView.of(table)).hasToString("""
                        2 rows x 2 columns
                        name                 length
                        string    double, 1 missing
                        bee                     1.5
                        elephant                  –""");
    }

    @Test
    void numbersFarFromOneHaveAnExponent() {
        Table table = Tables.csv("x\n1e-300\n-2.5E200\n0.00001\n1234567890123456\n");
        assertThat(TableView.of(table).cells())
                .containsExactly(
                        List.of("1e-300"), List.of("-2.5e200"), List.of("0.00001"), List.of("1234567890123456"));
    }

    @Test
    void shortensLongTexts() {
        Table table = Table.create(StringColumn.create("x", "a".repeat(500)));
        assertThat(TableView.of(table).cells().get(0).get(0)).hasSize(60).endsWith("a…");
    }
}
