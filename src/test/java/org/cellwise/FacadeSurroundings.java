package org.cellwise;

import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableData;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What an example finds around itself. */
public final class FacadeSurroundings {
    /** What all examples are compiled into: a method with their number runs one. */
    public interface Examples {
        Object run(int example) throws Exception;
    }

    public static final Table penguins = Table.read().csv("notebooks/data/penguins.csv");
    public static final TableData table = Cellwise.dataset(penguins)
            .dropMissing()
            .standardize()
            .features("bill_length_mm", "body_mass_g")
            .label("species");
    public static final Split split = table.split(0.8, seed(1));
    public static final Dataset data = split.train();
    public static final Network net = network(inputs(split), dense(4), relu(), dense(outputs(split)));
    public static final Trainer trainer =
            Cellwise.trainer(net, crossEntropy(), adam(0.01)).batchSize(64);
    /** A recipe, and the network that two epochs of it give. */
    public static final Function<Split, Trainer> recipe = rows -> Cellwise.trainer(
                    network(inputs(rows), dense(4), relu(), dense(outputs(rows))), crossEntropy(), adam(0.01))
            .batchSize(64);

    public static final Network learned = learned();
    public static final Dataset shapes = Cellwise.shapes(20, 8, 0.1, seed(1));
    public static final Network sight = network(inputs(1, 8, 8), flatten(), dense(4));
    public static final Dataset heights = Cellwise.dataset(
                    new double[][] {{0}, {1}, {2}, {3}}, new double[][] {{0}, {2}, {3}, {7}})
            .inputs("age");
    public static final Network line = network(inputs("age"), dense(4), relu(), dense(1));
    public static final Network writer = writer();
    public static final double[] a = {1, 2};
    public static final double[] b = {3, -1};
    public static final double[][] points = {{0, 0}, {1, 0}, {0, 2}};

    public static final Table weather = weather();
    public static final Split windows =
            Cellwise.seriesOfEach(weather, "station", "day", "rain").window(7).split(0.8);
    public static final Network forecaster = network(inputs(windows), flatten(), dense(outputs(windows)));

    public static final Network textNet = textNet();

    private FacadeSurroundings() {}

    private static Network learned() {
        Trainer trainer = recipe.apply(split).quiet();
        trainer.fit(split, 2);
        return trainer.network();
    }

    private static Network textNet() {
        Table texts = Table.create(
                "texts",
                StringColumn.create("text", "good", "not bad", "bad", "not good"),
                StringColumn.create("verdict", "yes", "yes", "no", "no"));
        Dataset read =
                Cellwise.dataset(texts).words("text", 9, 4).label("verdict").all();
        Network net = network(inputs(4), Cellwise.embedding(11, 3), flatten(), dense(outputs("no", "yes")));
        Cellwise.trainer(net, crossEntropy(), adam(0.01)).quiet().fit(read, Cellwise.epochs(1));
        return net;
    }

    private static Network writer() {
        Network writer = network(Cellwise.gpt(5, 8, 1, 2, 8));
        Cellwise.trainer(writer, crossEntropy(), adam(0.01))
                .fit(Cellwise.passages("to be to be to be to be", Cellwise.characters("to be"), 8), 1);
        return writer;
    }

    private static Table weather() {
        StringColumn station = StringColumn.create("station");
        DateColumn day = DateColumn.create("day");
        DoubleColumn rain = DoubleColumn.create("rain");
        for (int i = 0; i < 60; i++) {
            station.append(i % 2 == 0 ? "north" : "south");
            day.append(LocalDate.of(2024, 1, 1).plusDays(i / 2));
            rain.append(i * i % 7);
        }
        return Table.create("weather", station, day, rain);
    }

    public static Object value(Callable<?> example) throws Exception {
        return example.call();
    }

    public static Object value(Runnable example) {
        example.run();
        return "";
    }
}
