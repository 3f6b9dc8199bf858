package org.cellwise.train.optimizer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.Reference.assertClose;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.cellwise.Reference;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.train.CaseName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerReferenceTest {
    private static final double TOLERANCE = 1e-5;
    private final JsonObject file = Reference.read("optimizers");

    static Stream<String> optimizers() {
        return Reference.read("optimizers").getAsJsonObject("after_each_step").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyStepEndsWhereTheReferenceDoes(String name) {
        Optimizer optimizer = ReferenceOptimizers.of(name);
        float[] weights = Reference.floats(file.get("start"));
        JsonArray gradients = file.getAsJsonArray("gradients");
        JsonArray expected = file.getAsJsonObject("after_each_step").getAsJsonArray(name);
        float[][] slots = new float[optimizer.slots()][weights.length];
        for (int step = 0; step < expected.size(); step++) {
            var flat = new Optimizer.Flat(weights, Reference.floats(gradients.get(step)), slots);
            optimizer.update(flat, 0, weights.length, optimizer.learningRate(), optimizer.weightDecay(), step + 1);
            assertClose(name + " after step " + (step + 1), expected.get(step), weights, TOLERANCE);
        }
    }

    @Test
    void clippingByNorm() {
        Stream<String> clips = file.keySet().stream().filter(key -> key.startsWith("clip_by_"));
        clips.forEach(this::clip);
    }

    private void clip(String name) {
        JsonObject expected = file.getAsJsonObject(name);
        CaseName words = CaseName.of(name.replace("clip_by_global_norm_", "clip_norm_"));
        float[] slopes = Reference.floats(expected.get("gradient"));
        Parameters parameters = new Parameters();
        int half = slopes.length / 2; // the norm is that of all parameters together
        parameters.declare("a", Shape.of(half), Parameter.Role.WEIGHT);
        parameters.declare("b", Shape.of(slopes.length - half), Parameter.Role.BIAS);
        parameters.allocate();
        System.arraycopy(slopes, 0, parameters.gradients(), 0, slopes.length);
        Gradients gradients = new Gradients(parameters);
        assertClose(
                name + " norm", Reference.numbers(expected.get("norm")), new double[] {gradients.norm()}, TOLERANCE);
        gradients.clipNorm(words.take("norm", Double.NaN));
        words.done();
        gradients.prepare(1);
        assertClose(name, expected.get("clipped"), parameters.gradients(), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lion_lr0.1", "sgd_lr0.1_dampening0.5", "sgd", "adam_lr0.1_amsgrad"})
    void anUnknownCaseNameFails(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ReferenceOptimizers.of(name));
    }
}
