package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Reference.numbers;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.cellwise.data.Dataset;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.optimizer.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random networks, losses and optimizers beside PyTorch, in the profile {@code pytorch}: what they put out, each gradient,
 * the loss of the first steps, the weights and running means after them. PyTorch computes in float64, so differences are
 * ours: float32, and nothing else.
 */
public class DifferentialTorch {
    private static final int COUNT = Integer.getInteger("torch.count", 400);
    private static final int SEED = Integer.getInteger("torch.seed", 1);
    private static final double VALUES = 2e-5;
    private static final double GRADIENTS = 2e-4;
    private static final double TRAINED = 5e-3;
    /** Gradients are read off weights that a step of 1 has moved: what those round to hides smaller ones. */
    private static final double ROUNDED = 0.05;
    /** Gradients below this share of the largest are rounding: Adam and its like make whole steps of them. */
    private static final double NOISE = 1e-4;

    @TempDir
    static Path folder;

    /** Makes what a case names; compiled from the case's own words. */
    public interface Maker {
        Network networkOf(int number);

        Loss lossOf(int number);

        Optimizer optimizerOf(int number);
    }

    @Test
    void randomNetworksDoWhatTheyDoInPyTorch() throws Exception {
        List<JsonObject> cases = cases();
        Maker maker = maker(cases);
        List<String> wrong = new ArrayList<>();
        Worst worst = new Worst();
        for (int i = 0; i < cases.size(); i++) {
            JsonObject expected = cases.get(i);
            try {
                new Comparison(expected, maker, i, worst).run();
            } catch (RuntimeException | AssertionError e) {
                wrong.add("seed %s, %s, %s, %s: %s"
                        .formatted(
                                expected.get("seed"),
                                expected.get("layers"),
                                expected.get("loss"),
                                expected.get("optimizer"),
                                e.getMessage()));
            }
        }
        Files.writeString(Path.of("target/differential-torch.txt"), worst + "\n" + String.join("\n", wrong) + "\n");
        assertThat(wrong)
                .as("%s of %s cases; %s", wrong.size(), cases.size(), worst)
                .isEmpty();
    }

    private static List<JsonObject> cases() throws IOException, InterruptedException {
        Path file = folder.resolve("cases.json");
        Process process = new ProcessBuilder(
                        System.getProperty("torch.python", "python3"),
                        "src/test/pytorch/random_networks.py",
                        "--count",
                        String.valueOf(COUNT),
                        "--seed",
                        String.valueOf(SEED),
                        "--out",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as("exit code of random_networks.py").isZero();
        try (Reader reader = Files.newBufferedReader(file)) {
            return StreamSupport.stream(
                            new JsonParser()
                                    .parse(reader)
                                    .getAsJsonObject()
                                    .getAsJsonArray("cases")
                                    .spliterator(),
                            false)
                    .map(JsonElement::getAsJsonObject)
                    .toList();
        }
    }

    private static Maker maker(List<JsonObject> cases) throws ReflectiveOperationException, IOException {
        StringBuilder body = new StringBuilder();
        for (String part : List.of("network", "loss", "optimizer")) {
            String type = part.equals("network")
                    ? "org.cellwise.network.Network"
                    : "org.cellwise.train." + part + "." + part.substring(0, 1).toUpperCase(Locale.ROOT)
                            + part.substring(1);
            String all = IntStream.range(0, cases.size())
                    .mapToObj(i -> "case " + i + ": return " + part + i + "();")
                    .collect(Collectors.joining("\n"));
            body.append("public %s %sOf(int number) { switch (number) { %s default: throw new AssertionError(); } }\n"
                    .formatted(type, part, all));
            for (int i = 0; i < cases.size(); i++) {
                body.append("%s %s%s() { return %s; }\n".formatted(type, part, i, code(part, cases.get(i))));
            }
        }
        Path source = folder.resolve("Made.java");
        Files.writeString(
                source,
                "import static org.cellwise.Cellwise.*;\npublic class Made implements org.cellwise.DifferentialTorch.Maker {\n"
                        + body + "}\n");
        int done = javax.tools.ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        "" + source);
        assertThat(done).as("compiling the cases").isZero();
        var loader = new java.net.URLClassLoader(
                new java.net.URL[] {folder.toUri().toURL()}, DifferentialTorch.class.getClassLoader());
        return (Maker) loader.loadClass("Made").getDeclaredConstructor().newInstance();
    }

