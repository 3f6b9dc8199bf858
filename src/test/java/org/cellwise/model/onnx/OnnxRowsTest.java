package org.cellwise.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableData;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Graphs that prepare raw rows themselves, as ONNX Runtime runs them. */
class OnnxRowsTest {
    private static Table flats() {
        Table table = Table.create(
                DoubleColumn.create("size", new Double[] {50.0, 80.0, null, 120.0, 61.5, 45.0, 88.0, 70.25}),
                DoubleColumn.create("rent", 500, 1100, 900, 1500.5, 640, 480, 1020, 760),
                DoubleColumn.create("month", 1, 4, 7, 12, 3, 2, 9, 11),
                DoubleColumn.create("year", 1985, 2004, 1990, 2023, 2015, 1999, 2001, 1964),
                StringColumn.create("quarter", "north", "south", "east", "north", "south", "north", "rare", "north"),
                StringColumn.create("level", "low", "high", "middle", "low", "", "high", "middle", "low"),
                StringColumn.create("house", "old", "new", "new", "old", "old", "new", "new", "old"),
                StringColumn.create("output", "yes", "no", "no", "yes", "no", "yes", "no", "yes"));
        Table more = table.copy();
        for (int i = 0; i < 4; i++) {
            more.append(table);
        }
        return more;
    }

    private static TableData prepared() {
        return dataset(flats())
                .fillMedian("size")
                .flagMissing("size")
                .fill("none", "level")
                .standardize()
                .log("size")
                .robust("year")
                .cyclic("month", 12)
                .groupRare(8, "quarter")
                .meanTarget("house")
                .ordinal("level", "none", "low", "middle", "high");
    }

    private static float[] run(Network network, Map<String, Object> row) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Map.Entry<String, Object> cell : row.entrySet()) {
            inputs.put(
                    cell.getKey(),
                    cell.getValue() instanceof Number number
                            ? OnnxTensor.createTensor(
                                    environment,
                                    DoubleBuffer.wrap(new double[] {number.doubleValue()}),
                                    new long[] {1, 1})
                            : OnnxTensor.createTensor(
                                    environment, new String[] {(String) cell.getValue()}, new long[] {1, 1}));
        }
        try (OrtSession session =
                        environment.createSession(OnnxFile.bytes(network, true), new OrtSession.SessionOptions());
                OrtSession.Result result = session.run(inputs)) {
            FloatBuffer y = ((OnnxTensor) result.iterator().next().getValue()).getFloatBuffer();
            float[] outputs = new float[y.remaining()];
            y.get(outputs);
            return outputs;
        }
    }

    private static Map<String, Object> row(Object size, String quarter, String level) {
        Map<String, Object> row = new HashMap<>();
        row.put("size", size);
        row.put("month", 11);
        row.put("year", 2021);
        row.put("quarter", quarter);
        row.put("level", level);
        row.put("house", "new");
        return row;
    }

    private static void assertSame(Network network, Map<String, Object> row) throws OrtException {
        Map<String, Object> ours = new HashMap<>(row);
        ours.replaceAll((name, value) -> value.equals(Double.NaN) || value.equals("") ? null : value);
        double[] wanted = network.predictRaw(ours);
        float[] theirs = run(network, row);
        for (int i = 0; i < wanted.length; i++) {
            assertThat((double) theirs[i]).isCloseTo(wanted[i], within(1e-5 * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    @Test
    void classesOfRawRows() throws OrtException {
        Split split = prepared()
                .features("size", "month", "year", "quarter", "level", "house")
                .label("output")
                .split(0.75, seed(3));
        Network network = network(inputs(split), dense(5), tanh(), dense(outputs(split)));
        trainer(network, crossEntropy(), adam(0.05)).fit(split, epochs(5));
        assertSame(network, row(61.5, "south", "high"));
        assertSame(network, row(Double.NaN, "unheard of", ""));
        assertSame(network, row(120, "north", "middle"));
        assertThat(run(network, row(50, "north", "unknown"))).containsOnly(Float.NaN);
    }

    @Test
    void numbersInTheUnitOfTheTargets() throws OrtException {
        Split split = prepared()
                .features("size", "month", "year", "quarter", "level", "house")
                .standardizeTargets()
                .target("rent")
                .split(0.75, seed(3));
        Network network = network(inputs(split), dense(5), tanh(), dense(outputs(split)));
        trainer(network, meanSquaredError(), adam(0.05)).fit(split, epochs(5));
        assertSame(network, row(61.5, "south", "high"));
        assertSame(network, row(88, "east", "low"));
    }

    @Test
    void whatOnnxHasNotIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OnnxFile.bytes(network(inputs(2), dense(2)), true))
                .withMessageContaining("onnxRaw expects a network that knows how rows are prepared");
        Split split = dataset(flats())
                .quantile("year")
                .features("year")
                .label("output")
                .split(0.75, seed(3));
        Network network = network(inputs(split), dense(outputs(split)));
        trainer(network, crossEntropy(), adam(0.05)).fit(split, epochs(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxFile.bytes(network, true))
                .withMessageContaining("ONNX has nothing for numbers that are scaled so here, 0 to 1: the share")
                .withMessageContaining("onnx(net, …)");
    }
}
