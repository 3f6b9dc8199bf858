package org.cellwise.model.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellwise.file.NewFile;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A network as one class in plain Java, without dependencies: {@code predict(inputs)} runs the ops that a trace of the
 * network has, and gives the bits of the plain loops ({@code -Dcellwise.math=plain}); where the network knows how rows are
 * prepared, {@code predictRaw(values)} takes raw ones; {@code main} reads rows of comma-separated values from standard
 * input. It needs Java 17.
 *
 * @param network whose weights are written as they are when the text is made
 * @param className of the class
 * @param raw whether raw rows are prepared where the network knows how
 */
public record JavaSource(Network network, String className, boolean raw) {
    /** Numbers in one file; a compiler takes the text of so many at once. */
    private static final int MOST_NUMBERS = 1 << 22;
    /** Numbers in one text constant, of which a class file holds 65,535 bytes. */
    private static final int CHUNK = 11_000;
    /** Numbers that may stand in the text as they are: their assignments are code, of which a class start has 64 kB. */
    private static final int READABLE = 2_000;
    /** Steps and arrays that one method and one class start have room for. */
    private static final int MOST_STEPS = 1_000;

    /**
     * Of a network.
     *
     * @throws IllegalArgumentException if it is no name for a class, or the network is too large, has an op that no
     *     function stands for, or weights that are not finite
     */
    public static JavaSource of(Network network, String className) {
        JavaSource source = new JavaSource(network, className, true);
        source.ofInputs().text();
        return source;
    }

