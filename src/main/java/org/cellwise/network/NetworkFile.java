package org.cellwise.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorEntry;
import org.cellwise.file.TensorFile;
import org.cellwise.file.TensorWriter;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.catalog.LayerCatalog;
import org.cellwise.math.Compute;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;

/**
 * A network in a safetensors file: an array for each parameter, by name, and as the text {@code cellwise} all the rest as
 * JSON. What training adds to such a file are arrays whose names begin with {@link #TRAINING}.
 */
public final class NetworkFile {
    /** Name of the text that describes the network. */
    public static final String DESCRIPTION = "cellwise";
    /** How the names of arrays begin that belong to a training rather than to the network. */
    public static final String TRAINING = "training/";

    /** Name of the text that says by what adapters are multiplied. */
    private static final String ALPHAS = "cellwise.alpha";

    private static final int VERSION = 1;

    private NetworkFile() {}

    static void write(Network network, Path file) {
        checkAtRest("save", network);
        ownLayer(network).ifPresent(layer -> {
            throw new IllegalArgumentException("save expects layers that a file can describe, but " + layer
                    + " is a function of your own: save the weights alone, net.saveWeights(\"weights.safetensors\"), build the"
                    + " network by the same code, and call loadWeights");
        });
        TensorWriter.write(file, Map.of(DESCRIPTION, describe(network)), weights(network));
    }

    static void writeWeights(Network network, Path file) {
        checkAtRest("saveWeights", network);
        TensorWriter.write(file, Map.of(), weights(network));
    }

    static void checkAtRest(String who, Network network) {
        if (network.parameters().isHeldElsewhere()) {
            throw new IllegalStateException(who
                    + " expects weights at rest, but another thread is training this network: wait until it is done");
        }
    }

    /** The name of a layer that no file can describe; none where all can be. */
    public static Optional<String> ownLayer(Network network) {
        return network.layers().stream()
                .flatMap(BuiltLayer::all)
                .filter(built -> !LayerCatalog.knows(built.layer()))
                .map(BuiltLayer::name)
                .findFirst();
    }

    /** The arrays of a network. */
    public static List<TensorData> weights(Network network) {
        return arrays(network, network.parameters().list());
    }

    private static List<TensorData> arrays(Network network, List<Parameter> parameters) {
        float[] values = network.parameters().values();
        return parameters.stream()
                .map(p -> TensorData.of(p.name(), p.shape().sizes(), values, p.offset()))
                .toList();
    }

