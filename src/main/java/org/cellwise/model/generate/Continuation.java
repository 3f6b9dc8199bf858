package org.cellwise.model.generate;

import java.util.Arrays;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Past;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;

/**
 * One sequence of tokens that a network continues. Keys and values of attention are kept, so that a new token costs one
 * place; once the network's length is full, the newer half of the tokens is read again as a beginning.
 */
final class Continuation {
    private final Network network;
    private final Tape tape;
    private final Past past = new Past();
    private final int length;
    private int[] tokens;
    private int count;
    private final double[] logits;
    private final float[] ids;

    Continuation(Network network) {
        check(network);
        this.network = network;
        length = network.inputShape().size(0);
        tokens = new int[length];
        ids = new float[length];
        logits = new double[network.outputShape().last()];
        tape = new Tape(Tape.Mode.OUTPUTS, network.compute(), new SeededRandom(0));
        tape.follow(past);
    }

    private static void check(Network network) {
        Given.require(network, "generate", "a network, as network(…) makes it");
        Shape in = network.inputShape();
        Shape out = network.outputShape();
        if (in.rank() != 1 || out.rank() != 2 || out.size(0) != in.size(0)) {
            throw new IllegalArgumentException(
                    "generate expects a network that reads tokens (length) and puts out logits"
                            + " for each (length x tokens), such as network(gpt(65, 64, 4, 4, 128)), but this one makes "
                            + out
                            + " of " + in);
        }
        for (BuiltLayer built : network.layers()) {
            if (!built.layer().isStepwise()) {
                throw new IllegalArgumentException("generate expects layers of which no place reads a later one, but "
                        + built.name() + " (" + built.layer()
                        + ") is not known to be such: use asCausal() attention between embedding, positions, dense,"
                        + " layerNorm and activations");
            }
        }
    }

    /** Reads further tokens; {@link #logits} are then those of the token after them. */
    void read(int... added) {
        for (int token : added) {
            if (token < 0 || token >= network.outputShape().last()) {
                throw new IllegalArgumentException(
                        "The network knows tokens 0 … " + (network.outputShape().last() - 1) + ", but got " + token);
            }
        }
        if (count + added.length > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(2 * tokens.length, count + added.length));
        }
        System.arraycopy(added, 0, tokens, count, added.length);
        count += added.length;
        if (past.places() + added.length <= length) {
            run(added.length);
        } else {
            past.clear();
            run(Math.min(count, added.length >= length ? length : Math.max(added.length, (length + 1) / 2)));
        }
    }

    /** Over so many of the last tokens. */
    private void run(int part) {
        for (int i = 0; i < part; i++) {
            ids[i] = tokens[count - part + i];
        }
        tape.rewind();
        Tensor y = network.forward(tape.input(Shape.of(1, part), ids));
        past.advance(part);
        int width = logits.length;
        int last = y.offset() + (part - 1) * width;
        for (int i = 0; i < width; i++) {
            logits[i] = y.data()[last + i];
        }
        switch (network.builtMeaning().scale()) {
            case DISTRIBUTION, PROBABILITIES -> Arrays.setAll(logits, i -> Math.log(logits[i]));
            default -> {} // logits, or their logarithms, which softmax takes alike
        }
    }

    /** Of the next token, one for each token; valid until more are read. */
    double[] logits() {
        return logits;
    }
}
