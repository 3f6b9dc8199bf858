package org.cellwise.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.flatten;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableSeries;
import org.cellwise.insight.Forecast;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SeriesDataTest {
    private static final double[] COUNT =
            IntStream.range(0, 30).asDoubleStream().toArray();

    @Test
    void makesWindowsOfWhatWasAndWhatComes() {
        Dataset all = SeriesData.of("x", COUNT).window(3).horizon(2).all();
        assertThat(all.size()).isEqualTo(26);
        assertThat(all.inputShape()).isEqualTo(Shape.of(3, 1));
        assertThat(all.inputNames()).containsExactly("x -2", "x -1", "x 0");
        assertThat(all.outputNames()).containsExactly("x +1", "x +2");
        assertThat(all.features(4)).containsExactly(4, 5, 6);
        assertThat(all.target(4)).containsExactly(7, 8);
    }

    /** No step that the held-out part predicts is among those that training has seen, as input, target or in a scaler. */
    @Test
    void looksAtNothingThatComesLater() {
        SeriesData series = SeriesData.of("x", COUNT).window(4).horizon(3);
        Split plain = series.split(0.6, 0.2, new Seed(1));
        Split scaled = series.standardize().split(0.6, 0.2, new Seed(1));
        double seen = last(plain.train());
        assertThat(first(plain.validation())).isEqualTo(seen + 1);
        assertThat(first(plain.test())).isEqualTo(last(plain.validation()) + 1);
        double mean = IntStream.rangeClosed(0, (int) seen).average().orElseThrow();
        assertThat(scaled.train().scaler(0).unscale(0)).isCloseTo(mean, within(1e-9));
        assertThat(scaled.decode(scaled.test().target(0))[0]).isCloseTo(first(plain.test()), within(1e-4));
        for (Split fold : series.folds(3)) {
            assertThat(first(fold.test())).isEqualTo(last(fold.train()) + 1);
        }
    }

    private static double first(Dataset part) {
        return IntStream.range(0, part.size())
                .mapToDouble(row -> part.target(row)[0])
                .min()
                .orElseThrow();
    }

    private static double last(Dataset part) {
        return IntStream.range(0, part.size())
                .mapToDouble(row -> part.target(row)[2])
                .max()
                .orElseThrow();
    }

    @Test
    void keepsSeveralSeriesApartAndAlongTheSameTime() {
        StringColumn shop = StringColumn.create("shop");
        DateColumn day = DateColumn.create("day");
        DoubleColumn sales = DoubleColumn.create("sales");
        for (int i = 19; i >= 0; i--) { // the latest first
            for (String name : List.of("a", "b")) {
                if (name.equals("a") || i >= 10) { // b opens later
                    shop.append(name);
                    day.append(LocalDate.of(2024, 3, 1).plusDays(i));
                    sales.append(name.equals("a") ? i : 100 + i);
                }
            }
        }
        Table table = Table.create("shops", shop, day, sales);
        SeriesData series = TableSeries.of(table, "shop", "day", "sales").window(2);
        assertThat(series.all().size()).isEqualTo(18 + 8);
        for (int row = 0; row < 26; row++) {
            double[] window = series.all().features(row);
            assertThat(window[1]).isEqualTo(window[0] + 1);
        }
        Split split = series.split(0.7);
        double latest = IntStream.range(0, split.train().size())
                .mapToDouble(row -> split.train().target(row)[0] % 100)
                .max()
                .orElseThrow();
        for (int row = 0; row < split.test().size(); row++) {
            assertThat(split.test().target(row)[0] % 100).isGreaterThan(latest);
        }
        assertThatThrownBy(() -> TableSeries.of(table, null, "day", "sales"))
                .hasMessageContaining("twice")
                .hasMessageContaining("seriesOfEach(table");
        Table gap = table.dropWhere(table.dateColumn("day")
                .isEqualTo(LocalDate.of(2024, 3, 15))
                .and(table.stringColumn("shop").isEqualTo("a")));
        SeriesData gapped = TableSeries.of(gap, "shop", "day", "sales").window(2);
        assertThatThrownBy(gapped::all).hasMessageContaining("1 step of the series miss a value");
        assertThat(gapped.dropMissing().all().size()).isEqualTo(18 + 8 - 3);
    }

    @Test
    void forecastsBesideWhatNeedsNoNetwork() {
        double[] weekly = IntStream.range(0, 60).mapToDouble(i -> i % 7 * 10).toArray();
        Split split =
                SeriesData.of("x", weekly).window(14).horizon(9).standardize().split(0.6);
        // a network that repeats the input of a week before for the first output
        Network net = new Network(
                new Seed(1),
                Compute.of(1),
                new Inputs(split.train().inputShape(), split.train().inputNames()),
                List.<Layer>of(flatten(), dense(9)));
        Forecast forecast = Forecast.of(net, split.test(), 7);
        for (int output = 0; output < 9; output++) {
            assertThat(Forecast.meanError(forecast.truth(), forecast.seasonal(), output))
                    .as(forecast.outputs().get(output))
                    .isCloseTo(0, within(1e-4));
        }
        double[] steps =
                Arrays.stream(forecast.truth()).mapToDouble(row -> row[6]).toArray();
        double[] naive =
                Arrays.stream(forecast.naive()).mapToDouble(row -> row[6]).toArray();
        assertThat(naive).containsExactly(steps, within(1e-4)); // +7 is the last value a week on
        assertThat(forecast).asString().contains("no better than what needs no network", "seasonal (7)", "x +9");
        assertThat(Renderer.render(forecast).orElseThrow().data().get("text/html"))
                .contains("<img", "seasonal (7)");
        assertThatThrownBy(() -> Forecast.of(net, split.test(), 15)).hasMessageContaining("these have 14");
    }

    @Test
    void refusesWhatMakesNoWindow() {
        SeriesData series = SeriesData.of("x", COUNT);
        assertThatThrownBy(() -> series.window(28).horizon(3).all()).hasMessageContaining("need 31 steps");
        assertThatThrownBy(() -> series.window(0)).hasMessageContaining("1 step or more");
        assertThatThrownBy(() -> series.target("y")).hasMessageContaining("no column \"y\"");
        assertThatThrownBy(
                        () -> SeriesData.of("x", 1, 2, Double.NaN, 4).window(1).all())
                .hasMessageContaining("dropMissing()");
    }
}
