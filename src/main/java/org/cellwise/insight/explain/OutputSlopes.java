package org.cellwise.insight.explain;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.Scaler;
import org.cellwise.layer.Scale;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Names;

/**
 * One output of a network and how it changes with each input, as in prediction: the logit of a class rather than its
 * probability, which stays the same where a network is sure.
 */
final class OutputSlopes {
    private static final double STRAIGHT = 1e-6;

    private final Network frozen; // a copy, so that nothing is added to gradients of the network itself
    private final Tape tape;
    private final Answers answers;
    private final int answer;
    private final double factor; // from an output to the answer's unit
    private final boolean inUnit;
    private double shift;

    /**
     * Of an answer.
     *
     * @throws IllegalArgumentException if inputs are indices, which nothing changes a little
     */
    OutputSlopes(String who, Network network, Dataset data, Answers answers, int answer) {
        requireNumbers(who, network);
        this.answers = answers;
        this.answer = answer;
        frozen = network.copy().freeze();
        tape = new Tape(Tape.Mode.EXPLAIN, network.compute(), new SeededRandom(0));
        if (answers.areProbabilities()) {
            factor = answers.meaning().kind() == Kind.TWO_CLASSES && answer == 0 ? -1 : 1;
            inUnit = false;
        } else {
            Scaler target = data.preparation().targets().get(answer);
            shift = target.unscale(0);
            double slope = target.unscale(1) - shift;
            inUnit = Math.abs(target.unscale(2) - shift - 2 * slope) <= STRAIGHT * Math.abs(slope);
            factor = inUnit ? slope : 1;
            shift = inUnit ? shift : 0;
        }
    }

    /** Refuses networks in which inputs are looked up in a table. */
    private static void requireNumbers(String who, Network network) {
        Trace trace = Trace.structure(network);
        Set<Trace.Value> fromInput = new HashSet<>(Set.of(trace.input()));
        for (Trace.Step step : trace.steps()) {
            if (step.op().name().equals("embedding")
                    && fromInput.contains(step.inputs().get(0))) {
                throw new IllegalArgumentException(
                        "%s asks how outputs change as inputs change a little, but %s reads indices of a table, which are whole numbers: look at shap(net, data, row) or importance(net, data), which change whole columns"
                                .formatted(who, Names.shorten(step.layer())));
            }
            if (step.inputs().stream().anyMatch(fromInput::contains)) {
                fromInput.add(step.output());
            }
        }
    }

    /** What is explained, in words. */
    String words() {
        String name = Names.shorten(answers.names().get(answer));
        if (!answers.areProbabilities()) {
            return inUnit ? name : name + " as the network scales it";
        }
        return (answers.meaning().settled().scale() == Scale.LOGITS ? "the logit of " : "the output for ") + name;
    }

    private int output() {
        return answers.meaning().width() == 1 ? 0 : answer;
    }

    /** The output, in the unit of the table where it has one. */
    double value(float... outputs) {
        return shift + factor * outputs[output()];
    }

    /** The slopes of rows (rows, inputs) by each of their inputs. */
    float[] slopes(float[] rows, int count) {
        float[] slopes = new float[rows.length];
        tape.rewind();
        Tensor x = tape.input(frozen.inputShape().prepend(count), rows, slopes);
        Tensor y = frozen.forward(x);
        float[] upstream = new float[y.size()];
        int width = y.size() / count;
        for (int i = 0; i < count; i++) {
            upstream[i * width + output()] = (float) factor;
        }
        if (y.needsGradient()) { // else it depends on no input
            tape.backward(y, upstream);
        } else {
            Arrays.fill(slopes, 0);
        }
        return slopes;
    }
}