    /** All but its numbers, as JSON; what could not be read again is refused. */
    public static String describe(Network network) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", VERSION);
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("shape", DescriptionText.sizes(network.inputShape()));
        inputs.put("names", Inputs.areNumbers("x", network.inputNames()) ? List.of() : network.inputNames());
        all.put("inputs", inputs);
        all.put(
                "layers",
                network.layers().stream()
                        .map(built -> DescriptionText.write(built.description()))
                        .toList());
        all.put("outputs", network.outputNames());
        all.put(
                "frozen",
                network.parameters().list().stream()
                        .filter(Parameter::isFrozen)
                        .map(Parameter::name)
                        .toList());
        all.put("meaning", DescriptionText.write(network.meaning()));
        all.put("taught", network.isTaught());
        if (network.preparation() != null) {
            all.put("preparation", DescriptionText.sorted(network.preparation().describe()));
        }
        all.put("training", network.training());
        String text = Json.write(all);
        DescriptionText.layers(Json.readObject("What is to be saved", text), Long.MAX_VALUE);
        return text;
    }

    /** How rows are prepared, as such a description says; null where it says nothing. */
    public static Map<String, Object> preparation(String description) {
        Fields saved = Json.readObject("The description of the network", description);
        return saved.has("preparation") ? saved.object("preparation").values() : null;
    }

    static Network read(Path file, Compute compute, Function<Map<String, Object>, Preparation> preparations) {
        try (WarmUp warmUp = WarmUp.of(compute, size(file));
                TensorFile arrays = TensorFile.open(file)) {
            String text = arrays.metadata().get(DESCRIPTION);
            if (text == null) {
                throw new FileFormatException(file + " holds arrays, but no description of a network: build the network"
                        + " by code and call loadWeights(\"" + file.getFileName()
                        + "\"), if the arrays are its weights");
            }
            Fields saved = Json.readObject("The description in " + file, text);
            return read(arrays, saved, compute, warmUp, preparations);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // who reads it says what is wrong
        }
    }

    private static Network read(
            TensorFile arrays,
            Fields saved,
            Compute compute,
            WarmUp warmUp,
            Function<Map<String, Object>, Preparation> preparations) {
        long version = saved.whole("version");
        if (version != VERSION) {
            throw new FileFormatException(arrays.path() + " was saved by a newer version of Cellwise (in format "
                    + version + ", where this one reads format " + VERSION + "): load it with that version");
        }
        Fields inputs = saved.object("inputs");
        Inputs read = new Inputs(DescriptionText.shape(inputs, "shape"), inputs.texts("names"));
        long numbers = arrays.entries().stream().mapToLong(TensorEntry::count).sum();
        Network network = build(arrays, compute, warmUp, read, DescriptionText.layers(saved, numbers));
        network.restore(
                DescriptionText.meaning(saved.object("meaning"), network.outputShape()),
                saved.flag("taught"),
                saved.texts("outputs"));
        List<String> frozen = saved.texts("frozen");
        network.parameters().list().forEach(p -> p.freeze(frozen.contains(p.name())));
        Preparation preparation = saved.has("preparation")
                ? preparations.apply(saved.object("preparation").values())
                : null;
        if (preparation != null) {
            network.prepare(preparation);
        }
        network.trained(saved.object("training").values());
        return network;
    }

    private static Network build(TensorFile arrays, Compute compute, WarmUp warmUp, Inputs inputs, List<Layer> layers) {
        try {
            Network network = new Network(compute, inputs, layers, (scope, parameters) -> {
                check(arrays, parameters.list()); // so that no memory is taken for more than the file holds
                parameters.allocate();
            });
            if (warmUp != null) {
                warmUp.take(network);
            }
            take(arrays, network.parameters().list(), network.parameters().values());
            return network;
        } catch (FileFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(
                    arrays.path() + " describes a network that cannot be built: " + e.getMessage(), e);
        }
    }

    static void readWeights(Network network, Path file) {
        checkAtRest("loadWeights", network);
        read(network, network.parameters().list(), file);
    }

    static void writeLora(Network network, Path file) {
        checkAtRest("saveLora", network);
        String alphas = Json.write(new LinkedHashMap<String, Object>(LowRank.alphas(network)));
        TensorWriter.write(file, Map.of(ALPHAS, alphas), arrays(network, adapters("saveLora", network)));
    }

    static void readLora(Network network, Path file) {
        checkAtRest("loadLora", network);
        List<Parameter> wanted = adapters("loadLora", network);
        try (TensorFile arrays = TensorFile.open(file)) {
            check(arrays, wanted);
            checkAlphas(arrays, network);
            take(arrays, wanted, network.parameters().values());
        }
    }

    /** Adapters of the same shapes, but multiplied by another alpha, would answer otherwise. */
    private static void checkAlphas(TensorFile arrays, Network network) {
        String text = arrays.metadata().get(ALPHAS);
        if (text == null) {
            throw new FileFormatException(arrays.path()
                    + " does not say by what alpha its adapters count: load a file that" + " saveLora wrote");
        }
        Fields saved = Json.readObject("The alphas in " + arrays.path(), text);
        LowRank.alphas(network).forEach((layer, alpha) -> {
            if (saved.number(layer) != alpha) {
                throw new IllegalArgumentException(
                        "loadLora expects adapters that count as they did when they learned, but in "
                                + arrays.path() + " that of " + layer + " has alpha " + saved.number(layer)
                                + ", and the network's has " + alpha + ": make these by net.withLora(rank, "
                                + saved.number(layer) + ")");
            }
        });
    }

    private static List<Parameter> adapters(String who, Network network) {
        List<Parameter> adapters = LowRank.parameters(network);
        if (adapters.isEmpty()) {
            throw new IllegalArgumentException(
                    who
                            + " expects a network with adapters, but this one has none: make them by net.withLora(rank, alpha)");
        }
        return adapters;
    }

    private static void read(Network network, List<Parameter> wanted, Path file) {
        try (TensorFile arrays = TensorFile.open(file)) {
            check(arrays, wanted);
            take(arrays, wanted, network.parameters().values());
        }
    }

    private static void take(TensorFile arrays, List<Parameter> parameters, float[] values) {
        if (!arrays.isChecked()) { // where a checksum is right, it is what was saved
            parameters.forEach(p -> checkFinite(arrays, p));
        }
        for (Parameter p : parameters) {
            arrays.read(arrays.entry(p.name()), values, p.offset());
        }
    }

    private static void checkFinite(TensorFile arrays, Parameter p) {
        float[] numbers = arrays.floats(p.name());
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new FileFormatException(
                        "%s: number %s of %s is %s, and the file has no checksum: it is damaged, or its training diverged"
                                .formatted(arrays.path(), i, p.name(), numbers[i]));
            }
        }
    }

    /** Refuses arrays that are not those of the parameters. */
    private static void check(TensorFile arrays, List<Parameter> parameters) {
        List<String> wanted = parameters.stream().map(Parameter::name).toList();
        List<String> more = new ArrayList<>(names(arrays.entries()));
        more.removeAll(wanted);
        for (Parameter p : parameters) {
            if (!arrays.has(p.name())) {
                throw new FileFormatException(arrays.path() + " has no array for " + p + ": "
                        + Names.hint(p.name(), names(arrays.entries())));
            }
            TensorEntry entry = arrays.entry(p.name());
            if (!entry.hasShape(p.shape().sizes())) {
                throw new FileFormatException(arrays.path() + " has " + entry + ", but the network's is " + p);
            }
        }
        if (!more.isEmpty()) {
            throw new FileFormatException(arrays.path() + " has arrays that the network has not: " + Names.list(more));
        }
    }

    private static List<String> names(Collection<TensorEntry> entries) {
        return entries.stream()
                .map(TensorEntry::name)
                .filter(name -> !name.startsWith(TRAINING))
                .toList();
    }
}
