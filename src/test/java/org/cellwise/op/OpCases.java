package org.cellwise.op;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.arithmetic.Ternary;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.loss.Losses;

/** Every op with inputs of random shapes, for {@link OpContractTest}: a new op is one line in {@link #all}. */
final class OpCases {
    private OpCases() {}

    /** An op as a name and a way to make an example of it. */
    record OpCase(String name, Function<SeededRandom, Example> example) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A function of inputs, the inputs, and what backward gives the slopes of: nearly always the function itself. */
    record Example(Function<Tensor[], Tensor> function, List<Input> inputs, Function<Tensor[], Tensor> slopeOf) {
        Example(Function<Tensor[], Tensor> function, List<Input> inputs) {
            this(function, inputs, function);
        }
    }

    /** Numbers of a shape, and whether the op has a slope by them. */
    record Input(Shape shape, float[] data, boolean differentiable) {}

    static Stream<OpCase> all() {
        return Stream.of(
                elementwise("sigmoid", Ops.sigmoid()),
                elementwise("tanh", Ops.tanh()),
                elementwise("relu", Ops.relu(0), 0),
                elementwise("relu(0.5)", Ops.relu(0.5), 0.5),
                elementwise("softmax", Ops.softmax()),
                new OpCase("linear", random -> linear(random, true)),
                new OpCase("linear without bias", random -> linear(random, false)),
                new OpCase("linear, batch of one", random -> linear(1, 3, 4, random)),
                pair("squared error", RowLosses::squaredError),
                new OpCase("cross-entropy, classes", random -> crossEntropy(random, 0)),
                new OpCase("cross-entropy, classes, smoothed", random -> crossEntropy(random, 0.1)),
                new OpCase("cross-entropy, classes of positions", OpCases::crossEntropyOfPositions),
                new OpCase("cross-entropy, probabilities", random -> crossEntropyOnProbabilities(random, 0)),
                new OpCase(
                        "cross-entropy, probabilities, smoothed", random -> crossEntropyOnProbabilities(random, 0.2)),
                new OpCase("cross-entropy, class weights", random -> weightedCrossEntropy(random, 0)),
                new OpCase("cross-entropy, class weights, smoothed", random -> weightedCrossEntropy(random, 0.1)),
                apart("absolute error", RowLosses::absoluteError),
                pair("huber(0.5)", RowLosses.huber(0.5)),
                pair("huber(10)", RowLosses.huber(10)),
                pair("binary cross-entropy", RowLosses.binaryCrossEntropy(0, 1, 1)),
                pair("binary cross-entropy, weighted and smoothed", RowLosses.binaryCrossEntropy(0.2, 0.5, 3)),
                apart("Euclidean distance", RowLosses::euclideanDistance),
                apart("cosine distance", RowLosses::cosineDistance),
                new OpCase("triplet", OpCases::triplet),
                new OpCase("hard triplets", random -> hardTriplets(random, RowLosses.hardTriplets(5))),
                new OpCase("InfoNCE", random -> contrast(random, RowLosses.contrast(0.5))),
                new OpCase("InfoNCE, mean", random -> contrast(random, Losses.infoNce(0.5)::apply)),
                new OpCase("hard triplets, mean", random -> hardTriplets(random, Losses.triplet(5)::apply)));
    }

    private static OpCase elementwise(String name, Op op, double... kinks) {
        return new OpCase(name, random -> {
            Shape shape = Shape.of(size(random), size(random));
            return new Example(x -> x[0].tape().apply(op, x[0]), List.of(awayFrom(normal(random, shape), kinks)));
        });
    }

    private static OpCase pair(String name, BinaryOperator<Tensor> function) {
        return new OpCase(name, random -> {
            Shape shape = Shape.of(size(random), size(random));
            return new Example(x -> function.apply(x[0], x[1]), List.of(normal(random, shape), normal(random, shape)));
        });
    }

    private static Example linear(SeededRandom random, boolean bias) {
        int in = size(random);
        int out = size(random);
        Input x = normal(random, Shape.of(size(random), in));
        Input w = normal(random, Shape.of(in, out));
        return bias
                ? new Example(t -> Ops.linear(t[0], t[1], t[2]), List.of(x, w, normal(random, Shape.of(out))))
                : new Example(t -> Ops.linear(t[0], t[1], null), List.of(x, w));
    }

    private static Example linear(int rows, int in, int out, SeededRandom random) {
        return new Example(
                t -> Ops.linear(t[0], t[1], t[2]),
                List.of(
                        normal(random, Shape.of(rows, in)),
                        normal(random, Shape.of(in, out)),
                        normal(random, Shape.of(out))));
    }

