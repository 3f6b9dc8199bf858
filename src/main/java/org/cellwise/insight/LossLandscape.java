package org.cellwise.insight;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.Evaluator;
import org.cellwise.train.loss.Loss;

/**
 * The loss on a plane through a network's weights, spanned by two random directions. Each direction has for every filter
 * (the weights into one unit) the length of that filter, and 0 for biases and norms, so that pictures of different
 * networks compare (Li et al., 2018).
 *
 * @param steps along each direction, ascending; the middle one, 0, is the network as it is
 * @param loss {@code loss[i][j]} at step i along the second direction and step j along the first
 */
public record LossLandscape(double[] steps, double[][] loss) {
    private static final int SAMPLE = 256;

    /**
     * Measured on a copy of the network; rows are a random sample where there are more than 256.
     *
     * @param reach how far to go to each side, in lengths of the weights
     * @param count steps along each direction, odd
     */
    public static LossLandscape of(Network network, Loss loss, Dataset data, Seed seed, double reach, int count) {
        if (!(reach > 0) || count < 3 || count % 2 == 0) {
            throw new IllegalArgumentException(
                    "A loss surface expects a reach above 0 and an odd number of steps from 3, but got %s and %s"
                            .formatted(reach, count));
        }
        SeededRandom random = seed.random();
        Network copy = network.copy();
        float[] at = network.parameters().values().clone();
        float[] across = direction(copy, random);
        float[] up = direction(copy, random);
        Evaluator evaluator = new Evaluator(copy, loss);
        Dataset sample = sample(data, random);
        double[] steps = new double[count];
        Arrays.setAll(steps, i -> reach * (2.0 * i / (count - 1) - 1));
        double[][] found = new double[count][count];
        float[] values = copy.parameters().values();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                for (int k = 0; k < at.length; k++) {
                    values[k] = (float) (at[k] + steps[j] * across[k] + steps[i] * up[k]);
                }
                if (!evaluator.run(sample, Thread::interrupted)) {
                    throw new IllegalStateException("The loss surface was interrupted");
                }
                found[i][j] = evaluator.loss();
            }
        }
        return new LossLandscape(steps, found);
    }

    private static Dataset sample(Dataset data, SeededRandom random) {
        int[] rows = IntStream.range(0, data.size()).toArray();
        random.shuffle(rows);
        return data.size() <= SAMPLE ? data : data.rows(Arrays.copyOf(rows, SAMPLE));
    }

    static float[] direction(Network network, SeededRandom random) {
        float[] values = network.parameters().values();
        float[] direction = new float[values.length];
        for (Parameter p : network.parameters().list()) {
            if (p.role() == Parameter.Role.WEIGHT && p.shape().rank() > 1) {
                int units = p.shape().last();
                for (int unit = 0; unit < units; unit++) {
                    fillFilter(values, direction, p, unit, units, random);
                }
            }
        }
        return direction;
    }

    private static void fillFilter(
            float[] values, float[] direction, Parameter p, int unit, int units, SeededRandom random) {
        double length = 0;
        double drawn = 0;
        for (int k = p.offset() + unit; k < p.offset() + p.size(); k += units) {
            direction[k] = (float) random.nextGaussian();
            drawn += (double) direction[k] * direction[k];
            length += (double) values[k] * values[k];
        }
        double scale = drawn == 0 ? 0 : Math.sqrt(length / drawn);
        for (int k = p.offset() + unit; k < p.offset() + p.size(); k += units) {
            direction[k] *= (float) scale;
        }
    }

    /** The loss of the network as it is, on the rows used. */
    public double here() {
        return loss[steps.length / 2][steps.length / 2];
    }
}
