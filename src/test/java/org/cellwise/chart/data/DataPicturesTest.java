package org.cellwise.chart.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.chart.Pixels;
import org.cellwise.chart.Svg;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.Dataset;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.DatasetColumns;
import org.cellwise.data.table.TableColumns;
import org.cellwise.insight.table.Associations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYSeries;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Pictures of data say what is in it, and none is broken by a table that fights back. */
class DataPicturesTest {
    private static final Columns PENGUINS = TableColumns.of(Table.read().csv("notebooks/data/penguins.csv"));

    /** A picture of the columns x, y and by. */
    private record Kind(String name, Function<Columns, Figure> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("histogram", table -> Histogram.of(table, "x")),
                new Kind("histogram of texts", table -> Histogram.of(table, "by")),
                new Kind("histogram by class", table -> Histogram.of(table, "x", "by")),
                new Kind("boxes", table -> Boxes.of(table, "x", "by")),
                new Kind("one box", table -> Boxes.of(table, "x")),
                new Kind("violins", table -> Boxes.violins(table, "x", "by")),
                new Kind("scatter", table -> Scatter.of(table, "x", "y")),
                new Kind("scatter by class", table -> Scatter.of(table, "x", "y", "by")),
                new Kind("scatter by number", table -> Scatter.of(table, "x", "y", "y")),
                new Kind("scatter matrix", table -> ScatterMatrix.of(table, "by")),
                new Kind("correlations", table -> AssociationMap.of(Associations.correlations(table))),
                new Kind("associations", table -> AssociationMap.of(Associations.of(table))),
                new Kind("class balance", table -> ClassBalance.of(table, "by")),
                new Kind("group means", table -> GroupMeansMap.of(table, "by")),
                new Kind("missing values", MissingMap::of),
                new Kind("line", table -> TimeLine.of(table, "x", "y")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noTableBreaksIt(Kind kind) {
        for (Map.Entry<String, Table> hostile : HostileTables.tables().entrySet()) {
            Picture picture = kind.of.apply(TableColumns.of(hostile.getValue())).picture();
            String what = kind + " of " + hostile.getKey();
            assertThat(picture.title()).as(what).isNotBlank();
            assertThat(picture.height()).as(what).isLessThan(1200);
            if (picture.isVector()) {
                String svg = picture.svg();
                assertThat(svg)
                        .as(what)
                        .doesNotContain("<script>")
                        .doesNotContain("\"NaN\"")
                        .doesNotContain("Infinity");
                assertThat(svg.length()).as(what).isLessThan(300_000);
                new Svg(svg);
            }
            Pixels.assertNothingTouchesTheEdge(picture.image(1));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void penguinsStayWithinThePicture(Kind kind) {
        Table table = Table.read().csv("notebooks/data/penguins.csv");
        table.column("bill_length_mm").setName("x");
        table.column("body_mass_g").setName("y");
        table.column("species").setName("by");
        Picture picture = kind.of.apply(TableColumns.of(table)).picture();
        Pixels.assertNothingTouchesTheEdge(picture.image(1));
        assertThat(picture.description()).doesNotContain("NaN");
        if (picture.isVector()) {
            for (var text : new Svg(picture.svg()).all("text")) {
                double[] box = Svg.box(text);
                boolean upright = text.hasAttribute("transform");
                assertThat(upright || box[0] >= 0 && box[2] <= picture.width())
                        .as(text.getTextContent())
                        .isTrue();
            }
        }
    }

    @Test
    void aHistogramSaysWhatIsInIt() {
        Picture picture = Histogram.of(PENGUINS, "body_mass_g", "species").picture();
        assertThat(picture.title()).isEqualTo("body_mass_g by species");
        assertThat(picture.description())
                .startsWith("342 numbers from 2700 to 6300, median 4050; most, ")
                .contains("2 missing")
                .endsWith("Adelie 151, Chinstrap 68, Gentoo 123");
        assertThat(new Svg(picture.svg()).texts())
                .contains("Adelie", "Chinstrap", "Gentoo", "body_mass_g", "rows", "species");
        assertThat(picture.svg()).contains(Theme.classColor(0)).contains(Theme.classColor(2));
    }

    @Test
    void oneNumberFarOutDoesNotFlattenTheOthers() {
        double[] numbers = IntStream.range(0, 200).mapToDouble(i -> i % 20).toArray();
        numbers[5] = 1e9;
        Picture picture = Histogram.of(numbers).picture();
        assertThat(picture.description()).contains("1 above, up to 1000000000");
        assertThat(new Svg(picture.svg()).all("rect").size()).isGreaterThan(8);
    }

    @Test
    void classesAreCounted() {
        Picture picture = ClassBalance.of(PENGUINS, "sex").picture();
        assertThat(picture.description()).isEqualTo("female 165 (50 %), male 168 (50 %), missing 11");
        Picture whole = ClassBalance.of(PENGUINS, "year").picture();
        assertThat(whole.description()).startsWith("2007 110 (32 %), 2008 114");
    }

    @Test
    void missingValuesAreCounted() {
        assertThat(MissingMap.of(PENGUINS).picture().toString())
                .isEqualTo(
                        "Missing values: 11 of 344 rows miss a value: bill_length_mm 2 (0.58 %), bill_depth_mm 2 (0.58"
                                + " %), flipper_length_mm 2 (0.58 %), body_mass_g 2 (0.58 %), sex 11 (3.2 %)");
    }

    @Test
    void aScatterSaysHowRowsGoTogether() {
        Scatter scatter = Scatter.of(PENGUINS, "flipper_length_mm", "body_mass_g", "species");
        assertThat(scatter.picture().description())
                .isEqualTo("342 rows, correlation 0.87, 2 that miss a value left out; in colour: Adelie, Chinstrap,"
                        + " Gentoo");
        assertThat(scatter.chart().getSeriesCollection().stream().map(XYSeries::getName))
                .containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(Scatter.of(PENGUINS, "bill_length_mm", "bill_depth_mm", "body_mass_g")
                        .chart()
                        .getSeriesCollection())
                .hasSize(5);
    }

    @Test
    void rowsOfOneTimeAreOnePoint() {
        assertThat(TimeLine.of(PENGUINS, "year", "body_mass_g").picture().description())
                .startsWith("2007 to 2009, 3 points: body_mass_g from 4")
                .endsWith("; of rows with the same year the mean");
    }

    @Test
    void manyClassesAreDrawnWithTheOthersTogether() {
        Table table = HostileTables.tables().get("a text for each row");
        Picture picture = ClassBalance.of(TableColumns.of(table), "by").picture();
        assertThat(picture.description()).contains("others 477 (95 %)");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Histogram.of(PENGUINS, "bill"))
                .hasMessage("histogram: the table has no column \"bill\"; did you mean \"bill_depth_mm\"? There are:"
                        + " species, island, bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, sex, year");
        assertThatThrownBy(() -> Scatter.of(PENGUINS, "species", "year"))
                .hasMessage("scatter expects a column of numbers, but \"species\" is of type string: choose one of"
                        + " bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, year");
        assertThatThrownBy(() -> Boxes.of(PENGUINS, "year", "body_mass_g"))
                .hasMessage("boxPlot expects a column of classes, but \"body_mass_g\" holds more than 20 different"
                        + " numbers: choose a column of texts");
    }

    @Test
    void severalColumnsToGroupByAreRefused() {
        assertThatThrownBy(() -> Boxes.of(PENGUINS, "body_mass_g", "species", "sex"))
                .hasMessageStartingWith("boxPlot expects one column")
                .hasMessageContaining("2 (species, sex)");
        assertThatThrownBy(() -> Scatter.of(PENGUINS, "body_mass_g", "bill_length_mm", "species", "sex"))
                .hasMessageStartingWith("scatter expects one column");
        assertThatThrownBy(() -> ScatterMatrix.of(PENGUINS, "body_mass_g", "bill_length_mm"))
                .hasMessageStartingWith("scatterMatrix expects one column");
    }

    @Test
    void manyRowsMakeNoLargePicture() {
        double[] numbers =
                IntStream.range(0, 300_000).mapToDouble(i -> Math.sin(i)).toArray();
        Columns many = Columns.of("many", List.of(column("x", numbers), column("y", numbers.clone())));
        assertThat(ScatterMatrix.of(many).picture().svg().length()).isLessThan(200_000);
        assertThat(TimeLine.of(many, "x", "y").picture().svg().length()).isLessThan(60_000);
        assertThat(Scatter.of(many, "x", "y").picture().png().length).isLessThan(200_000);
    }

    private static org.cellwise.data.column.Column column(String name, double... values) {
        return new org.cellwise.data.column.Column.Numbers(
                name, "double", org.cellwise.data.column.Unit.NUMBER, values);
    }

    private static Columns classes(int classes, int rows) {
        DoubleColumn x = DoubleColumn.create("x", IntStream.range(0, rows).mapToDouble(i -> -0.110_04 * (i % classes)));
        StringColumn by =
                StringColumn.create("by", IntStream.range(0, rows).mapToObj(i -> "class number " + i % classes));
        return TableColumns.of(Table.create(x, by));
    }

    @Test
    void groupMeansOfManyColumnsSayHowManyThereAre() {
        Columns wide = HostileTables.wide(250);
        List<Column> columns =
                new ArrayList<>(IntStream.range(0, 250).mapToObj(wide::column).toList());
        columns.add(new Column.Texts("by", "string", new int[20], List.of("a")));
        Picture means = GroupMeansMap.of(Columns.of("wide", columns), "by").picture();
        assertThat(means.toString()).contains("the first 30 of 250 columns");
    }

    @Test
    void groupMeansOfManyGroupsCutNeitherNumbersNorNames() {
        Picture means = GroupMeansMap.of(classes(12, 120), "by").picture();
        assertThat(new Svg(means.svg()).texts())
                .contains("class number 0", "class number 11", "-0.11", "-1.21", "-0.2201")
                .noneMatch(text -> text.contains("…"));
        Pixels.assertNothingTouchesTheEdge(means.image(1));
    }

    @Test
    void correlationsOfOneRowSayWhyThereAreNone() {
        Columns one = TableColumns.of(Table.create(DoubleColumn.create("x", 1.0), DoubleColumn.create("y", 2.0)));
        Picture none = AssociationMap.of(Associations.correlations(one)).picture();
        assertThat(none.toString()).contains("No column has two different values in 1 row");
        assertThat(new Svg(none.svg()).texts()).anyMatch(text -> text.startsWith("No column has two different values"));
    }

    @Test
    void allOthersTogetherDwarfNoClass() {
        Picture balance = ClassBalance.of(classes(1000, 5000), "by").picture();
        assertThat(balance.description()).contains("others 4,885").endsWith("the bar of the others is cut off");
        List<Double> widths = new Svg(balance.svg())
                .all("rect").stream()
                        .skip(1)
                        .map(bar -> Double.parseDouble(bar.getAttribute("width")))
                        .distinct()
                        .toList();
        assertThat(widths).as("23 classes of 5 rows each, and the others").hasSize(1);
        assertThat(ClassBalance.of(PENGUINS, "species").picture().description()).doesNotContain("cut off");
    }

    @Test
    void yearsAreWrittenAsWholeNumbers() {
        assertThat(new Svg(TimeLine.of(PENGUINS, "year", "body_mass_g")
                                .picture()
                                .svg())
                        .texts())
                .contains("2007", "2008", "2009")
                .doesNotContain("2007.5");
    }

    @Test
    void imagesShowWithTheirLabels() {
        double[][] rows = new double[30][64];
        int[] classes = new int[30];
        for (int i = 0; i < 30; i++) {
            rows[i][i] = 1;
            classes[i] = i % 2;
        }
        Dataset grey = Dataset.ofClasses(rows, classes, "cat", "dog").reshape(1, 8, 8);
        Picture picture = ImageGrid.of(grey, 12).picture();
        assertThat(picture.toString())
                .startsWith("12 images of 30, 8 x 8 pixels: Labels in order: cat, dog, cat")
                .contains("cat");
        assertThat(new Svg(picture.svg()).all("image")).hasSize(12);
        java.awt.image.BufferedImage drawn = picture.image(1);
        assertThat(drawn.getRGB(16 + 3, 36 + 3) & 0xffffff)
                .as("the largest number is white, as in a photograph")
                .isEqualTo(0xffffff);
        assertThat(drawn.getRGB(16 + 30, 36 + 30) & 0xffffff).isZero();
        Dataset color = Dataset.ofClasses(new double[4][3 * 16], new int[] {0, 1, 0, 1}, "a", "b")
                .reshape(3, 4, 4);
        Pixels.assertNothingTouchesTheEdge(ImageGrid.of(color, 100).picture().image(1));
        assertThatThrownBy(() -> ImageGrid.of(grey.reshape(64), 12)).hasMessageContaining("reshape(1, height, width)");
    }

    @Test
    void aDatasetIsDrawnInTheUnitOfTheTable() {
        Dataset data = org.cellwise.Cellwise.dataset(Table.read().csv("notebooks/data/penguins.csv"))
                .dropMissing()
                .standardize()
                .features("body_mass_g", "island")
                .label("species")
                .all();
        Columns columns = DatasetColumns.of(data);
        assertThat(columns.names()).containsExactly("body_mass_g", "island", "label");
        assertThat(Histogram.of(columns, "body_mass_g", "label").picture().description())
                .startsWith("342 numbers from 2700 to 6300");
        assertThat(ClassBalance.of(columns, "island").picture().description()).startsWith("Biscoe 167");
    }
}
