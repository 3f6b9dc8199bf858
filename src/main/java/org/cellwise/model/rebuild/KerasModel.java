package org.cellwise.model.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.math.Compute;
import org.cellwise.model.arrays.ArrayFile;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.model.exchange.KerasPlace;
import org.cellwise.model.exchange.NameMap;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * A network from a {@code .keras} file, a zip of {@code config.json} and {@code model.weights.h5}: Sequential, and Functional
 * with one input and one output.
 */
final class KerasModel {
    private static final int LONGEST = 32 << 20; // bytes of the description
    private static final int LARGEST = 1 << 24; // of an axis
    private static final int SLACK = 1 << 20; // parameters that no file has, such as scales of norms without any

    private final Path file;
    private final Map<String, Integer> counts = new HashMap<>();
    private StepGraph<List<KerasPlace>> graph;
    private KerasLayers layers;
    private String input = "";
    private Shape row;

    private KerasModel(Path file) {
        this.file = file;
    }

    static Network read(Path file, Compute compute) {
        Fields model = Json.readObject("config.json of " + file, config(file));
        KerasModel made = new KerasModel(file);
        StepGraph.Layers<List<KerasPlace>> layers = made.layers(model);
        made.requireWeights(layers.layers());
        Network network = ModelFiles.network(file, compute, made.row, layers.layers());
        List<KerasPlace> places =
                layers.weights().stream().flatMap(List::stream).toList();
        try {
            NameMap map = NameMap.ofKeras(network, file, places);
            if (!map.unused().isEmpty()) {
                throw new FileFormatException("none of them takes " + Names.list(map.unused()));
            }
            return map.apply();
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + " has other weights than its layers have: " + e.getMessage(), e);
        }
    }

    /** Refuses layers that are larger than the weights in the file, before there is any memory taken for them. */
    private void requireWeights(List<Layer> layers) {
        Parameters counted = Parameters.counted();
        try {
            Scope.of(counted).build(layers, row);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + " has layers that do not fit together here: " + e.getMessage(), e);
        }
        long ours = counted.list().stream().mapToLong(Parameter::size).sum();
        try (ArrayFile arrays = ArrayFile.open(file)) {
            long theirs = arrays.arrays().values().stream()
                    .mapToLong(NamedArray::count)
                    .sum();
            if (ours > 2 * theirs + SLACK) {
                throw new FileFormatException(
                        "%s has layers of %s parameters, but only %s weights".formatted(file, ours, theirs));
            }
        }
    }

    private static String config(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("config.json");
            if (entry == null) {
                throw new FileFormatException(file + " has no config.json, as Keras 3 writes it");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw new FileFormatException(file + " has a config.json of more than " + (LONGEST >> 20) + " MB");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (ZipException e) {
            throw new FileFormatException(
                    file + " is no zip file, as Keras writes it, or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private StepGraph.Layers<List<KerasPlace>> layers(Fields model) {
        String type = model.text("class_name");
        Fields config = model.object("config");
        List<Fields> described = config.objects("layers");
        return switch (type) {
            case "Sequential" -> sequential(config, described);
            case "Functional" -> functional(config, described);
            default ->
                throw new FileFormatException(file + " holds a model of the class " + Names.shorten(type)
                        + ", whose code only Python has: Sequential and Functional are read; for others build the network, then"
                        + " weightsFrom(net, \"" + file.getFileName() + "\").apply()");
        };
    }

    private StepGraph.Layers<List<KerasPlace>> sequential(Fields config, List<Fields> described) {
        String last = "";
        for (int i = 0; i < described.size(); i++) {
            Fields layer = described.get(i);
            String type = layer.text("class_name");
            if (type.equals("InputLayer")) {
                begin("the input", layer.object("config").list("batch_shape"));
                last = input;
                continue;
            }
            if (graph == null) {
                begin("the input", config.list("build_input_shape"));
                last = input;
            }
            String name = "layer " + (i + 1) + ", "
                    + Names.shorten(layer.object("config").text("name"));
            layers.add(name, type, layer.object("config"), List.of(last), name, place(type));
            last = name;
        }
        return ended(last);
    }

    private StepGraph.Layers<List<KerasPlace>> functional(Fields config, List<Fields> described) {
        for (Fields layer : described) {
            String type = layer.text("class_name");
            String name = layer.text("name");
            if (type.equals("InputLayer")) {
                if (graph != null) {
                    throw new FileFormatException(file + " has several inputs, but a network here has one");
                }
                place(type);
                begin(name, layer.object("config").list("batch_shape"));
                continue;
            }
            List<Fields> calls = layer.objects("inbound_nodes");
            if (calls.size() != 1 || graph == null) {
                throw new FileFormatException(
                        "%s: the layer %s is called %s times, or before the input, but layers here stand in one place"
                                .formatted(file, Names.shorten(name), calls.size()));
            }
            List<String> from = new ArrayList<>();
            tensors(calls.get(0).value("args"), from);
            tensors(calls.get(0).values().get("kwargs"), from);
            if (type.equals("MultiHeadAttention")
                    && calls.get(0).object("kwargs").values().get("use_causal_mask") instanceof Boolean causal) {
                layers.causal(causal);
            }
            layers.add(name, type, layer.object("config"), from, name, place(type));
        }
        List<?> outputs = config.list("output_layers");
        Object last = outputs.isEmpty()
                ? null
                : outputs.get(0) instanceof List<?> inner && outputs.size() == 1
                        ? inner.isEmpty() ? null : inner.get(0)
                        : outputs.get(0) instanceof String ? outputs.get(0) : null;
        if (!(last instanceof String name)) {
            throw new FileFormatException(file + " has several outputs, or none, but a network here has one");
        }
        return ended(name);
    }

    /** The layers that the tensors in a call come from. */
    private void tensors(Object value, List<String> into) {
        if (value instanceof List<?> list) {
            list.forEach(item -> tensors(item, into));
        } else if (value instanceof Map<?, ?> map) {
            if ("__keras_tensor__".equals(map.get("class_name"))) {
                List<?> history =
                        Fields.of("a tensor of " + file, map.get("config")).list("keras_history");
                into.add(history.isEmpty() ? "" : String.valueOf(history.get(0)));
            } else {
                map.values().forEach(item -> tensors(item, into));
            }
        }
    }

    private void begin(String name, List<?> shape) {
        int[] sizes = new int[Math.max(0, shape.size() - 1)];
        long product = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (!(shape.get(i + 1) instanceof Long size) || size < 1 || size * product > LARGEST) {
                throw new FileFormatException(file + " has an input of shape " + shape
                        + ", but a network here knows the sizes of its rows: build the model with fixed ones");
            }
            sizes[i] = size.intValue();
            product *= size;
        }
        row = Shape.of(sizes);
        input = name;
        graph = new StepGraph<>(file.toString(), name, row);
        layers = new KerasLayers(file.toString(), graph);
    }

    private StepGraph.Layers<List<KerasPlace>> ended(String last) {
        if (graph == null) {
            throw new FileFormatException(file + " has no layers");
        }
        return graph.upTo(layers.channelsLast(last));
    }

    /** Where the next layer of a class has its arrays. */
    private String place(String type) {
        String snake = type.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
        int count = counts.merge(snake, 1, Integer::sum);
        return "layers/" + snake + (count == 1 ? "" : "_" + (count - 1));
    }
}