    private static Example crossEntropy(SeededRandom random, double smoothing) {
        int rows = size(random);
        int classes = 1 + size(random);
        BinaryOperator<Tensor> loss = RowLosses.crossEntropy(smoothing);
        return new Example(
                x -> loss.apply(x[0], x[1]),
                List.of(normal(random, Shape.of(rows, classes)), indices(random, rows, classes)));
    }

    private static Example crossEntropyOfPositions(SeededRandom random) {
        int classes = 1 + size(random);
        Shape positions = Shape.of(size(random), size(random));
        BinaryOperator<Tensor> loss = RowLosses.crossEntropy(0);
        return new Example(
                x -> loss.apply(x[0], x[1]),
                List.of(
                        normal(random, Shape.of(positions.size(0), positions.size(1), classes)),
                        new Input(positions, indices(random, positions.elements(), classes).data, false)));
    }

    private static Example crossEntropyOnProbabilities(SeededRandom random, double smoothing) {
        Shape shape = Shape.of(size(random), 1 + size(random));
        float[] targets = new float[shape.elements()];
        for (int row = 0; row < shape.rows(); row++) {
            double left = 1;
            for (int i = 0; i < shape.last() - 1; i++) {
                double p = left * random.nextDouble();
                targets[row * shape.last() + i] = (float) p;
                left -= p;
            }
            targets[(row + 1) * shape.last() - 1] = (float) left;
        }
        BinaryOperator<Tensor> loss = RowLosses.crossEntropy(smoothing);
        return new Example(
                x -> loss.apply(x[0], x[1]), List.of(normal(random, shape), new Input(shape, targets, true)));
    }

    private static Example weightedCrossEntropy(SeededRandom random, double smoothing) {
        int rows = size(random);
        int classes = 1 + size(random);
        float[] weights = new float[classes];
        for (int i = 0; i < classes; i++) {
            weights[i] = 0.2f + random.nextFloat();
        }
        Ternary loss = RowLosses.weightedCrossEntropy(smoothing);
        return new Example(
                x -> loss.apply(x[0], x[1], x[2]),
                List.of(
                        normal(random, Shape.of(rows, classes)),
                        indices(random, rows, classes),
                        new Input(Shape.of(classes), weights, false)));
    }

    private static Example triplet(SeededRandom random) {
        Shape shape = Shape.of(size(random), 1 + size(random));
        Ternary loss = RowLosses.triplet(5);
        return new Example(
                x -> loss.apply(x[0], x[1], x[2]),
                List.of(normal(random, shape), normal(random, shape), normal(random, shape)));
    }

    private static Example contrast(SeededRandom random, BinaryOperator<Tensor> loss) {
        int rows = 2 + size(random);
        Input x = normal(random, Shape.of(rows, 2 + size(random)));
        return new Example(t -> loss.apply(t[0], t[1]), List.of(x, indices(random, rows, 2)));
    }

    /** Rows far enough apart for a small step to leave the hardest triplets what they are. */
    private static Example hardTriplets(SeededRandom random, BinaryOperator<Tensor> loss) {
        int rows = 2 + size(random);
        int width = 1 + size(random);
        Input x = normal(random, Shape.of(rows, width));
        for (int i = 0; i < rows; i++) {
            x.data[i * width] += i * i;
        }
        return new Example(t -> loss.apply(t[0], t[1]), List.of(x, indices(random, rows, 2)));
    }

    /** Predictions away from targets and from zero, where the function has no slope. */
    private static OpCase apart(String name, BinaryOperator<Tensor> function) {
        return new OpCase(name, random -> {
            Shape shape = Shape.of(size(random), size(random));
            Input predictions = normal(random, shape);
            Input targets = normal(random, shape);
            for (int i = 0; i < shape.elements(); i++) {
                predictions.data[i] += Math.signum(predictions.data[i]) / 2;
                targets.data[i] += predictions.data[i] + Math.signum(targets.data[i]) / 4;
            }
            return new Example(x -> function.apply(x[0], x[1]), List.of(predictions, targets));
        });
    }

    static int size(SeededRandom random) {
        return 1 + random.nextInt(7);
    }

    static Input normal(SeededRandom random, Shape shape) {
        float[] data = new float[shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return new Input(shape, data, true);
    }

    static Input indices(SeededRandom random, int count, int bound) {
        float[] data = new float[count];
        for (int i = 0; i < count; i++) {
            data[i] = random.nextInt(bound);
        }
        return new Input(Shape.of(count), data, false);
    }

    /** Moves numbers away from where a function has no slope, so that a difference is not taken across it. */
    static Input awayFrom(Input input, double... kinks) {
        for (int i = 0; i < input.data.length; i++) {
            for (double kink : kinks) {
                if (Math.abs(input.data[i] - kink) < 0.05) {
                    input.data[i] = (float) (kink + 0.1);
                }
            }
        }
        return input;
    }
}
