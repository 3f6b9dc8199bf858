package org.cellwise.op;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.cellwise.Reference;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.loss.Losses;
import org.junit.jupiter.api.Test;

/** InfoNCE and its slopes as PyTorch has them: see contrast_values.py. */
class ContrastReferenceTest {
    @Test
    void asInPyTorch() {
        for (JsonElement one : Reference.read("contrast").getAsJsonArray("cases")) {
            JsonObject values = one.getAsJsonObject();
            float[] x = Reference.floats(values.get("x"));
            float[] labels = Reference.floats(values.get("labels"));
            Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(1), new SeededRandom(0));
            float[] slopes = new float[x.length];
            Tensor rows = tape.input(Shape.of(labels.length, x.length / labels.length), x, slopes);
            Tensor loss = Losses.infoNce(values.get("temperature").getAsDouble())
                    .apply(rows, tape.input(Shape.of(labels.length), labels));
            tape.backward(loss);
            Reference.assertClose("loss", Reference.numbers(values.get("loss")), loss.values(), 1e-6);
            Reference.assertClose("slopes", values.get("dx"), slopes, 1e-5);
        }
    }
}
