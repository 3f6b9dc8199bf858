package org.cellwise.course;

import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.ToyData;
import org.cellwise.data.table.TableData;
import org.cellwise.data.table.TableFiles;
import org.cellwise.layer.Scale;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.Metrics;

/** Looks at networks: what they answer, how good they are, what they hold. */
final class NetworkChecks {
    private static final int TRIALS = 200;

    private NetworkChecks() {}

    /** One that gives these answers, in a row, to these rows, each within some distance. */
    static Check answers(double[][] rows, double[] answers, double within, String why) {
        return Check.network(net -> {
            if (net.inputShape().elements() != rows[0].length
                    || net.outputShape().elements() != 1) {
                return Verdict.wrong("It takes %s and gives %s, where %s and 1 output are asked for."
                        .formatted(
                                Names.count(net.inputShape().elements(), "input"),
                                Names.count(net.outputShape().elements(), "output"),
                                Names.count(rows[0].length, "input")));
            }
            for (int i = 0; i < rows.length; i++) {
                double given = answer(net, rows[i]);
                if (!(Math.abs(given - answers[i]) <= within)) {
                    return Verdict.wrong("To %s it answers %s, where %s is right."
                            .formatted(
                                    Arrays.toString(rows[i]),
                                    Numbers.significant(given, 3),
                                    Numbers.significant(answers[i], 3)));
                }
            }
            return Verdict.right(why);
        });
    }

    /** Its output, or, where that is a logit, the probability that it stands for. */
    private static double answer(Network net, double... row) {
        double[] outputs = net.predict(row);
        OutputMeaning meaning = net.meaning();
        if (meaning.isDiscrete() && meaning.scale() == Scale.LOGITS) {
            double[] probabilities = net.probabilities(outputs);
            return probabilities[probabilities.length - 1];
        }
        return outputs[0];
    }

    /** One that is right in so large a part of the rows of half moons that it has not seen. */
    static Check moons(double least) {
        return Check.network(net -> good(net, ToyData.moons(2000, 0.35, new Seed(2)), least, "moons"));
    }

    /** One that is right in so large a part of the penguins held out. */
    static Check penguins(double least) {
        return Check.network(net -> good(net, penguins().test(), least, "birds"));
    }

    /** The penguins as notebook 01 has them. */
    static Split penguins() {
        return TableData.of(TableFiles.penguins())
                .dropMissing()
                .standardize()
                .features("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
                .label("species")
                .split(0.8, new Seed(42));
    }

    private static Verdict good(Network net, Dataset data, double least, String rows) {
        double accuracy = Metrics.accuracy().measure(net, data);
        String said = "It names %s of %s %s rightly that were held out"
                .formatted(Numbers.percent(accuracy, 3), Numbers.grouped(data.size()), rows);
        return accuracy >= least
                ? Verdict.right(said + ".")
                : Verdict.wrong(said + "; " + Numbers.percent(least, 3) + " are asked for.");
    }

    /** One of so many weights and biases that answers as another does to inputs between 0 and 1. */
    static Check without(Network whole, long parameters, String why) {
        return Check.network(net -> {
            int inputs = whole.inputShape().elements();
            if (net.inputShape().elements() != inputs
                    || net.outputShape().elements() != whole.outputShape().elements()) {
                return Verdict.wrong("It has other inputs or outputs than the network of the question.");
            }
            SeededRandom random = new SeededRandom(1);
            for (int i = 0; i < TRIALS; i++) {
                double[] row = new double[inputs];
                Arrays.setAll(row, k -> random.nextInt(101) / 100.0);
                double[] right = whole.predict(row);
                double[] given = net.predict(row);
                for (int k = 0; k < right.length; k++) {
                    if (!(Math.abs(given[k] - right[k]) <= 1e-5)) {
                        return Verdict.wrong("To %s it answers %s, where the whole network says %s."
                                .formatted(
                                        Arrays.toString(row),
                                        Numbers.significant(given[k], 3),
                                        Numbers.significant(right[k], 3)));
                    }
                }
            }
            return net.parameterCount() == parameters
                    ? Verdict.right(why)
                    : Verdict.wrong("It answers as before, but has %s weights and biases, where %s do."
                            .formatted(Numbers.grouped(net.parameterCount()), Numbers.grouped(parameters)));
        });
    }

    /** One that has so many weights that training moves. */
    static Check trainable(long all, long trainable, String why) {
        return Check.network(net -> {
            if (net.parameterCount() != all) {
                return Verdict.wrong("It holds %s weights and biases, where the network asked for has %s."
                        .formatted(Numbers.grouped(net.parameterCount()), Numbers.grouped(all)));
            }
            long moved = net.parameters().list().stream()
                    .filter(p -> p.trainable())
                    .mapToLong(p -> p.size())
                    .sum();
            return moved == trainable
                    ? Verdict.right(why)
                    : Verdict.wrong("Training would move %s of its weights and biases, where %s are asked for."
                            .formatted(Numbers.grouped(moved), Numbers.grouped(trainable)));
        });
    }
}
