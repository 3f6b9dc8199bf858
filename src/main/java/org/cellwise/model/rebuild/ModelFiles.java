package org.cellwise.model.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.network.Preparation;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Numbers;

/** Whole networks in files, by the ending of the name: ours, ONNX, Keras. */
public final class ModelFiles {
    private static final long MOST_OF_MEMORY = 3; // a file takes at most a third of it

    private ModelFiles() {}

    /**
     * The network in a file: a {@code .onnx} or {@code .keras} file of other software, else one of ours.
     *
     * @param preparations makes again how rows are prepared; null for not at all
     * @throws IllegalArgumentException if it is no such file, is damaged, is of a newer version, or holds what no layer here
     *     does; the message names it
     * @throws IllegalStateException if it is a file of Keras's, and the library that reads it is not there
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Network read(Path file, Compute compute, Function<Map<String, Object>, Preparation> preparations) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".onnx")) {
            return onnx(file, compute);
        }
        if (name.endsWith(".keras")) {
            return KerasModel.read(file, compute);
        }
        for (String ending : List.of(
                ".gguf", ".h5", ".hdf5", ".npz", ".npy", ".index.json", ".pt", ".pth", ".bin", ".pkl", ".ckpt")) {
            if (name.endsWith(ending)) {
                throw new FileFormatException(
                        file + " holds weights, but not what layers they belong to: build the network,"
                                + " then weightsFrom(net, \"" + file.getFileName() + "\").apply()");
            }
        }
        return Network.load(file, compute, preparations);
    }

    private static Network onnx(Path file, Compute compute) {
        byte[] bytes = bytes(file);
        OnnxModel model = OnnxModel.read(file.toString(), bytes);
        StepGraph.Layers<List<float[]>> layers = new OnnxSteps(file.toString(), model).layers();
        int[] row = new int[model.sizes().length - 1];
        System.arraycopy(model.sizes(), 1, row, 0, row.length);
        Network network = network(file, compute, Shape.of(row), layers.layers());
        List<Parameter> parameters = network.parameters().list();
        List<float[]> numbers = layers.weights().stream().flatMap(List::stream).toList();
        boolean alike = parameters.size() == numbers.size();
        for (int i = 0; alike && i < numbers.size(); i++) {
            alike = parameters.get(i).size() == numbers.get(i).length;
        }
        if (!alike) {
            throw new FileFormatException(
                    file + " has weights of other shapes than its layers: " + network.parameters());
        }
        for (int i = 0; i < numbers.size(); i++) {
            requireFinite(file, parameters.get(i), numbers.get(i));
            float[] values = network.parameters().values();
            System.arraycopy(numbers.get(i), 0, values, parameters.get(i).offset(), numbers.get(i).length);
        }
        return network;
    }

    private static void requireFinite(Path file, Parameter parameter, float... numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new FileFormatException("%s gives %s the number %s: it is damaged, or its training diverged"
                        .formatted(file, parameter, number));
            }
        }
    }

    static Network network(Path file, Compute compute, Shape row, List<Layer> layers) {
        try {
            return new Network(Seed.DEFAULT, compute, new Inputs(row, List.of()), layers);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + " has layers that do not fit together here: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path file) {
        long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / MOST_OF_MEMORY);
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > most) {
                throw new FileFormatException(file + " takes " + Numbers.bytes(Files.size(file))
                        + ", more than there is memory for: start Java with more, by -Xmx");
            }
            return in.readNBytes((int) most);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }
}
