package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.encode.Scaler;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableDataTest {
    private static final Seed SEED = new Seed(42);
    private static final String[] BILLS = {"bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"};

    private final Table penguins = Tables.file("penguins.csv");
    private final TableData bills =
            TableData.of(penguins).dropMissing().standardize().features(BILLS).label("species");

    @Test
    void readsPenguinsWithoutThoseThatMissAMeasure() {
        Dataset all = bills.all();
        assertThat(all.size()).isEqualTo(342); // 2 of 344 lines have NA in the four measures
        assertThat(all.inputShape()).isEqualTo(Shape.of(4));
        assertThat(all.inputNames()).containsExactly(BILLS);
        assertThat(all.outputNames()).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(all.classCounts()).containsExactly(151, 68, 123);
        assertThat(all.label(0)).isEqualTo("Adelie");
        assertThat(bills)
                .hasToString("Data of 344 rows; features " + String.join(", ", BILLS)
                        + "; label species; 2 rows with missing values dropped");
    }

    @Test
    void dropsByTheChosenColumnsOnly() {
        assertThat(TableData.of(penguins).dropMissing().label("species").all().size())
                .isEqualTo(333); // 9 more birds have no sex
        assertThat(TableData.of(penguins)
                        .features("year")
                        .label("species")
                        .all()
                        .size())
                .isEqualTo(344);
    }

    @Test
    void keepsClassProportions() {
        Split split = bills.split(0.8, SEED);
        assertThat(split.train().classCounts()).containsExactly(121, 54, 99); // 274 of 273.6
        assertThat(split.test().classCounts()).containsExactly(30, 14, 24);
        assertThat(split.validation()).isSameAs(split.test());
    }

    @Test
    void splitsInThreeWithoutSharingRows() {
        Split split = bills.scale(values -> Scaler.NONE).split(0.6, 0.2, SEED);
        assertThat(split.train().size()
                        + split.validation().size()
                        + split.test().size())
                .isEqualTo(342);
        assertThat(split.hasValidation()).isTrue();
        double sum = Arrays.stream(new Dataset[] {split.train(), split.validation(), split.test()})
                .mapToDouble(part -> column(part, 3).sum())
                .sum();
        assertThat(sum).isEqualTo(penguins.intColumn("body_mass_g").sum());
    }

    @Test
    void fitsOnTheTrainingPartOnly() {
        Split split = bills.split(0.8, SEED);
        boolean testIsCentred = true;
        for (int c = 0; c < 4; c++) {
            double mean = column(split.train(), c).average().orElseThrow();
            double square = column(split.train(), c).map(x -> x * x).average().orElseThrow();
            assertThat(mean).isCloseTo(0, within(1e-6));
            assertThat(square).isCloseTo(1, within(1e-6));
            testIsCentred &= Math.abs(column(split.test(), c).average().orElseThrow()) < 1e-3;
        }
        assertThat(testIsCentred).isFalse();
    }

    @Test
    void givesTheSameSplitForTheSameSeed() {
        assertThat(firstFeatures(bills.split(0.8, SEED))).isEqualTo(firstFeatures(bills.split(0.8, SEED)));
        assertThat(firstFeatures(bills.split(0.8))).isEqualTo(firstFeatures(bills.split(0.8, Seed.DEFAULT)));
        assertThat(firstFeatures(bills.split(0.8, new Seed(43)))).isNotEqualTo(firstFeatures(bills.split(0.8, SEED)));
    }

    @Test
    void encodesARawRowAsInTraining() {
        Dataset all = bills.all();
        assertThat(all.encode(39.1, 18.7, 181, 3750)).containsExactly(all.features(0), within(1e-6));
        Split split = bills.split(0.8, SEED);
        double[] first = split.encode(39.1, 18.7, 181, 3750);
        boolean found = IntStream.range(0, split.train().size())
                        .anyMatch(row -> Arrays.equals(floats(split.train().features(row)), floats(first)))
                || IntStream.range(0, split.test().size())
                        .anyMatch(row -> Arrays.equals(floats(split.test().features(row)), floats(first)));
        assertThat(found).isTrue();
    }

    @Test
    void turnsCategoriesIntoOneInputEach() {
        Dataset data = TableData.of(penguins)
                .features("island", "bill_length_mm", "sex")
                .label("species")
                .dropMissing()
                .normalize()
                .all();
        assertThat(data.inputNames())
                .containsExactly(
                        "island=Biscoe",
                        "island=Dream",
                        "island=Torgersen",
                        "bill_length_mm",
                        "sex=female",
                        "sex=male");
        assertThat(data.features(0)).startsWith(0, 0, 1).endsWith(0, 1);
        assertThat(data.encode("Torgersen", 39.1, "male")).containsExactly(data.features(0), within(1e-6));
        assertThat(column(data, 3).min()).hasValue(0);
        assertThat(column(data, 3).max()).hasValue(1);
    }

    @Test
    void takesAllOtherColumnsAsFeatures() {
        Dataset iris = TableData.of(Tables.file("iris.csv")).label("species").all();
        assertThat(iris.inputNames()).containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
        assertThat(iris.classCounts()).containsExactly(50, 50, 50);
        assertThat(iris.features(0)).containsExactly(new double[] {5.1, 3.5, 1.4, 0.2}, within(1e-6));
    }

    @Test
    void readsDigitsAsImages() {
        Dataset digits =
                TableData.of(Tables.file("digits.csv")).label("digit").all().reshape(1, 8, 8);
        assertThat(digits.size()).isEqualTo(1797);
        assertThat(digits.inputShape()).isEqualTo(Shape.of(1, 8, 8));
        assertThat(digits.outputNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(digits.label(1)).isEqualTo("1");
        assertThat(digits.features(0)).startsWith(0, 0, 5, 13, 9, 1, 0, 0);
    }

    @Test
    void survivesConstantColumns() {
        Dataset digits = TableData.of(Tables.file("digits.csv"))
                .standardize()
                .label("digit")
                .all(); // p00 is always 0
        assertThat(column(digits, 0).distinct()).containsExactly(0.0);
        for (int row = 0; row < digits.size(); row++) {
            assertThat(DoubleStream.of(digits.features(row)).allMatch(Double::isFinite))
                    .isTrue();
        }
    }

    @Test
    void readsEveryTypeOfColumn() {
        Table table = Table.create(
                ShortColumn.create("short", new short[] {1, 2}),
                IntColumn.create("int", 3, 4),
                LongColumn.create("long", 5, 6),
                FloatColumn.create("float", 7.5f, 8.5f),
                DoubleColumn.create("double", 9.5, 10.5),
                BooleanColumn.create("boolean", true, false),
                StringColumn.create("string", "b", "a"),
                IntColumn.create("label", 10, 9));
        Dataset data = TableData.of(table).label("label").all();
        assertThat(data.inputNames())
                .containsExactly(
                        "short",
                        "int",
                        "long",
                        "float",
                        "double",
                        "boolean=false",
                        "boolean=true",
                        "string=a",
                        "string=b");
        assertThat(data.features(0)).containsExactly(1, 3, 5, 7.5, 9.5, 0, 1, 0, 1);
        assertThat(data.outputNames()).containsExactly("9", "10");
        assertThat(data.encode(2, 4, 6, 8.5, 10.5, false, "a")).containsExactly(data.features(1));
        assertThat(TableData.of(table).label("boolean").all().outputNames()).containsExactly("false", "true");
    }

    @Test
    void takesNumbersAsCategoriesWhenAsked() {
        Dataset data = TableData.of(penguins)
                .features("year")
                .categorical("year")
                .label("species")
                .standardize()
                .all();
        assertThat(data.inputNames()).containsExactly("year=2007", "year=2008", "year=2009");
        assertThat(data.features(0)).containsExactly(1, 0, 0);
        assertThat(data.encode(2008)).containsExactly(0, 1, 0);
        assertThat(data.encode(2008.0)).containsExactly(0, 1, 0);
    }

    @Test
    void predictsNumbersAndLeadsBackToTheirUnit() {
        TableData masses = TableData.of(penguins)
                .dropMissing()
                .features("flipper_length_mm", "species")
                .target("body_mass_g", "bill_length_mm");
        Dataset plain = masses.all();
        assertThat(plain.isClassification()).isFalse();
        assertThat(plain.outputNames()).containsExactly("body_mass_g", "bill_length_mm");
        assertThat(plain.target(0)).containsExactly(new double[] {3750, 39.1}, within(1e-5));
        Split split = masses.standardizeTargets().split(0.75, SEED);
        double mean = IntStream.range(0, split.train().size())
                .mapToDouble(row -> split.train().target(row)[0])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-6));
        assertThat(split.decode(split.test().target(0))[0]).isBetween(2700.0, 6300.0);
        Dataset scaled = masses.standardizeTargets().all();
        assertThat(scaled.decode(scaled.target(0))).containsExactly(new double[] {3750, 39.1}, within(1e-3));
    }

    @Test
    void takesWeightsFromAColumn() {
        Table table = Table.create(
                IntColumn.create("x", 1, 2, 3, 4),
                DoubleColumn.create("w", 1, 0.5, Double.NaN, 0),
                StringColumn.create("k", "a", "b", "a", "b"));
        Dataset data = TableData.of(table).label("k").weights("w").dropMissing().all();
        assertThat(data.inputNames()).containsExactly("x");
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.batch(0, 1, 2).weights()).containsExactly(1, 0.5f, 0);
        assertThat(TableData.of(table).label("k").weights("w"))
                .hasToString("Data of 4 rows; features x; label k; weights w; 1 rows with missing values");
        Table full = penguins.copy();
        full.addColumns(DoubleColumn.create("w", IntStream.range(0, 344).mapToDouble(i -> i + 1)));
        Split split = TableData.of(full)
                .features("year")
                .label("species")
                .weights("w")
                .split(0.8, SEED);
        double sum = 0;
        for (Dataset part : new Dataset[] {split.train(), split.test()}) {
            sum += IntStream.range(0, part.size())
                    .mapToDouble(row -> part.weightsOf(row)[0])
                    .sum();
        }
        assertThat(sum).isEqualTo(344 * 345 / 2);
    }

    @Test
    void aNumberIsASeedToo() {
        assertThat(firstFeatures(bills.split(0.8, 7))).isEqualTo(firstFeatures(bills.split(0.8, new Seed(7))));
        assertThat(firstFeatures(bills.split(0.6, 0.2, 7)))
                .isEqualTo(firstFeatures(bills.split(0.6, 0.2, new Seed(7))));
        Dataset all = bills.all();
        assertThat(firstFeatures(all.split(0.8, 7))).isEqualTo(firstFeatures(all.split(0.8, new Seed(7))));
        assertThat(firstFeatures(all.split(0.6, 0.2, 7))).isEqualTo(firstFeatures(all.split(0.6, 0.2, new Seed(7))));
    }

    @Test
    void holdsOutAnotherTable() {
        Table first = penguins.where(penguins.intColumn("year").isLessThan(2009));
        Table last = penguins.where(penguins.intColumn("year").isEqualTo(2009));
        TableData recipe =
                TableData.of(first).dropMissing().standardize().features(BILLS).label("species");
        Split split = recipe.split(last);
        assertThat(split.train().size() + split.test().size()).isEqualTo(342);
        assertThat(split.test().size()).isEqualTo(119);
        assertThat(column(split.train(), 0).average().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(split.encode(39.1, 18.7, 181, 3750))
                .containsExactly(recipe.all().features(0), within(1e-6));
    }

    @Test
    void neverChanges() {
        TableData plain = TableData.of(penguins).label("species").features("year");
        plain.features("island");
        plain.weights("body_mass_g");
        assertThat(plain.all().inputNames()).containsExactly("year");
    }

    private static DoubleStream column(Dataset data, int column) {
        return IntStream.range(0, data.size()).mapToDouble(row -> data.features(row)[column]);
    }

    private static double[][] firstFeatures(Split split) {
        return new double[][] {
            split.train().features(0), split.train().features(1), split.test().features(0)
        };
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
