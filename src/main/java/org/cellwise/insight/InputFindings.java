package org.cellwise.insight;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Trace;
import org.cellwise.text.Numbers;

/** Finds features that come to the first weights far larger than these expect. */
final class InputFindings {
    private static final double LARGE = 30; // root mean square of a feature, where about 1 is expected
    private static final int NAMED = 3;
    private static final Set<String> PASSING = Set.of("reshape", "dropout", "permute");
    private static final Set<String> WEIGHING =
            Set.of("linear", "conv2d", "conv1d", "depthwiseConv2d", "transposedConv2d", "lstm", "gru");

    private InputFindings() {}

    /** A sentence; none where all is well, or where something scales or looks up before any weight. */
    static Optional<String> find(List<Trace.Step> steps, Batch batch, Dataset data) {
        int width = data.schema().inputShape().elements();
        double[] sizes = IntStream.range(0, width)
                .mapToDouble(feature -> size(batch, feature, width))
                .toArray();
        List<String> names = data.inputNames();
        List<Integer> large = IntStream.range(0, width)
                .filter(feature -> sizes[feature] > LARGE)
                .boxed()
                .sorted(Comparator.comparing((Integer feature) -> -sizes[feature]))
                .toList();
        if (large.isEmpty() || !isWeighed(steps)) {
            return Optional.empty();
        }
        String some = large.stream()
                .limit(NAMED)
                .map(feature -> (feature < names.size() ? "\"" + names.get(feature) + "\"" : "input " + feature)
                        + " about " + Numbers.significant(sizes[feature], 2))
                .collect(Collectors.joining(", "));
        String more = large.size() > NAMED ? " and " + Numbers.grouped(large.size() - NAMED) + " more" : "";
        return Optional.of(
                "Features are not scaled: " + some + more
                        + " in size, where first weights expect about 1; standardize() the data, and train a new network on them");
    }

    private static boolean isWeighed(List<Trace.Step> steps) {
        Set<String> unchanged = new HashSet<>(Set.of("input"));
        for (Trace.Step step : steps) {
            if (step.inputs().stream().map(Trace.Value::name).anyMatch(unchanged::contains)) {
                if (WEIGHING.contains(step.op().name())) {
                    return true;
                }
                if (PASSING.contains(step.op().name())) {
                    unchanged.add(step.output().name());
                }
            }
        }
        return false;
    }

    private static double size(Batch batch, int feature, int width) {
        double sum = 0;
        for (int row = 0; row < batch.count(); row++) {
            double value = batch.features()[row * width + feature];
            sum += value * value;
        }
        return Math.sqrt(sum / Math.max(1, batch.count()));
    }
}