    private static String code(String part, JsonObject made) {
        if (!part.equals("network")) {
            return made.get(part).getAsString();
        }
        String layers = StreamSupport.stream(made.getAsJsonArray("layers").spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(Collectors.joining(", "));
        return "network(inputs(%s), %s)".formatted(list(made.get("inputs")), layers);
    }

    private static String list(JsonElement sizes) {
        return Arrays.stream(numbers(sizes))
                .mapToObj(n -> String.valueOf((int) n))
                .collect(Collectors.joining(", "));
    }

    /** The largest differences seen, as shares of the largest number of each result. */
    private static final class Worst {
        private final Map<String, Double> shares = new java.util.LinkedHashMap<>();

        void saw(String what, double share) {
            shares.merge(what, share, Math::max);
        }

        @Override
        public String toString() {
            return "largest differences " + shares;
        }
    }

    /** One case: the same network here and there. */
    private record Comparison(JsonObject expected, Maker maker, int number, Worst worst) {
        void run() {
            Dataset data = data();
            Network network = started();
            double[] y = Arrays.stream(network.predict(rows("x", data.size())))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            boolean sameInTraining =
                    expected.getAsJsonObject("state").entrySet().isEmpty();
            if (sameInTraining) { // batch norm predicts with running means, which begin at 0 and 1
                compare("outputs", numbers(expected.get("y")), y, VALUES);
            }
            compareGradients(data);
            compareTraining(network, data);
        }

        private void compareGradients(Dataset data) {
            Network moved = started();
            trainer(moved, org.cellwise.Cellwise.sgd(1), data).fit(data, org.cellwise.Cellwise.epochs(1));
            for (var entry : expected.getAsJsonObject("gradients").entrySet()) {
                double[] start = numbers(expected.getAsJsonObject("start").get(entry.getKey()));
                double[] end = moved.values(entry.getKey());
                double[] gradient = new double[start.length];
                Arrays.setAll(gradient, i -> start[i] - end[i]);
                compare(
                        "gradients",
                        numbers(entry.getValue()),
                        gradient,
                        GRADIENTS,
                        Math.max(ROUNDED, 0.1 * largestGradient()));
            }
        }

        private void compareTraining(Network network, Dataset data) {
            Trainer trainer = trainer(network, maker.optimizerOf(number), data).decayBiases(); // as PyTorch does
            if (!expected.get("clip").isJsonNull()) {
                trainer.clipNorm(expected.get("clip").getAsDouble());
            }
            double[] losses = numbers(expected.get("losses"));
            trainer.fit(data, org.cellwise.Cellwise.epochs(losses.length));
            double[] measured = trainer.history().loss();
            compare("first loss", new double[] {losses[0]}, new double[] {measured[0]}, VALUES);
            boolean steady = expected.get("optimizer").getAsString().startsWith("sgd"); // makes no steps of rounding
            boolean corners = expected.get("loss").getAsString().startsWith("meanAbsolute"); // its slope jumps
            if (corners && !steady) {
                return;
            }
            compare("losses", losses, measured, TRAINED);
            for (var entry : expected.getAsJsonObject("end").entrySet()) {
                double[] there = numbers(entry.getValue());
                double[] here = network.values(entry.getKey());
                double[] gradients =
                        numbers(expected.getAsJsonObject("gradients").get(entry.getKey()));
                for (int i = 0; i < there.length; i++) {
                    here[i] = Math.abs(gradients[i]) < NOISE * largestGradient() ? there[i] : here[i];
                }
                compare("weights after training", there, here, TRAINED, 1);
            }
            for (var entry : expected.getAsJsonObject("state").entrySet()) {
                if (!steady) {
                    break;
                }
                compare("running numbers", numbers(entry.getValue()), network.values(entry.getKey()), TRAINED, 1);
            }
        }

        private double largestGradient() {
            return expected.getAsJsonObject("gradients").entrySet().stream()
                    .flatMapToDouble(e -> Arrays.stream(numbers(e.getValue())))
                    .map(Math::abs)
                    .max()
                    .orElse(0);
        }

        private Trainer trainer(Network network, Optimizer optimizer, Dataset data) {
            return new Trainer(network, maker.lossOf(number), optimizer)
                    .batchSize(data.size())
                    .metrics()
                    .seed(new Seed(number));
        }

        private Network started() {
            Network network = maker.networkOf(number);
            JsonObject start = expected.getAsJsonObject("start");
            long given = 0;
            for (var entry : start.entrySet()) {
                double[] values = numbers(entry.getValue());
                network.setValues(entry.getKey(), values);
                given += values.length;
            }
            assertThat(given).as("weights of the case").isEqualTo(network.parameterCount());
            return network;
        }

        private Dataset data() {
            int rows = expected.get("labels").isJsonNull()
                    ? numbers(expected.get("target")).length
                            / expected.get("outputs").getAsInt()
                    : expected.getAsJsonArray("labels").size();
            double[][] x = rows("x", rows);
            Dataset data = expected.get("labels").isJsonNull()
                    ? Dataset.of(x, rows("target", rows))
                    : Dataset.ofClasses(
                            x,
                            Arrays.stream(numbers(expected.get("labels")))
                                    .mapToInt(l -> (int) l)
                                    .toArray(),
                            IntStream.range(0, expected.get("outputs").getAsInt())
                                    .mapToObj(String::valueOf)
                                    .toArray(String[]::new));
            int[] shape = Arrays.stream(numbers(expected.get("inputs")))
                    .mapToInt(s -> (int) s)
                    .toArray();
            return data.reshape(shape);
        }

        private double[][] rows(String name, int count) {
            double[] flat = numbers(expected.get(name));
            int width = flat.length / count;
            return IntStream.range(0, count)
                    .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
                    .toArray(double[][]::new);
        }

        private void compare(String what, double[] there, double[] here, double tolerance) {
            compare(what, there, here, tolerance, 0);
        }

        /** Differences are shares of the largest number, or of a floor where all are small. */
        private void compare(String what, double[] there, double[] here, double tolerance, double floor) {
            assertThat(here.length).as(what).isEqualTo(there.length);
            double scale =
                    Math.max(floor, Arrays.stream(there).map(Math::abs).max().orElse(0));
            for (int i = 0; i < there.length; i++) {
                double share = Math.abs(here[i] - there[i]) / Math.max(scale, 1e-30);
                worst.saw(what, share);
                assertThat(share)
                        .as("%s: number %s is %s, expected %s", what, i, here[i], there[i])
                        .isLessThan(tolerance);
            }
        }
    }
}
