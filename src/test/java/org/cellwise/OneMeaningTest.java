package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.network.Classification;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.op.Ops;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a network ends in, is trained with and learns from: all who count how often it is right count the same, or
 * training is refused.
 */
class OneMeaningTest {
    private static final int ROWS = 40;

    private static final Map<String, IntFunction<Layer[]>> ENDS = new LinkedHashMap<>();
    private static final Map<String, Loss> LOSSES = new LinkedHashMap<>();
    private static final Map<String, Dataset> TARGETS = new LinkedHashMap<>();

    static {
        ENDS.put("linear", n -> layers(dense(n)));
        ENDS.put("tanh", n -> layers(dense(n), tanh()));
        ENDS.put("softplus", n -> layers(dense(n), softplus()));
        ENDS.put("sigmoid", n -> layers(dense(n), sigmoid()));
        ENDS.put("softmax", n -> n == 1 ? null : layers(dense(n), softmax()));
        ENDS.put("log softmax", n -> n == 1 ? null : layers(dense(n), logSoftmax()));
        ENDS.put("step", n -> layers(dense(n), straightThroughStep(0.5)));
        ENDS.put("sequential linear", n -> layers(sequential(dense(n))));
        ENDS.put("sequential sigmoid", n -> layers(sequential(dense(n), sequential(sigmoid()))));
        ENDS.put("sequential softmax", n -> n == 1 ? null : layers(sequential(dense(n), softmax())));
        ENDS.put("sigmoid, flatten", n -> layers(dense(n), sigmoid(), flatten()));
        ENDS.put("sigmoid, dropout", n -> layers(dense(n), sigmoid(), dropout(0.1)));
        ENDS.put("sigmoid, reshape", n -> layers(dense(n), sigmoid(), reshape(n)));
        ENDS.put("softmax, flatten", n -> n == 1 ? null : layers(dense(n), softmax(), flatten()));
        ENDS.put("branches of sigmoids", n -> layers(branches(branch(n))));
        ENDS.put(
                "own sigmoid", n -> layers(dense(n), layer("mine", x -> x.tape().apply(Ops.sigmoid(), x))));
        ENDS.put(
                "own sigmoid that says so",
                n -> layers(
                        dense(n),
                        layer("mine", x -> x.tape().apply(Ops.sigmoid(), x)).puts(Scale.PROBABILITIES)));
        ENDS.put("residual", n -> layers(dense(n), residual(dense(n))));

        LOSSES.put("squared", meanSquaredError());
        LOSSES.put("absolute", meanAbsoluteError());
        LOSSES.put("huber", huber(1));
        LOSSES.put("binary", binaryCrossEntropy());
        LOSSES.put("classes", crossEntropy());
        LOSSES.put("own", loss("mine", (p, y) -> Ops.mean(Ops.square(Ops.subtract(p, y)))));

        TARGETS.put("three classes", dataset(rows(), labels(3)).outputs("a", "b", "c"));
        TARGETS.put("two classes", dataset(rows(), labels(2)).outputs("no", "yes"));
        TARGETS.put("0 and 1", dataset(rows(), column(labels(2))));
        TARGETS.put("one of three", dataset(rows(), oneHot(labels(3), 3)));
        TARGETS.put("one of two", dataset(rows(), oneHot(labels(2), 2)));
        TARGETS.put("several yes or no", dataset(rows(), several()));
        TARGETS.put("numbers", dataset(rows(), numbers()));
    }

    private static Layer[] layers(Layer... layers) {
        return layers;
    }

    private static Layer[] branch(int n) {
        return Stream.generate(() -> sequential(dense(1), sigmoid())).limit(n).toArray(Layer[]::new);
    }

    private static double[][] rows() {
        var random = seed(5).random();
        double[][] rows = new double[ROWS][2];
        for (double[] row : rows) {
            row[0] = random.nextGaussian();
            row[1] = random.nextGaussian();
        }
        return rows;
    }

