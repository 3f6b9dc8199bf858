package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.Cellwise;
import org.cellwise.chart.data.HostileTables;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableColumns;
import org.cellwise.data.table.TableView;
import org.cellwise.insight.table.Report;
import org.cellwise.insight.table.TableSummary;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** How tables, summaries, reports and rows to learn from show themselves. */
class TablesShownTest {
    private static final Table PENGUINS = Table.read().csv("notebooks/data/penguins.csv");

    private static MimeBundle bundle(Object value) {
        return Renderer.render(value).orElseThrow();
    }

    private static String html(Object value) {
        MimeBundle bundle = bundle(value);
        assertThat(bundle.data()).as(bundle.plain()).containsKey("text/html");
        return bundle.data().get("text/html");
    }

    @Test
    void theFirstAndLastRowsWithHowManyAreBetween() {
        String html = html(PENGUINS);
        assertThat(html)
                .contains("⋮ 334 rows between")
                .contains("344 rows x 8 columns, the first 5 and last 5 rows shown")
                .contains("<small><i>missing</i></small>")
                .contains("<td align=\"right\">18.0</td>"); // as many decimals as the others
        assertThat(bundle(PENGUINS).plain()).contains("\n… 334 rows between\n");
        assertThat(html(TableView.of(PENGUINS, 400)))
                .doesNotContain("between")
                .contains("344 rows x 8 columns</small>");
        assertThat(html(TableView.of(PENGUINS, 1))).contains("the first row shown");
        assertThatThrownBy(() -> Cellwise.show(PENGUINS, 0)).hasMessageContaining("1 row or more");
    }

    @Test
    void describeHasALineAndAHistogramForEachColumn() {
        TableSummary summary = Cellwise.describe(PENGUINS);
        String html = html(summary);
        assertThat(html.split("<img ", -1)).hasSize(9);
        assertThat(html).contains("<b>body_mass_g</b>").contains(">4202<").contains(">11\u00a0(3.2\u00a0%)<");
        assertThat(summary.toString())
                .startsWith("344 rows x 8 columns\ncolumn ")
                .contains("Biscoe (49 %)");
        assertThatThrownBy(() -> summary.column("sexs")).hasMessageContaining("did you mean \"sex\"");
    }

    @Test
    void aReportIsOnePageWithoutNeedOfAScript() {
        Report report = Cellwise.report(PENGUINS, "species");
        String html = html(report);
        String still = html.substring(0, html.indexOf("<script>"));
        assertThat(still)
                .contains("dataset(table).dropMissing()")
                .contains("with target")
                .contains("flipper_length_mm")
                .contains("<img ");
        assertThat(html).contains("start(50)").endsWith("</script>");
        assertThatThrownBy(() -> Cellwise.report(PENGUINS, "specis"))
                .hasMessageContaining("report: the table has no column \"specis\"; did you mean \"species\"?");
    }

    @Test
    void noTableBreaksThem() {
        for (Map.Entry<String, Table> hostile : HostileTables.tables().entrySet()) {
            Table table = hostile.getValue();
            for (Object value : List.of(
                    table,
                    TableSummary.of(TableColumns.of(table)),
                    Report.of(TableColumns.of(table), ""),
                    Report.of(TableColumns.of(table), "by"),
                    Report.of(TableColumns.of(table), "x"))) {
                String html = html(value);
                String what = hostile.getKey() + " as " + value.getClass().getSimpleName();
                assertThat(html.replaceAll("base64,[^\"]*", "")) // an image may spell anything
                        .as(what)
                        .doesNotContain("<script>alert")
                        .doesNotContain("NaN")
                        .doesNotContain("\"hostile");
                assertThat(html.length()).as(what).isLessThan(400_000);
                assertThat(bundle(value).plain()).as(what).doesNotStartWith("This ");
            }
        }
        Report duplicates = Report.of(HostileTables.duplicates(), "");
        assertThat(duplicates.summary().columns()).hasSize(3);
        assertThat(html(duplicates)).contains("<b>x</b>");
    }

    @Test
    void tenThousandColumnsAreCutWithANote() {
        Report report = Report.of(HostileTables.wide(10_000), "c3");
        assertThat(report.summary().columns()).hasSize(10_000);
        assertThat(html(report)).contains("the first 60 columns described").hasSizeLessThan(400_000);
        Table wide = Table.create("wide");
        IntStream.range(0, 300).forEach(i -> wide.addColumns(DoubleColumn.create("c" + i, new double[] {i})));
        assertThat(html(wide)).contains("1 row x 300 columns, the first 20 columns shown");
    }

    @Test
    void rowsToLearnFromAreInTheUnitOfTheTable() {
        Dataset data = Cellwise.dataset(PENGUINS)
                .dropMissing()
                .standardize()
                .features("bill_length_mm", "island")
                .label("species")
                .all();
        String html = html(data.head(5));
        assertThat(html)
                .contains("<th align=\"right\" valign=\"top\">bill_length_mm")
                .contains("<td align=\"right\">39.1</td>")
                .contains("text-align:left\">Torgersen</td>")
                .contains("text-align:left\">Adelie</td>")
                .contains("5 rows");
        assertThat(bundle(data).plain()).startsWith("Dataset of 342 rows").contains(", the first 10 rows shown\n");
        Batch batch = data.batch(0, 1);
        assertThat(html(batch))
                .contains("as the network reads them")
                .contains("island=Torgersen")
                .contains("Adelie");
    }

    @Test
    void imagesShowAsImages() {
        Dataset images = Dataset.ofClasses(
                        new double[20][64],
                        IntStream.range(0, 20).map(i -> i % 2).toArray(),
                        "a",
                        "b")
                .reshape(1, 8, 8);
        assertThat(html(images)).startsWith("<img ");
        assertThat(bundle(images).plain()).contains("16 images of 20");
    }

    @Test
    void targetsOfPositionsAndManyFeaturesShow() {
        Dataset steps = Dataset.ofClasses(new double[3][60], new int[][] {{0, 1}, {1, 1}, {0, -1}}, "no", "yes");
        assertThat(html(steps)).contains("x1").doesNotContain("label");
        assertThat(bundle(steps).plain()).contains("20 of 60 columns");
    }
}
