package org.cellwise.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Outputs;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/** The names of a network, and its numbers by them. */
final class NetworkNames {
    private final Parameters parameters;
    private final List<BuiltLayer> layers;
    private Inputs inputs;
    private List<String> outputs;

    NetworkNames(Parameters parameters, List<BuiltLayer> layers, Inputs inputs) {
        this.parameters = parameters;
        this.layers = layers;
        this.inputs = inputs;
        this.outputs = outputNames(layers);
    }

    // of the last layer that gives any
    private static List<String> outputNames(List<BuiltLayer> layers) {
        int count = layers.get(layers.size() - 1).output().elements();
        return layers.stream()
                .map(layer -> layer.layer().outputs())
                .filter(Objects::nonNull)
                .reduce((a, b) -> b)
                .map(Outputs::names)
                .filter(names -> names.size() == count)
                .orElseGet(() -> Names.numbered("y", 1, count));
    }

    Inputs inputs() {
        return inputs;
    }

    List<String> outputs() {
        return outputs;
    }

    /** Names from elsewhere, for what was built without. */
    void adopt(List<String> inputNames, List<String> outputNames) {
        if (inputs.names().isEmpty() && inputNames.size() == inputs.shape().elements()) {
            inputs = new Inputs(inputs.shape(), inputNames);
        }
        if (Inputs.areNumbers("y", outputs) && outputNames.size() == outputs.size()) {
            outputs = outputNames;
        }
    }

    /** A layer by name, also one inside another. */
    BuiltLayer layer(String name) {
        return layers.stream()
                .flatMap(BuiltLayer::all)
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network has no layer " + Names.shorten(name) + ": "
                        + Names.hint(name, layers.stream().map(BuiltLayer::name).toList())));
    }

    /** Layers by name, or by a pattern in which a star stands for any letters; at least one. */
    List<BuiltLayer> matching(String pattern) {
        if (pattern == null || !pattern.contains("*")) {
            return List.of(layer(pattern));
        }
        Pattern regex = Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        List<BuiltLayer> all = layers.stream().flatMap(BuiltLayer::all).toList();
        List<BuiltLayer> found = all.stream()
                .filter(layer -> regex.matcher(layer.name()).matches())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "The network has no layer like " + Names.shorten(pattern) + ": there are "
                            + Names.list(all.stream().map(BuiltLayer::name).toList()));
        }
        return found;
    }

    Matrix matrix(String layer) {
        return matrix(weight(layer), parameters.values());
    }

    private Matrix matrix(Parameter weight, float[] numbers) {
        int columns = weight.shape().last();
        int rows = weight.shape().rows();
        double[][] values = new double[rows][columns];
        for (int i = 0; i < weight.size(); i++) {
            values[i / columns][i % columns] = numbers[weight.offset() + i];
        }
        String name = weight.name().replaceFirst("\\.weight$", "");
        boolean first =
                layers.get(0).name().equals(name) && rows == inputs.shape().elements();
        boolean last = columns == outputs.size() && isLastWithWeights(name);
        return new Matrix(
                name,
                first ? inputs.namesOrNumbers() : Names.numbered("", 1, rows),
                last ? outputs : Names.numbered("", 1, columns),
                values);
    }

    List<Matrix> matrices(float[] numbers) {
        return parameters.list().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT)
                .map(p -> matrix(p, numbers))
                .toList();
    }

    private boolean isLastWithWeights(String layer) {
        return layers.stream()
                .filter(l -> !l.parameters().isEmpty())
                .reduce((a, b) -> b)
                .map(l -> l.name().equals(layer))
                .orElse(false);
    }

    double[] values(String parameterName) {
        Parameter p = parameter(parameterName);
        double[] copy = new double[p.size()];
        Arrays.setAll(copy, i -> parameters.values()[p.offset() + i]);
        return copy;
    }

    void setMatrix(String layer, double[][] matrix) {
        Parameter weight = weight(layer);
        int rows = weight.shape().rows();
        int columns = weight.shape().last();
        Given.require(matrix, weight.name(), "rows of numbers, such as new double[][] {{1, 0}, {0, 1}}");
        String expects = weight.name() + " expects " + rows + " rows of " + columns + " numbers, but ";
        if (matrix.length != rows) {
            throw new IllegalArgumentException(expects + "got " + matrix.length
                    + (matrix.length == 1 ? " row" : " rows")
                    + (matrix.length == 0 || matrix[0] == null ? "" : " of " + matrix[0].length));
        }
        for (int i = 0; i < rows; i++) {
            if (matrix[i] == null || matrix[i].length != columns) {
                throw new IllegalArgumentException(
                        expects + "row " + i + (matrix[i] == null ? " is null" : " has " + matrix[i].length));
            }
        }
        setValues(
                weight.name(),
                Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray());
    }

    void setValues(String parameterName, double... numbers) {
        Parameter p = parameter(parameterName);
        Given.require(numbers, p.toString(), "numbers");
        if (numbers.length != p.size()) {
            throw new IllegalArgumentException(p + " expects " + p.size() + " numbers, but got " + numbers.length);
        }
        for (double number : numbers) {
            if (Double.isFinite(number) && Float.isInfinite((float) number)) {
                throw new IllegalArgumentException(
                        p + " expects numbers up to 3.4e38, as float32 holds them, but got " + number);
            }
        }
        for (int i = 0; i < numbers.length; i++) {
            parameters.values()[p.offset() + i] = (float) numbers[i];
        }
    }

    private Parameter weight(String layer) {
        if (layers.stream()
                .anyMatch(l -> l.name().equals(layer) && l.parameters().isEmpty())) {
            List<String> others =
                    matrices(parameters.values()).stream().map(Matrix::name).toList();
            throw new IllegalArgumentException(layer + " has no weights: choose one of " + Names.list(others));
        }
        return parameter(layer + ".weight");
    }

    private Parameter parameter(String name) {
        return parameters
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("The network has no parameter " + Names.shorten(name)
                        + ": "
                        + Names.hint(
                                name,
                                parameters.list().stream().map(Parameter::name).toList())));
    }

    /** Without names, all layers. */
    void freeze(boolean stop, String... names) {
        List<Parameter> chosen = new ArrayList<>(names.length == 0 ? parameters.list() : List.of());
        for (String name : names) {
            matching(name).forEach(layer -> chosen.addAll(layer.parameters()));
        }
        chosen.forEach(p -> p.freeze(stop));
    }
}