    public JavaSource {
        Given.require(network, "toJava", "a network, as network(…) makes it");
        if (!JavaNames.isName(className)) {
            throw new IllegalArgumentException("toJava expects a name for a class, such as \"Predictor\", but got \""
                    + Names.shorten(className) + "\"");
        }
        long numbers = network.parameters().values().length;
        if (numbers > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "A class in Java holds %s weights at most, but this network has %s: save it with net.save(…), or write onnx(net, …)"
                            .formatted(Numbers.grouped(MOST_NUMBERS), Numbers.grouped(numbers)));
        }
    }

    /** The same for rows that are inputs already, whatever the network knows of their preparation. */
    public JavaSource ofInputs() {
        return new JavaSource(network, className, false);
    }

    /**
     * Writes the class into a file or, where the path is that of a folder, into one of its name there.
     *
     * @throws IllegalArgumentException if the preparation of rows cannot be written, or the file has another name
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public Path save(String file) {
        Path path = Path.of(file);
        Path target = file.endsWith(".java") ? path : path.resolve(className + ".java");
        if (!target.getFileName().toString().equals(className + ".java")) {
            throw new IllegalArgumentException("A class stands in a file of its name, " + className + ".java, but got "
                    + file + ": name the class otherwise, or the file");
        }
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        NewFile.replace(target, out -> out.write(bytes));
        return target;
    }

    /**
     * The class.
     *
     * @throws IllegalArgumentException if the preparation of rows cannot be written
     */
    public String text() {
        Trace trace = Trace.of(network, new double[network.inputShape().elements()]);
        if (trace.steps().size() > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "A method in Java holds %s steps at most, but this network has %s: write onnx(net, …)"
                            .formatted(MOST_STEPS, trace.steps().size()));
        }
        JavaNames taken = new JavaNames();
        taken.unique("inputs");
        taken.unique("outputs");
        Map<Trace.Value, String> names = new HashMap<>();
        names.put(trace.input(), taken.unique("x"));
        Weights weights = new Weights(taken);
        StringBuilder steps = new StringBuilder();
        for (Trace.Step step : trace.steps()) {
            String expression = StepSource.of(step, value -> names.computeIfAbsent(value, weights::add));
            String name = taken.unique(step.output().name());
            names.put(step.output(), name);
            steps.append("        float[] %s = %s;\n".formatted(name, expression));
        }
        String result = names.computeIfAbsent(trace.output(), weights::add);
        String rows = new RowSource(network, raw ? network.preparation() : null).text();
        String body = predict(steps.toString(), result) + rows;
        String calls = weights.text + body;
        return "%s\npublic final class %s {\n%s\n    private %s() {}\n%s%s}\n"
                .formatted(
                        about(),
                        className,
                        weights.text,
                        className,
                        body,
                        Snippets.read().calledBy(calls));
    }

    private String about() {
        String layers = network.layers().stream()
                .map(layer -> " * " + layer.name().replaceAll("[^A-Za-z0-9_.]", "_") + ": " + layer.output() + "\n")
                .collect(Collectors.joining());
        return "/**\n * A trained network, written by Cellwise: its layers, and the shape of one row that each puts out.\n *\n * <pre>\n"
                + " * inputs: " + network.inputShape() + "\n" + layers + " * </pre>\n */";
    }

    private String predict(String steps, String result) {
        return """

                    /** The outputs for one row of inputs, as the network puts them out. */
                    public static double[] predict(double... inputs) {
                        if (inputs.length != %s) {
                            throw new IllegalArgumentException("expected %s, but got " + inputs.length);
                        }
                        float[] x = new float[inputs.length];
                        for (int i = 0; i < x.length; i++) {
                            x[i] = (float) inputs[i];
                            if (!(Math.abs(x[i]) < Float.POSITIVE_INFINITY)) {
                                throw new IllegalArgumentException("input " + i + " is not finite: " + inputs[i]);
                            }
                        }
                %s        double[] outputs = new double[%s];
                        for (int i = 0; i < outputs.length; i++) {
                            outputs[i] = %s[i];
                        }
                        return outputs;
                    }
                """.formatted(
                        network.inputShape().elements(),
                        Names.count(network.inputShape().elements(), "input"),
                        steps,
                        network.outputShape().elements(),
                        result);
    }

    /** Arrays that do not change, as fields. */
    private static final class Weights {
        private final JavaNames names;
        private final StringBuilder text = new StringBuilder();
        private int readable = READABLE;

        Weights(JavaNames names) {
            this.names = names;
        }

        String add(Trace.Value value) {
            float[] numbers = new float[value.shape().elements()];
            System.arraycopy(value.tensor().data(), value.tensor().offset(), numbers, 0, numbers.length);
            if (!value.isFinite() && value.parameter() != null) {
                throw new IllegalArgumentException("toJava expects finite weights, but some of " + value.name()
                        + " are not: train again with a smaller learning rate");
            }
            String name = names.unique(value.name());
            boolean plain = numbers.length <= READABLE / 4 && numbers.length <= readable && value.isFinite();
            readable -= plain ? numbers.length : 0;
            text.append("    // %s\n    private static final float[] %s = %s;\n"
                    .formatted(value.shape(), name, plain ? readable(numbers) : packed(numbers)));
            return name;
        }

        private static String readable(float... numbers) {
            StringBuilder all = new StringBuilder("{");
            for (int i = 0; i < numbers.length; i++) {
                all.append(i % 8 == 0 ? "\n        " : " ")
                        .append(JavaNames.number(numbers[i]))
                        .append(',');
            }
            return all.append("\n    }").toString();
        }

        private static String packed(float... numbers) {
            StringBuilder all = new StringBuilder("floats(" + numbers.length);
            for (int at = 0; at < numbers.length; at += CHUNK) {
                int count = Math.min(CHUNK, numbers.length - at);
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(numbers, at, count);
                String lines = Base64.getMimeEncoder(120, new byte[] {'\n'}).encodeToString(bytes.array());
                all.append(", \"\"\"\n").append(lines).append("\"\"\"");
            }
            return all.append(')').toString();
        }
    }

    /** {@code class Predictor of a network with 4 inputs}; {@link #text} is the whole of it. */
    @Override
    public String toString() {
        return "class %s: predict of %s%s; save(\"%s.java\") writes it"
                .formatted(
                        className,
                        Names.count(network.inputShape().elements(), "input"),
                        raw && network.preparation() != null
                                ? ", predictRaw of "
                                        + Names.list(network.preparation().columns())
                                : "",
                        className);
    }
}
