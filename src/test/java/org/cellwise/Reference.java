package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellwise.tensor.Shape;

/**
 * Numbers of an independent implementation, as files {@code <name>.json}: those beside the tests, or those in the folder
 * that the system property {@code cellwise.reference} names.
 */
public final class Reference {
    /** Where the values of one result differ much in size, the small ones are compared on this share of the largest. */
    private static final double FLOOR = 0.1;

    private Reference() {}

    /** The content of {@code <name>.json}. */
    public static JsonObject read(String name) {
        try (Reader reader = open(name + ".json")) {
            return new JsonParser().parse(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String file) throws IOException {
        String folder = System.getProperty("cellwise.reference");
        if (folder != null) {
            return Files.newBufferedReader(Path.of(folder, file));
        }
        InputStream stream = Reference.class.getResourceAsStream("/reference/" + file);
        assertThat(stream).as("the resource reference/" + file).isNotNull();
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    /** The numbers of nested lists in order, or a number by itself. */
    public static double[] numbers(JsonElement element) {
        List<Double> flat = new ArrayList<>();
        flatten(element, flat);
        return flat.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void flatten(JsonElement element, List<Double> flat) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(inner -> flatten(inner, flat));
        } else {
            flat.add(element.getAsDouble());
        }
    }

    /** As {@link #numbers}, narrowed to what the library computes with. */
    public static float[] floats(JsonElement element) {
        return toFloats(numbers(element));
    }

    public static float[] toFloats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    public static double[] toDoubles(float[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = numbers[i];
        }
        return doubles;
    }

    /** The sizes of nested lists, outermost first; none for a number by itself. */
    public static Shape shape(JsonElement element) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonElement e = element; e.isJsonArray(); e = e.getAsJsonArray().get(0)) {
            JsonArray list = e.getAsJsonArray();
            sizes.add(list.size());
            if (list.size() == 0) {
                break;
            }
        }
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** As {@link #assertClose(String, double[], double[], double)}, on what the files and the library hold. */
    public static void assertClose(String what, JsonElement expected, float[] actual, double tolerance) {
        assertClose(what, numbers(expected), toDoubles(actual), tolerance);
    }

    /**
     * Fails unless each number is within the tolerance, relative to the expected number or to a tenth of the largest
     * expected one, whichever is more: what is left of a sum whose terms cancel out has no more digits than its terms.
     */
    public static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        assertThat(actual.length).as("how many numbers %s has", what).isEqualTo(expected.length);
        double largest = 0;
        for (double e : expected) {
            largest = Double.isFinite(e) ? Math.max(largest, Math.abs(e)) : largest;
        }
        for (int i = 0; i < expected.length; i++) {
            double allowed = tolerance * Math.max(Math.abs(expected[i]), FLOOR * largest);
            boolean same = Double.compare(expected[i], actual[i]) == 0;
            assertThat(same || Math.abs(expected[i] - actual[i]) <= allowed)
                    .as(
                            "%s, number %d: expected %s, but was %s (allowed: %.3g off)",
                            what, i, expected[i], actual[i], allowed)
                    .isTrue();
        }
    }
}
