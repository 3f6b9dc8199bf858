package org.cellwise.data.ready;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Given;

/** Small grey pictures of shapes on a dark ground, to try networks on. The same seed gives the same pictures. */
public final class Shapes {
    private static final List<String> NAMES = List.of("circle", "square", "triangle", "cross");
    private static final int FINE = 4; // points of a pixel along each side
    private static final int LARGEST = 512;

    private Shapes() {}

    /**
     * Circles, squares, triangles and crosses, in turn, of any size, turn, place and brightness.
     *
     * @param size height and width of each picture, from 8
     * @param noise standard deviation of the noise that is added to pixels from 0 to 1
     * @return rows of shape 1 x size x size
     */
    public static Dataset of(int rows, int size, double noise, Seed seed) {
        if (rows < NAMES.size() || size < 8 || size > LARGEST || (long) rows * size * size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "shapes expects a picture of each of 4 kinds or more, of 8 to %s pixels a side, but got %s of %s"
                            .formatted(LARGEST, rows, size));
        }
        if (!(noise >= 0 && noise <= 10)) {
            throw new IllegalArgumentException("shapes expects a noise of 0 or more, such as 0.1, but got " + noise);
        }
        SeededRandom random =
                Given.require(seed, "shapes", "a seed, such as seed(1)").random();
        float[] pixels = new float[rows * size * size];
        float[] kinds = new float[rows];
        for (int row = 0; row < rows; row++) {
            kinds[row] = row % NAMES.size();
            draw(row % NAMES.size(), size, noise, random, pixels, row * size * size);
        }
        return Dataset.encoded(encoder(size * size), pixels, kinds, NAMES, true).reshape(1, size, size);
    }

    private static RowEncoder encoder(int width) {
        return new RowEncoder(
                IntStream.rangeClosed(1, width)
                        .mapToObj(i -> new NumericEncoder("x" + i, Scaler.NONE))
                        .toList(),
                List.of());
    }

    private static void draw(int kind, int size, double noise, SeededRandom random, float[] into, int at) {
        double radius = size * random.nextDouble(0.22, 0.4);
        double middleY = size / 2.0 + random.nextDouble(-1, 1) * (size / 2.0 - radius);
        double middleX = size / 2.0 + random.nextDouble(-1, 1) * (size / 2.0 - radius);
        double angle = random.nextDouble(0, 2 * Math.PI);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double bright = random.nextDouble(0.5, 1);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int inside = 0;
                for (int fine = 0; fine < FINE * FINE; fine++) {
                    double fromY = (y + (fine / FINE + 0.5) / FINE - middleY) / radius;
                    double fromX = (x + (fine % FINE + 0.5) / FINE - middleX) / radius;
                    inside += contains(kind, cos * fromY - sin * fromX, sin * fromY + cos * fromX) ? 1 : 0;
                }
                double value = bright * inside / (FINE * FINE) + noise * random.nextGaussian();
                into[at + y * size + x] = (float) Math.max(0, Math.min(1, value));
            }
        }
    }

    /** Whether a shape within the circle of radius 1 holds a point. */
    private static boolean contains(int kind, double y, double x) {
        double side = Math.sqrt(0.5);
        return switch (kind) {
            case 0 -> y * y + x * x < 0.8;
            case 1 -> Math.abs(y) < side && Math.abs(x) < side;
            case 2 -> y < 0.5 && y > -1 + Math.abs(x) * Math.sqrt(3);
            default -> Math.abs(y) < 0.25 && Math.abs(x) < 0.95 || Math.abs(x) < 0.25 && Math.abs(y) < 0.95;
        };
    }
}
