package org.cellwise.benchmark;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

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
        double[][] features = new double[count][28 * 28];
        int[] labels = new int[count];
        byte[] pixels = bytes("train-images-idx3-ubyte.gz", 16, count * 28 * 28);
        byte[] classes = bytes("train-labels-idx1-ubyte.gz", 8, count);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < features[i].length; j++) {
                features[i][j] = (pixels[i * features[i].length + j] & 0xff) / 255.0;
            }
            labels[i] = classes[i];
        }
        return new Examples(features, labels);
    }

    private static byte[] bytes(String file, int header, int count) {
        Path path = Path.of(System.getProperty("fashion.mnist", "/usr/share/datasets/fashion-mnist"), file);
        try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(path)))) {
            in.skipNBytes(header);
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    path + " cannot be read: install Debian's dataset-fashion-mnist, or set -Dfashion.mnist=folder", e);
        }
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
