package org.cellwise.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Numbers;

/** Finds weights from which units cannot learn different things, from the weights and their gradients on some rows. */
final class WeightFindings {
    private static final double ALIKE =
            1e-5; // difference of two gradients by their size, which sums in floats may have

    private static final double HUGE = 1e5; // no weights of a network that learned on scaled numbers

    private final Network network;
    private final float[] values;
    private final float[] gradients;
    private final List<Parameter> weights;

    private WeightFindings(Network network) {
        this.network = network;
        values = network.parameters().values();
        gradients = network.parameters().gradients();
        weights = network.parameters().list().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT && p.trainable())
                .toList();
    }

    /** A sentence for each layer; the gradients are those of a backward pass. */
    static List<String> find(Network network) {
        WeightFindings it = new WeightFindings(network);
        List<String> found = new ArrayList<>();
        for (Parameter p : it.weights) {
            String finding = isZero(it.values, p) ? it.ofZeros(p) : it.isHuge(p) ? it.ofHuge(p) : it.ofTwins(p);
            if (finding != null) {
                found.add(finding);
            }
        }
        return found;
    }

    private boolean isHuge(Parameter p) {
        return size(p) > HUGE;
    }

    private String ofHuge(Parameter p) {
        return layer(p) + ": weights are about " + Numbers.significant(size(p), 2)
                + " in size, as steps at far too high"
                + " a learning rate leave them; go back with rewind(…), or build the network anew, and train at a lower"
                + " one";
    }

    /** Root mean square of the weights. */
    private double size(Parameter p) {
        double sum = 0;
        for (int i = p.offset(); i < p.offset() + p.size(); i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum / p.size());
    }

    /** Of a single layer, or of the last one where all else learns, zeros are as good a start as others. */
    private String ofZeros(Parameter p) {
        boolean alike = units(p) > 1 && largestGroup(p, true) == units(p);
        boolean blocks = weights.stream().anyMatch(other -> other != p && isZero(gradients, other));
        if (weights.size() == 1 || isLast(p) && !alike && !blocks) {
            return null;
        }
        String why = isLast(p)
                ? "so no gradient goes through them to the layers before"
                : "so all its units put out the same" + (alike ? " and learn the same" : "");
        return layer(p) + ": all " + p.size() + " weights are 0, " + why
                + "; let them begin at random: leave weights(…) out, or say weights(glorot())";
    }

    /** Units of a hidden layer that have the same weights and bias, and so put out the same. */
    private String ofTwins(Parameter p) {
        int group = largestGroup(p, false);
        if (isLast(p) || group < 2 || 2 * group < units(p)) {
            return null;
        }
        String how = largestGroup(p, true) == group
                ? " and get the same gradient, so they learn the same and count as one"
                : ", so they put out the same and count as one";
        return layer(p) + ": " + group + " of " + units(p) + " units have the same weights" + how
                + "; let them begin at random: leave weights(…) out, or say weights(glorot())";
    }

    /** How many units have weights and bias in common, or also their gradients. */
    private int largestGroup(Parameter p, boolean gradientsToo) {
        Parameter bias = biasOf(p);
        Map<List<Float>, List<Integer>> groups = new HashMap<>();
        for (int unit = 0; unit < units(p); unit++) {
            groups.computeIfAbsent(column(p, bias, unit), key -> new ArrayList<>())
                    .add(unit);
        }
        return groups.values().stream()
                .filter(group -> !gradientsToo || group.stream().allMatch(unit -> alike(p, group.get(0), unit)))
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    private List<Float> column(Parameter p, Parameter bias, int unit) {
        List<Float> column = new ArrayList<>(IntStream.range(0, p.shape().rows())
                .mapToObj(row -> values[at(p, row, unit)] + 0f) // so that -0 is 0
                .toList());
        column.add(bias == null ? 0f : values[bias.offset() + unit] + 0f);
        return column;
    }

    private boolean alike(Parameter p, int unit, int other) {
        double difference = 0;
        double size = 0;
        for (int row = 0; row < p.shape().rows(); row++) {
            double a = gradients[at(p, row, unit)];
            double b = gradients[at(p, row, other)];
            difference = Math.max(difference, Math.abs(a - b));
            size = Math.max(size, Math.abs(a));
        }
        return difference <= ALIKE * size;
    }

    private static int at(Parameter p, int row, int unit) {
        return p.offset() + row * units(p) + unit;
    }

    private static int units(Parameter p) {
        return p.shape().last();
    }

    private Parameter biasOf(Parameter p) {
        String name = p.name().replaceFirst("weight$", "bias");
        return network.parameters().list().stream()
                .filter(other -> other != p && other.name().equals(name) && other.size() == units(p))
                .findFirst()
                .orElse(null);
    }

    private boolean isLast(Parameter p) {
        return p == weights.get(weights.size() - 1);
    }

    private static String layer(Parameter p) {
        return p.name().replaceFirst("\\.weight$", "");
    }

    private static boolean isZero(float[] numbers, Parameter p) {
        return IntStream.range(p.offset(), p.offset() + p.size()).allMatch(i -> numbers[i] == 0);
    }
}
