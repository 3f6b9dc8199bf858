package org.cellwise.network;

import java.util.Arrays;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/** Runs a network to predict, on a tape and a buffer that are kept, so that a prediction allocates next to nothing. */
final class Predictor {
    private final Network network;
    private final Tape tape;
    private float[] features = {};

    Predictor(Network network) {
        this.network = network;
        this.tape = new Tape(Tape.Mode.OUTPUTS, network.compute(), new SeededRandom(0));
    }

    synchronized double[][] run(Inputs inputs, double[][] rows) {
        int size = Math.multiplyExact(rows.length, inputs.shape().elements());
        if (features.length < size) {
            features = new float[size];
        }
        inputs.copy(rows, features);
        double[][] result = new double[rows.length][network.outputShape().elements()];
        if (rows.length > 0) {
            Tensor y = outputs(features, rows.length);
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < result[i].length; j++) {
                    result[i][j] = y.data()[y.offset() + i * result[i].length + j];
                }
            }
        }
        return result;
    }

    synchronized float[] run(float[] rows, int count) {
        if (count == 0) {
            return new float[0];
        }
        Tensor y = outputs(rows, count);
        return Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
    }

    /** Valid until the next call. */
    private Tensor outputs(float[] rows, int count) {
        tape.rewind();
        return network.forward(tape.input(network.inputShape().prepend(count), rows));
    }
}
