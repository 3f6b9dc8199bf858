package org.cellwise.data;

import java.util.Arrays;
import java.util.List;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** Datasets of arrays; see the factories of {@link Dataset}. */
final class ArrayRows {
    private ArrayRows() {}

    static Dataset numbers(double[][] features, double[][] targets) {
        float[] in = Rows.flatten("features", features);
        float[] out = Rows.flatten("targets", targets);
        Rows.requireSameCount(features.length, targets.length);
        List<String> outputs = Names.numbered("y", 1, targets[0].length);
        return Dataset.encoded(RowEncoder.plain(names(features), outputs.size()), in, out, outputs, false);
    }

    static Dataset numbers(double[][] features, double[] targets) {
        double[][] rows = Arrays.stream(Rows.present("targets", targets))
                .mapToObj(target -> new double[] {target})
                .toArray(double[][]::new);
        return numbers(features, rows);
    }

    /** Targets (T, K). */
    static Dataset numbers(double[][] features, double[][][] targets) {
        float[] in = Rows.flatten("features", features);
        Rows.requireSameCount(features.length, Rows.present("targets", targets).length);
        float[] out = Rows.flatten("targets", Rows.flattened(targets));
        int positions = targets[0].length;
        int numbers = targets[0][0].length;
        List<String> names = names(features);
        Schema schema = new Schema(
                Shape.of(names.size()), names, false, Names.numbered("y", 1, numbers), Shape.of(positions, numbers));
        RowStore rows = new RowStore(schema, in, out, Weights.none(positions));
        return new Dataset(schema, rows, RowEncoder.plain(names, numbers));
    }

    static Dataset classes(double[][] features, int[] labels, String... classNames) {
        float[] in = Rows.flatten("features", features);
        Rows.requireSameCount(features.length, Labels.present(labels).length);
        List<String> classes = Labels.classes(labels, classNames);
        RowEncoder encoder = RowEncoder.plain(names(features), 0);
        return Dataset.encoded(encoder, in, Labels.targets(labels, classes), classes, true);
    }

    static Dataset classes(double[][] features, String[] labels, String... classNames) {
        List<String> classes = Labels.classes(labels, classNames);
        int[] indices = Arrays.stream(labels)
                .mapToInt(label -> Labels.index(label, classes))
                .toArray();
        return classes(features, indices, classes.toArray(String[]::new));
    }

    /** Targets (T). */
    static Dataset classes(double[][] features, int[][] labels, String... classNames) {
        float[] in = Rows.flatten("features", features);
        Rows.requireSameCount(features.length, Rows.present("labels", labels).length);
        int[] flat = Labels.flatten(labels);
        int positions = labels[0].length;
        List<String> classes = Labels.classes(Labels.counted(flat), classNames);
        List<String> names = names(features);
        Schema schema = new Schema(Shape.of(names.size()), names, true, classes, Shape.of(positions));
        Weights weights = new Weights(null, Labels.weights(flat), positions);
        RowStore rows = new RowStore(schema, in, Labels.targets(flat, classes, positions), weights);
        return new Dataset(schema, rows, RowEncoder.plain(names, 0));
    }

    private static List<String> names(double[][] features) {
        return Names.numbered("x", 1, features[0].length);
    }
}
