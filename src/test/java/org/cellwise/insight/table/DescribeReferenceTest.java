package org.cellwise.insight.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.List;
import org.cellwise.Reference;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Unit;
import org.cellwise.data.table.TableColumns;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Numbers about data are those of pandas and SciPy; see src/test/python/describe_reference.py. */
class DescribeReferenceTest {
    private static final JsonObject REFERENCE = Reference.read("describe");
    private static final Columns PENGUINS = TableColumns.of(Table.read().csv("notebooks/data/penguins.csv"));

    @Test
    void columnsOfPenguins() {
        JsonObject columns = REFERENCE.getAsJsonObject("columns");
        TableSummary summary = TableSummary.of(PENGUINS);
        for (var entry : columns.entrySet()) {
            assertSame(summary.column(entry.getKey()), entry.getValue().getAsJsonObject());
        }
    }

    @Test
    void awkwardNumbers() {
        for (var entry : REFERENCE.getAsJsonObject("awkward").entrySet()) {
            JsonObject one = entry.getValue().getAsJsonObject();
            double[] values = Reference.numbers(one.get("values"));
            Column column = new Column.Numbers(entry.getKey(), "double", Unit.NUMBER, values);
            assertSame(ColumnSummary.of(column), one.getAsJsonObject("described"));
        }
    }

    private static void assertSame(ColumnSummary column, JsonObject expected) {
        assertThat(column.missing())
                .as(column.name())
                .isEqualTo(expected.get("missing").getAsInt());
        assertThat(column.distinct())
                .as(column.name())
                .isEqualTo(expected.get("distinct").getAsInt());
        double[] quartiles = Reference.numbers(expected.get("quartiles"));
        double[] ours = {
            column.minimum(), column.lowerQuartile(), column.median(), column.upperQuartile(), column.maximum()
        };
        for (int i = 0; i < ours.length; i++) {
            assertClose(column.name(), ours[i], quartiles[i], 1e-14);
        }
        assertClose(column.name(), column.mean(), expected.get("mean").getAsDouble(), 1e-12);
        assertClose(column.name(), column.deviation(), expected.get("deviation").getAsDouble(), 1e-6);
        if (expected.get("skewness").isJsonNull()) {
            assertThat(column.skewness()).isNaN();
        } else {
            assertThat(column.skewness()).isCloseTo(expected.get("skewness").getAsDouble(), within(1e-5));
        }
    }

    private static void assertClose(String name, double ours, double expected, double share) {
        assertThat(ours).as(name).isCloseTo(expected, within(share * Math.max(1e-300, Math.abs(expected))));
    }

    @Test
    void correlations() {
        double[] pearson = Reference.numbers(REFERENCE.get("pearson"));
        double[] spearman = Reference.numbers(REFERENCE.get("spearman"));
        Associations correlations = Associations.correlations(PENGUINS);
        Associations associations = Associations.of(PENGUINS);
        List<String> names = correlations.names();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                int at = i * names.size() + j;
                assertThat(correlations.values()[i][j]).isCloseTo(pearson[at], within(1e-12));
                assertThat(associations.of(names.get(i), names.get(j)))
                        .isCloseTo(Math.abs(spearman[at]), within(1e-12));
            }
        }
    }

    @Test
    void associationsWithTexts() {
        Associations associations = Associations.of(PENGUINS);
        for (String measure : List.of("ratio", "cramer")) {
            for (var entry : REFERENCE.getAsJsonObject(measure).entrySet()) {
                String[] two = entry.getKey().split(" ");
                assertThat(associations.of(two[0], two[1]))
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().getAsDouble(), within(1e-10));
                assertThat(associations.of(two[1], two[0])).isEqualTo(associations.of(two[0], two[1]));
            }
        }
    }

    @Test
    void meansByGroup() {
        GroupMeans means = GroupMeans.of(PENGUINS, PENGUINS.groups("test", "species"));
        double[] expected = Reference.numbers(REFERENCE.get("means"));
        int columns = means.columns().size();
        for (int i = 0; i < expected.length; i++) {
            assertClose("mean", means.means()[i / columns][i % columns], expected[i], 1e-12);
        }
    }

    @Test
    void densityAndHistogram() {
        Sorted mass = Sorted.of(PENGUINS.numbers("test", "body_mass_g").values());
        Density density = new Density(mass);
        double[] points = Reference.numbers(REFERENCE.getAsJsonObject("density").get("points"));
        double[] values = Reference.numbers(REFERENCE.getAsJsonObject("density").get("values"));
        for (int i = 0; i < points.length; i++) {
            assertClose("density", density.at(points[i]), values[i], 1e-10);
        }
        int[] counts = Bins.of(mass, 2600, 6400, 12).counts();
        double[] expected = Reference.numbers(REFERENCE.get("histogram"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(counts[i]).isEqualTo((int) expected[i]);
        }
    }
}
