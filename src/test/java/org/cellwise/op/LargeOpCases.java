package org.cellwise.op;

import static org.cellwise.op.OpCases.indices;
import static org.cellwise.op.OpCases.normal;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cellwise.op.OpCases.Example;
import org.cellwise.op.OpCases.Input;
import org.cellwise.op.OpCases.OpCase;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Ops that threads share, on inputs large enough for it. */
final class LargeOpCases {
    private static final Shape TABLE = Shape.of(701, 403);

    private LargeOpCases() {}

    static Stream<OpCase> all() {
        return Stream.of(activations(), losses(), layers()).flatMap(cases -> cases);
    }

    private static Stream<OpCase> activations() {
        return Stream.of(
                of("relu", Ops::relu, TABLE),
                of("sigmoid", Ops::sigmoid, TABLE),
                of("tanh", Ops::tanh, TABLE),
                of("leakyRelu", x -> Ops.leakyRelu(x, 0.1), TABLE),
                of("elu", x -> Ops.elu(x, 1), TABLE),
                of("selu", Ops::selu, TABLE),
                of("gelu", Ops::gelu, TABLE),
                of("geluTanh", x -> x.tape().apply(Ops.geluTanh(), x), TABLE),
                of("silu", Ops::silu, TABLE),
                of("softplus", Ops::softplus, TABLE),
                of("softmax", Ops::softmax, TABLE),
                of("logSoftmax", Ops::logSoftmax, TABLE),
                of("straightThroughStep", x -> x.tape().apply(Ops.straightThroughStep(0), x), TABLE),
                of("square", Ops::square, TABLE),
                of("sqrt", x -> Ops.sqrt(Ops.abs(x)), TABLE),
                of("log", x -> Ops.log(Ops.exp(x)), TABLE),
                of("clip", x -> Ops.clip(x, -0.5, 1), TABLE),
                of("scale", x -> Ops.scale(x, 3), TABLE));
    }

    private static Stream<OpCase> losses() {
        return Stream.of(
                pair("squared error", RowLosses::squaredError),
                pair("absolute error", RowLosses::absoluteError),
                pair("huber", RowLosses.huber(1)),
                pair("binary cross-entropy", RowLosses.binaryCrossEntropy(0, 1, 1)),
                pair("Euclidean distance", RowLosses::euclideanDistance),
                pair("cosine distance", RowLosses::cosineDistance),
                new OpCase("cross-entropy", random -> {
                    BinaryOperator<Tensor> loss = RowLosses.crossEntropy(0.1);
                    return example(
                            t -> loss.apply(t[0], t[1]), normal(random, TABLE), indices(random, 701, TABLE.last()));
                }));
    }

