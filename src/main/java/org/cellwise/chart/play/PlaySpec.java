package org.cellwise.chart.play;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.Scaler;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description.Flow;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.Trace;
import org.cellwise.op.activation.Epilogue;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.Continuation;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Sgd;

/** What the page is told: the network, where its training stands, and rows, in plain values. Floats are little-endian. */
final class PlaySpec {
    private static final List<String> FUNCTIONS = List.of(
            "relu",
            "sigmoid",
            "tanh",
            "leaky_relu",
            "elu",
            "gelu",
            "gelu_tanh",
            "silu",
            "softplus",
            "straight_through_step",
            "softmax",
            "log_softmax");

    private final Network network;
    private final PlayLoss loss;
    private final Continuation now;

    PlaySpec(Network network, PlayLoss loss, Continuation now) {
        this.network = network;
        this.loss = loss;
        this.now = now;
    }

    Map<String, Object> with(Dataset train, Dataset held) {
        OutputMeaning meaning = loss.targets().meeting().meaning();
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put(
                "inputs",
                IntStream.range(0, train.inputNames().size())
                        .mapToObj(i -> input(train, i))
                        .toList());
        spec.put("outputs", outputs(train, meaning));
        spec.put("kind", meaning.kind().name().toLowerCase(Locale.ROOT));
        spec.put("scale", meaning.scale().name().toLowerCase(Locale.ROOT));
        spec.put("layers", layers());
        spec.put("weights", text(now.weights()));
        spec.put("slots", Arrays.stream(now.slots()).map(PlaySpec::text).toList());
        spec.put("updates", (int) now.updates());
        spec.put("order", List.of(now.order() >>> Integer.SIZE, now.order() & 0xffffffffL));
        spec.put("loss", loss.words());
        spec.put("optimizer", optimizer(now.optimizer()));
        spec.put("rate", now.learningRate());
        spec.put("l1", now.l1());
        spec.put("l2", now.l2());
        spec.put("decayBiases", now.decayBiases());
        spec.put("clipNorm", Double.isFinite(now.clipNorm()) ? now.clipNorm() : 0);
        spec.put("clipValue", Double.isFinite(now.clipValue()) ? now.clipValue() : 0);
        spec.put("batch", now.batchSize());
        spec.put("epochs", now.epochs());
        spec.put("seed", String.valueOf(now.receipt().seed()));
        spec.put(
                "receipt",
                Map.of("data", now.receipt().data(), "weights", now.receipt().weights()));
        spec.put("targetWidth", loss.width());
        spec.put("train", rows(train));
        spec.put("held", held == null ? null : rows(held));
        return spec;
    }

    private static List<String> outputs(Dataset train, OutputMeaning meaning) {
        return meaning.names().isEmpty() ? train.outputNames() : meaning.names();
    }

    /** A name, and how the unit of the table follows from the numbers in a row: a + b x; b is 0 where it does so otherwise. */
    private static Map<String, Object> input(Dataset data, int i) {
        Scaler scaler = data.scaler(i);
        double a = scaler.unscale(0);
        double b = scaler.unscale(1) - a;
        boolean linear = Math.abs(scaler.unscale(2) - (a + 2 * b)) <= 1e-9 * (Math.abs(a) + Math.abs(b));
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("name", data.inputNames().get(i));
        input.put("a", linear ? a : 0.0);
        input.put("b", linear ? b : 0.0);
        return input;
    }

    private List<Map<String, Object>> layers() {
        Trace trace = Trace.structure(network);
        List<Map<String, Object>> layers = new ArrayList<>();
        boolean afterDense = false;
        for (Trace.Call call : trace.calls()) {
            List<Trace.Step> steps = call.steps();
            Op op = steps.size() == 1 && isOurs(steps.get(0).op())
                    ? steps.get(0).op()
                    : null;
            BuiltLayer layer = call.layer();
            boolean dense = op != null
                    && op.name().equals("linear")
                    && layer.description().flow() == Flow.UNITS;
            if (!dense
                    && (op == null
                            || !FUNCTIONS.contains(op.name())
                            || !layer.parameters().isEmpty())) {
                throw new IllegalArgumentException("playground knows dense layers and activations that learn, but "
                        + layer.name() + " is " + layer.layer()
                        + ": train this network with fit, or give playground one"
                        + " without that layer");
            }
            layers.add(dense ? dense(layer) : function(layer, op, afterDense && op instanceof Epilogue));
            afterDense = dense;
        }
        return layers;
    }

    /** Whether a step is one of the library's, rather than a user's of the same name. */
    static boolean isOurs(Op op) {
        return op.getClass().getName().startsWith("org.cellwise.op.");
    }

    private static Map<String, Object> dense(BuiltLayer layer) {
        Map<String, Object> dense = new LinkedHashMap<>();
        dense.put("name", layer.name());
        dense.put("kind", "dense");
        dense.put("units", layer.output().elements());
        dense.put("biased", layer.parameters().size() == 2);
        dense.put("frozen", layer.parameters().stream().noneMatch(Parameter::trainable));
        return dense;
    }

    /** An activation; one that its dense layer ends in rounds otherwise on the way back. */
    private static Map<String, Object> function(BuiltLayer layer, Op op, boolean merged) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", layer.name());
        function.put("kind", op.name());
        function.putAll(op.attributes());
        function.put("merged", merged);
        return function;
    }

    private static Map<String, Object> optimizer(Optimizer optimizer) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (optimizer instanceof Adam adam) {
            words.put("kind", "adam");
            words.put("beta1", adam.beta1());
            words.put("beta2", adam.beta2());
            words.put("epsilon", adam.epsilon());
        } else if (optimizer instanceof Sgd sgd) {
            words.put("kind", "sgd");
            words.put("momentum", sgd.momentum());
            words.put("nesterov", sgd.nesterov());
        } else {
            throw new IllegalArgumentException(
                    "playground knows the optimizers sgd(…), with momentum too, and adam(…), but" + " the trainer's is "
                            + optimizer.name() + ": give it a trainer with one of those");
        }
        words.put("decay", optimizer.weightDecay());
        return words;
    }

    private Map<String, Object> rows(Dataset data) {
        int width = data.inputShape().elements();
        float[] features = new float[data.size() * width];
        float[] weights = new float[data.size()];
        for (int row = 0; row < data.size(); row++) {
            double[] numbers = data.features(row);
            for (int i = 0; i < width; i++) {
                features[row * width + i] = (float) numbers[i];
            }
            weights[row] = (float) data.weightsOf(row)[0];
        }
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("rows", data.size());
        rows.put("features", text(features));
        rows.put("targets", text(loss.coded(data)));
        rows.put("weights", data.isWeighted() ? text(weights) : null);
        return rows;
    }

    private static String text(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static List<Double> list(float... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> (double) numbers[i])
                .toList();
    }
}
