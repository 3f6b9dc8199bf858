package org.cellwise.train.loss;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.Reference.assertClose;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellwise.Reference;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossReferenceTest {
    private static final double VALUES = 1e-5;
    private static final double GRADIENTS = 1e-4;
    private static final Pattern NAME = Pattern.compile(
            "(.+?)(?:_delta([\\d.]+))?(_mean_over_all|_mean_over_batch)?(?:_label_smoothing_([\\d.]+))?");

    static Stream<String> losses() {
        return Reference.read("losses").getAsJsonObject("cases").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueAndGradientAreThoseOfTheReference(String name) {
        JsonObject file = Reference.read("losses");
        JsonObject expected = file.getAsJsonObject("cases").getAsJsonObject(name);
        JsonElement prediction = file.get("prediction");
        JsonElement target = file.get(targetOf(name));
        float[] gradient = new float[Reference.numbers(prediction).length];
        Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(1));
        Tensor mean = loss(name)
                .apply(
                        tape.input(Reference.shape(prediction), Reference.floats(prediction), gradient),
                        tape.input(Reference.shape(target), Reference.floats(target)));
        tape.backward(mean);
        assertClose(name, Reference.numbers(expected.get("loss")), mean.values(), VALUES);
        assertClose(name + ", gradient", expected.get("dprediction"), gradient, GRADIENTS);
    }

    private static Matcher parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Cannot read the case name " + name);
        }
        return matcher;
    }

    private static String targetOf(String name) {
        return switch (parse(name).group(1)) {
            case "cross_entropy_classes" -> "classes";
            case "binary_cross_entropy_logits" -> "bits";
            default -> "target";
        };
    }

    private static Loss loss(String name) {
        Matcher parts = parse(name);
        double smoothing = parts.group(4) == null ? 0 : Double.parseDouble(parts.group(4));
        return switch (parts.group(1)) {
            case "mse" -> Losses.meanSquaredError();
            case "l1" -> Losses.meanAbsoluteError();
            case "huber" -> Losses.huber(Double.parseDouble(parts.group(2)));
            case "cross_entropy_classes" -> Losses.crossEntropy().smoothing(smoothing);
            case "binary_cross_entropy_logits" -> Losses.binaryCrossEntropy().smoothing(smoothing);
            case "cosine_distance" -> Losses.cosineDistance();
            case "euclidean_distance" -> Losses.euclideanDistance();
            default -> throw new IllegalArgumentException("Unknown loss in the case name " + name);
        };
    }

    @Test
    void anUnknownCaseNameFails() {
        assertThatIllegalArgumentException().isThrownBy(() -> loss("hinge_mean_over_all"));
    }
}