    private static Stream<OpCase> layers() {
        return Stream.of(
                of("linear", t -> Ops.linear(t[0], t[1], t[2]), Shape.of(700, 61), Shape.of(61, 53), Shape.of(53)),
                of("linear and relu", linearAndRelu(), Shape.of(700, 61), Shape.of(61, 53), Shape.of(53)),
                pair("add", Ops::add),
                pair("multiply", Ops::multiply),
                of("linear to many", of(Ops.linear(null)), Shape.of(1500, 10), Shape.of(10, 201), Shape.of(201)),
                of("matmul", t -> Ops.matmul(t[0], t[1]), Shape.of(2, 130, 70), Shape.of(2, 70, 90)),
                of(
                        "layerNorm",
                        t -> Ops.layerNorm(t[0], t[1], t[2], 1e-5),
                        Shape.of(900, 101),
                        Shape.of(101),
                        Shape.of(101)),
                of("batchNorm", batchNorm(), Shape.of(90, 31, 50), Shape.of(31), Shape.of(31)),
                of("maxPool", x -> Ops.maxPool(x, 3, 2, 1), Shape.of(20, 9, 31, 30)),
                of("averagePool", x -> Ops.averagePool(x, 3, 2, 1), Shape.of(20, 9, 31, 30)),
                of(
                        "conv2d",
                        t -> Ops.conv2d(t[0], t[1], t[2], 1, 1),
                        Shape.of(19, 3, 21, 20),
                        Shape.of(3, 3, 3, 8),
                        Shape.of(8)),
                of(
                        "conv2d of few images",
                        t -> Ops.conv2d(t[0], t[1], t[2], 1, 1),
                        Shape.of(2, 3, 61, 60),
                        Shape.of(3, 3, 3, 8),
                        Shape.of(8)),
                of(
                        "conv2d of many images",
                        t -> Ops.conv2d(t[0], t[1], t[2], 1, 1),
                        Shape.of(300, 2, 9, 10),
                        Shape.of(2, 3, 3, 4),
                        Shape.of(4)),
                of("attention", x -> Ops.attention(x, 2, true), Shape.of(9, 40, 3 * 16)),
                of("attention in tiles", x -> Ops.attention(x, 1, false), Shape.of(3, 300, 3 * 8)),
                of("attention, grouped", of(Ops.attention(4, 2, true, false, false, 0)), Shape.of(9, 60, 8 * 8)),
                of("attention with dropout", of(Ops.attention(2, 2, true, false, false, 0.2)), Shape.of(9, 60, 6 * 8)),
                of("rotary", of(Ops.rotary(8, 32, 1e4, 0)), Shape.of(50, 60, 48)),
                of("rmsNorm", of(Ops.rmsNorm(1e-5)), Shape.of(900, 101), Shape.of(101)),
                of("groupNorm", of(Ops.groupNorm(2, 1e-5)), Shape.of(90, 30, 50), Shape.of(30), Shape.of(30)),
                of("swiGlu", of(Ops.swiGlu()), Shape.of(700, 200)),
                of("linear, transposed", of(Ops.linearTransposed()), Shape.of(700, 61), Shape.of(53, 61)),
                of("conv1d", of(Ops.conv1d(1, 1, 1)), Shape.of(3, 300, 40), Shape.of(3, 40, 50), Shape.of(50)),
                of("depthwiseConv2d", of(Ops.depthwiseConv2d(3, 1, 1)), Shape.of(9, 31, 30, 31), Shape.of(31, 3, 3)),
                of(
                        "transposedConv2d",
                        of(Ops.transposedConv2d(Shape.of(8, 22, 20), 4, 2, 1)),
                        Shape.of(19, 6, 11, 10),
                        Shape.of(8, 4, 4, 6),
                        Shape.of(8)),
                of("lstm", t -> Ops.lstm(t[0], t[1], t[2]), Shape.of(61, 3, 4 * 40), Shape.of(40, 160), Shape.of(160)),
                of("gru", t -> Ops.gru(t[0], t[1], t[2]), Shape.of(61, 3, 3 * 50), Shape.of(50, 150), Shape.of(150)));
    }

    private static Function<Tensor[], Tensor> linearAndRelu() {
        Op op = Ops.linear(Ops.relu(0));
        return t -> t[0].tape().apply(op, t[0], t[1], t[2]);
    }

    /** With running numbers that stay as they are. */
    private static Function<Tensor[], Tensor> batchNorm() {
        Op op = Ops.batchNorm(0.1, 1e-5, true);
        return t -> {
            Tensor mean = t[0].tape().input(Shape.of(31), new float[31]);
            float[] ones = new float[31];
            Arrays.fill(ones, 1);
            return t[0].tape().apply(op, t[0], t[1], t[2], mean, t[0].tape().input(Shape.of(31), ones));
        };
    }

    private static Function<Tensor[], Tensor> of(Op op) {
        return t -> t[0].tape().apply(op, t[0], t.length > 1 ? t[1] : null, t.length > 2 ? t[2] : null);
    }

    private static OpCase of(String name, UnaryOperator<Tensor> function, Shape shape) {
        return of(name, (Tensor[] t) -> function.apply(t[0]), new Shape[] {shape});
    }

    private static OpCase of(String name, Function<Tensor[], Tensor> function, Shape... shapes) {
        return new OpCase(
                name,
                random -> example(
                        function,
                        Stream.of(shapes).map(shape -> normal(random, shape)).toArray(Input[]::new)));
    }

    private static OpCase pair(String name, BinaryOperator<Tensor> function) {
        return of(name, t -> function.apply(t[0], t[1]), TABLE, TABLE);
    }

    private static Example example(Function<Tensor[], Tensor> function, Input... inputs) {
        return new Example(function, List.of(inputs));
    }
}
