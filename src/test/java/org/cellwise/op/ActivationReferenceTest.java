package org.cellwise.op;

import static org.cellwise.Reference.assertClose;

import com.google.gson.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellwise.Reference;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and slopes of activations agree with an independent implementation. */
class ActivationReferenceTest {
    private static final double VALUES = 1e-5;
    private static final double GRADIENTS = 1e-4;
    /** A name and, where it has one, a number: {@code leaky_relu_0.01}. */
    private static final Pattern NAME = Pattern.compile("([a-z_]*?[a-z])(?:_([0-9.]+))?");

    private static final JsonObject FILE = Reference.read("activations");

    static Stream<String> cases() {
        return FILE.getAsJsonObject("cases").entrySet().stream().map(e -> e.getKey());
    }

    /** Those of a whole row: all that stand beside the cases and have an upstream gradient. */
    static Stream<String> rowCases() {
        return FILE.entrySet().stream()
                .filter(e -> e.getValue().isJsonObject()
                        && e.getValue().getAsJsonObject().has("upstream"))
                .map(e -> e.getKey());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAndSlopes(String name) {
        JsonObject expected = FILE.getAsJsonObject("cases").getAsJsonObject(name);
        float[] x = Reference.floats(FILE.get("x"));
        float[] slopes = new float[x.length];
        Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(1));
        Tensor y = tape.apply(op(name), tape.input(Reference.shape(FILE.get("x")), x, slopes));
        tape.backward(y, null);
        assertClose(name, Reference.numbers(expected.get("y")), y.values(), VALUES);
        assertClose("the slope of " + name, expected.get("dydx"), slopes, GRADIENTS);
    }

    @ParameterizedTest
    @MethodSource("rowCases")
    void valuesAndGradientsOfRows(String name) {
        JsonObject expected = FILE.getAsJsonObject(name);
        float[] x = Reference.floats(expected.get("x"));
        float[] gradient = new float[x.length];
        Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(1));
        Tensor y = tape.apply(op(name), tape.input(Reference.shape(expected.get("x")), x, gradient));
        tape.backward(y, Reference.floats(expected.get("upstream")));
        assertClose(name, Reference.numbers(expected.get("y")), y.values(), VALUES);
        assertClose("the gradient of " + name, expected.get("dx"), gradient, GRADIENTS);
    }

    private static Op op(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The name of the case cannot be read: " + name);
        }
        String number = parts.group(2);
        return switch (parts.group(1)) {
            case "step" -> Ops.step(number(number, 0));
            case "sigmoid" -> Ops.sigmoid();
            case "tanh" -> Ops.tanh();
            case "relu" -> Ops.relu(number(number, 0));
            case "leaky_relu" -> Ops.leakyRelu(number(number, 0.01));
            case "elu" -> Ops.elu(number(number, 1));
            case "selu" -> Ops.selu();
            case "gelu", "gelu_erf" -> Ops.gelu();
            case "gelu_tanh" -> Ops.geluTanh();
            case "silu" -> Ops.silu();
            case "softplus" -> Ops.softplus();
            case "softmax" -> Ops.softmax();
            case "log_softmax" -> Ops.logSoftmax();
            default -> throw new IllegalArgumentException("There is no activation for the case " + name);
        };
    }

    private static double number(String text, double otherwise) {
        return text == null ? otherwise : Double.parseDouble(text);
    }
}
