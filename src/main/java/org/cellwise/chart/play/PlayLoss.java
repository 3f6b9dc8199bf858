package org.cellwise.chart.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.tensor.Tracer;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.LossTargets;

/**
 * A loss as the page knows it: the op that it is made of, found by running it on one row, so that losses which are several
 * settings of one op need no names here.
 */
final class PlayLoss {
    private static final List<String> KNOWN =
            List.of("cross_entropy", "binary_cross_entropy", "squared_error", "absolute_error", "huber");

    private final LossTargets targets;
    private final Map<String, Object> words;
    private final int width;

    private PlayLoss(LossTargets targets, Map<String, Object> words, int width) {
        this.targets = targets;
        this.words = words;
        this.width = width;
    }

    static PlayLoss of(Trainer trainer, Dataset data) {
        Network network = trainer.network();
        Loss loss = trainer.loss();
        LossTargets targets = LossTargets.of(network, loss, data);
        if (network.inputShape().rank() != 1 || data.schema().hasPositions()) {
            throw new IllegalArgumentException(
                    "playground expects rows of numbers with one target each, but the network reads rows of shape "
                            + network.inputShape()
                            + (data.schema().hasPositions() ? " with a target for each position" : "")
                            + ": train it with fit");
        }
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        Shape shape = targets.shape(1);
        float[] row = targets.code(floats(data.target(0)), null, 1);
        Tensor target = tape.input(shape, row);
        Tensor prediction = tape.input(
                network.outputShape().prepend(1),
                new float[network.outputShape().elements()]);
        List<Node> ran = new ArrayList<>();
        tape.trace(new Tracer() {
            @Override
            public void enter(String layer, Tensor x) {}

            @Override
            public void leave(Tensor y) {}

            @Override
            public void ran(Node node) {
                ran.add(node);
            }
        });
        loss.perRow(prediction, target);
        Node node = ran.size() == 1 && PlaySpec.isOurs(ran.get(0).op()) ? ran.get(0) : null;
        if (node == null || !KNOWN.contains(node.op().name())) {
            throw new IllegalArgumentException("playground knows the losses crossEntropy(), binaryCrossEntropy(),"
                    + " meanSquaredError(), meanAbsoluteError() and huber(δ), but the trainer's is " + loss.name()
                    + ": give it a trainer with one of those");
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("kind", node.op().name());
        words.putAll(node.op().attributes());
        boolean indices = shape.elements() == 1 && network.outputShape().elements() > 1;
        words.put("indices", indices);
        if (node.inputs() == 3) {
            Tensor weights = node.input(2);
            words.put(
                    "weights",
                    PlaySpec.list(
                            Arrays.copyOfRange(weights.data(), weights.offset(), weights.offset() + weights.size())));
        }
        return new PlayLoss(targets, words, shape.elements());
    }

    /** Kind and settings. */
    Map<String, Object> words() {
        return words;
    }

    /** Numbers in the target of a row. */
    int width() {
        return width;
    }

    LossTargets targets() {
        return targets;
    }

    /** The targets of all rows as the loss reads them. */
    float[] coded(Dataset data) {
        float[] all = new float[data.size() * width];
        for (int row = 0; row < data.size(); row++) {
            System.arraycopy(targets.code(floats(data.target(row)), null, 1), 0, all, row * width, width);
        }
        return all;
    }

    private static float[] floats(double... numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
