package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.predict;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.trainer;

import java.nio.file.Path;
import java.util.Map;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A network keeps how its rows were prepared, in memory and in a file. */
class KeptPreparationTest {
    private final Split split = dataset(Tables.file("houses.csv"))
            .target("price")
            .standardize()
            .log("price", "area_m2", "garden_m2")
            .date("sold", "days")
            .cyclic("sold", "day of year")
            .ordinal("condition", "poor", "fair", "good", "excellent")
            .meanTarget("district")
            .groupRare(20, "district")
            .fill(0, "garden_m2")
            .fillNearest(5, "built", "area_m2", "rooms")
            .fillMostFrequent("heating")
            .flagMissing()
            .split(0.8, seed(1));
    private final Object[] house = {"2023-06-15", "Harbour", 140, 5, null, "good", null, 300};

    private Network trained() {
        Network net = network(inputs(split), dense(8), relu(), dense(outputs(split)));
        trainer(net, meanSquaredError(), adam(0.01)).quiet().fit(split, epochs(2));
        return net;
    }

    @Test
    void predictsARawRowAfterAFile(@TempDir Path folder) {
        Network net = trained();
        double price = net.predictRaw(house)[0];
        assertThat(price).isBetween(20_000.0, 1_000_000.0);
        assertThat(price).isEqualTo(split.decode(net.predict(split.encode(house)))[0]);
        Path file = folder.resolve("houses.safetensors");
        net.save(file);
        Network again = network(file);
        assertThat(again.preparation()).isEqualTo(net.preparation());
        assertThat(again.predictRaw(house)).containsExactly(net.predictRaw(house));
        assertThat(again.predictRaw(Map.of(
                        "sold",
                        "2023-06-15",
                        "district",
                        "nowhere",
                        "area_m2",
                        140,
                        "rooms",
                        5,
                        "built",
                        1990,
                        "condition",
                        "good",
                        "heating",
                        "gas",
                        "garden_m2",
                        300)))
                .hasSize(1);
    }

    @Test
    void noticesARawRowInPlaceOfAnEncodedOne() {
        Network net = trained();
        assertThatThrownBy(() -> net.predict(45000, 5, 140, 5, 1990, 2, 0, 300))
                .hasMessageContaining("looks like a raw row")
                .hasMessageContaining("predictRaw(…)");
        assertThatThrownBy(() -> net.predictRaw(split.encode(house))).hasMessageContaining("is it encoded already?");
    }

    /** A random number is as long as what it becomes: nothing but the way it came tells that it is prepared. */
    @Test
    void answersARawRowFarFromAllOthers() {
        double[] wealth = new double[50];
        double[] tax = new double[50];
        for (int i = 0; i < wealth.length; i++) {
            wealth[i] = Math.sin(i) * Math.sin(i) * 100;
            tax[i] = 2 * wealth[i];
        }
        Table taxes = Table.create("taxes", DoubleColumn.create("wealth", wealth), DoubleColumn.create("tax", tax));
        Split parts = dataset(taxes).target("tax").standardize("wealth", "tax").split(0.8, seed(1));
        Network net = network(inputs(parts), dense(outputs(parts)));
        trainer(net, meanSquaredError(), adam(0.1)).quiet().fit(parts, epochs(2));
        double far = 1234.56789012345;
        double answer = net.estimateRaw(far).value();
        assertThatThrownBy(() -> net.predictRaw(far))
                .hasMessageContaining("far from all that training has seen (0 to 99.998)");
        Table asked = Table.create("asked", DoubleColumn.create("wealth", far));
        assertThat(predict(net, asked).doubleColumn("predicted tax").get(0)).isEqualTo(answer);
        assertThatThrownBy(() -> net.predict(new double[][] {{50.5}, {60.5}}))
                .hasMessageContaining("looks like a raw row");
        assertThatThrownBy(() -> net.trace(50.5)).hasMessageContaining("looks like a raw row");
    }
}
