package org.cellwise.chart.learning;

import java.util.Arrays;
import org.cellwise.layer.activation.Curve;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.network.Reading;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;
import org.cellwise.train.loss.Loss;

/** A loss as a function of a single output. */
final class LossCurve {
    private static final int POINTS = 201;

    private LossCurve() {}

    /**
     * From -reach to reach: of output 0 with the target at 0, or, where outputs are logits, of that of the right answer;
     * cross-entropy has a second class at logit 0.
     */
    static Curve of(Loss loss, double reach) {
        Given.require(loss, "curve", "a loss, such as huber(1)");
        if (loss.reads() == Reading.LABELS) {
            throw new IllegalArgumentException(
                    "curve expects losses of a single output, but %s compares rows with each other"
                            .formatted(loss.name()));
        }
        double[] x = new double[POINTS];
        Arrays.setAll(x, i -> reach * (2.0 * i / (POINTS - 1) - 1));
        double[] values = new double[POINTS];
        double[] slopes = new double[POINTS];
        boolean classes = loss.reads() == Reading.CLASS_LOGITS;
        Tape tape = new Tape(Tape.Mode.TRAIN, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(0));
        Shape outputs = Shape.of(1, classes ? 2 : 1);
        Shape targets = classes ? Shape.of(1) : Shape.of(1, 1);
        float[] target = {loss.reads() == Reading.ANSWER_LOGITS ? 1 : 0}; // the first class; or yes
        for (int i = 0; i < POINTS; i++) {
            float[] gradient = new float[outputs.elements()];
            tape.rewind();
            Tensor output =
                    tape.input(outputs, classes ? new float[] {(float) x[i], 0} : new float[] {(float) x[i]}, gradient);
            Tensor value = loss.apply(output, tape.input(targets, target));
            values[i] = value.single();
            tape.backward(value, new float[] {1});
            slopes[i] = gradient[0];
        }
        return new Curve(loss.name(), x, values, slopes);
    }
}