    private static int[] labels(int classes) {
        double[][] rows = rows();
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = rows[i][0] > 0.3 ? 1 : classes == 3 && rows[i][1] > 0 ? 2 : 0;
        }
        return labels;
    }

    private static double[] column(int... labels) {
        double[] column = new double[labels.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = labels[i];
        }
        return column;
    }

    private static double[][] oneHot(int[] labels, int classes) {
        double[][] targets = new double[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i][labels[i]] = 1;
        }
        return targets;
    }

    private static double[][] several() {
        double[][] rows = rows();
        double[][] targets = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            targets[i] =
                    new double[] {rows[i][0] > 0 ? 1 : 0, rows[i][1] > 0.5 ? 1 : 0, rows[i][0] + rows[i][1] > 0 ? 1 : 0
                    };
        }
        return targets;
    }

    private static double[][] numbers() {
        double[][] rows = rows();
        double[][] targets = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            targets[i] = new double[] {3 * rows[i][0] - 1};
        }
        return targets;
    }

    private record Case(String end, String loss, String targets, int width) {
        @Override
        public String toString() {
            return end + " of " + width + ", " + loss + ", " + targets;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String end : ENDS.keySet()) {
            for (String loss : LOSSES.keySet()) {
                for (String targets : TARGETS.keySet()) {
                    int outputs = TARGETS.get(targets).outputNames().size();
                    cases.add(new Case(end, loss, targets, outputs));
                    if (targets.equals("two classes")) {
                        cases.add(new Case(end, loss, targets, 1));
                    }
                }
            }
        }
        return cases.stream().filter(c -> ENDS.get(c.end).apply(c.width) != null);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allCountTheSame(Case c) {
        Dataset data = TARGETS.get(c.targets);
        Network net = network(seed(3), inputs(2), ENDS.get(c.end).apply(c.width));
        boolean numbers = c.targets.equals("numbers");
        Trainer trainer = trainer(net, LOSSES.get(c.loss), adam(0.05)).batchSize(8);
        if (!numbers) {
            trainer.metrics(accuracy());
        }
        String refused = null;
        try {
            trainer.fit(data, data, epochs(6));
        } catch (IllegalArgumentException e) {
            refused = e.getMessage();
        }
        assertThat(refused).as("whether training was refused").matches(text -> (text != null) == isRefused(c));
        if (refused != null) {
            return;
        }
        if (numbers) {
            assertThatThrownBy(() -> accuracy(net, data)).hasMessageContaining("accuracy expects classes");
            assertThatThrownBy(() -> net.classify(0, 0)).hasMessage("y1 is a number: use predict(…)");
            return;
        }
        double expected = classified(net, data);
        assertThat(trainer.history().last().validationMetrics().get("accuracy"))
                .as("in fit")
                .isCloseTo(expected, within(1e-12));
        assertThat(trainer.evaluate(data).get("accuracy")).as("evaluate").isCloseTo(expected, within(1e-12));
        assertThat(accuracy(net, data)).as("accuracy(net, data)").isCloseTo(expected, within(1e-12));
        assertThat(classReport(net, data).accuracy()).as("report").isCloseTo(expected, within(1e-12));
        Matcher head = Pattern.compile("(\\d+) of (\\d+) right")
                .matcher(confusion(net, data).picture().toString());
        assertThat(head.find()).isTrue();
        assertThat(Double.parseDouble(head.group(1)) / Double.parseDouble(head.group(2)))
                .as("confusion")
                .isCloseTo(expected, within(1e-12));
        if (net.meaning().kind() != OutputMeaning.Kind.ANSWERS) {
            Matcher points = Pattern.compile("(\\d+) of (\\d+) points")
                    .matcher(boundary(net, data).picture().toString());
            assertThat(points.find()).isTrue();
            assertThat(Double.parseDouble(points.group(1)) / ROWS)
                    .as("boundary")
                    .isCloseTo(expected, within(1e-12));
            long wrong = mistakes(net, data).size();
            assertThat(1 - (double) wrong / ROWS).as("mistakes").isCloseTo(expected, within(1e-12));
        }
        roc(net, data).picture();
        calibration(net, data).picture();
    }

    private static double classified(Network net, Dataset data) {
        double right = 0;
        double all = 0;
        for (int row = 0; row < data.size(); row++) {
            Classification told = net.classify(data.features(row));
            double[] target = data.target(row);
            if (told.exclusive()) {
                int truth = data.isClassification()
                        ? data.classIndex(row)
                        : target.length == 1 ? (int) target[0] : oneAt(target);
                right += told.index() == truth ? 1 : 0;
                all++;
            } else {
                for (int i = 0; i < target.length; i++) {
                    right += told.indices().contains(i) == (target[i] == 1) ? 1 : 0;
                    all++;
                }
            }
        }
        return right / all;
    }

    private static int oneAt(double... target) {
        for (int i = 0; i < target.length; i++) {
            if (target[i] == 1) {
                return i;
            }
        }
        throw new AssertionError("no class");
    }

    private static boolean isRefused(Case c) {
        boolean says = c.end.contains("softmax")
                || c.end.contains("sigmoid") && !c.end.equals("own sigmoid")
                || c.end.equals("step");
        boolean logits = c.loss.equals("binary") || c.loss.equals("classes");
        if (says && logits) {
            return true; // would be applied twice
        }
        if (c.loss.equals("classes")) {
            boolean answers = c.targets.equals("several yes or no") || c.targets.equals("0 and 1");
            return answers || c.targets.equals("numbers") || c.width == 1;
        }
        if (c.loss.equals("binary")) {
            return c.targets.equals("numbers");
        }
        if (c.end.contains("softmax") && c.targets.equals("several yes or no")) {
            return true; // classes that exclude each other, but targets that do not
        }
        boolean share = says && !c.end.equals("log softmax");
        return c.targets.equals("two classes") && c.width == 1 && !share; // compared with 0 and 1
    }
}
