package org.cellwise.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.cellwise.data.Dataset;
import org.cellwise.data.file.IdxFiles;

/** Rows that every contestant trains on: features and the class of each. */
record Examples(double[][] features, int[] labels) {
    /** Rows of 3 numbers and 2 classes; what they hold does not matter to the time a step takes. */
    static Examples tiny() {
        Random random = new Random(1);
        double[][] features = new double[256][3];
        int[] labels = new int[features.length];
        for (int i = 0; i < labels.length; i++) {
            features[i] = random.doubles(3).toArray();
            labels[i] = features[i][0] > features[i][1] ? 1 : 0;
        }
        return new Examples(features, labels);
    }

    static Examples iris() {
        try {
            List<String> lines = Files.readAllLines(Path.of("notebooks/data/iris.csv"));
            double[][] features = new double[lines.size() - 1][4];
            int[] labels = new int[features.length];
            for (int i = 0; i < labels.length; i++) {
                String[] cells = lines.get(i + 1).split(",");
                for (int j = 0; j < 4; j++) {
                    features[i][j] = Double.parseDouble(cells[j]);
                }
                labels[i] = List.of("setosa", "versicolor", "virginica").indexOf(cells[4]);
            }
            return new Examples(features, labels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first images of Fashion-MNIST, with numbers from 0 to 1, from the folder {@code fashion.mnist}. */
    static Examples fashion(int count) {
        Path folder = Path.of(System.getProperty("fashion.mnist", "/usr/share/datasets/fashion-mnist"));
        Dataset images = IdxFiles.read(
                folder.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-labels-idx1-ubyte.gz"));
        double[][] features = new double[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            features[i] = images.features(i);
            labels[i] = (int) images.target(i)[0];
        }
        return new Examples(features, labels);
    }

    float[][] floats() {
        float[][] floats = new float[features.length][features[0].length];
        for (int i = 0; i < floats.length; i++) {
            for (int j = 0; j < floats[i].length; j++) {
                floats[i][j] = (float) features[i][j];
            }
        }
        return floats;
    }
}
