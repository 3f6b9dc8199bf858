package org.cellwise.op;

import static org.cellwise.op.OpCases.awayFrom;
import static org.cellwise.op.OpCases.indices;
import static org.cellwise.op.OpCases.normal;
import static org.cellwise.op.OpCases.size;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.OpCases.Example;
import org.cellwise.op.OpCases.Input;
import org.cellwise.op.OpCases.OpCase;
import org.cellwise.op.arithmetic.Affine;
import org.cellwise.op.arithmetic.Clip;
import org.cellwise.op.arithmetic.Largest;
import org.cellwise.op.arithmetic.Sum;
import org.cellwise.op.shape.Slice;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Activations, arithmetic and the ops of layers, for {@link OpContractTest}: a new op is one line here. */
final class LayerOpCases {
    private LayerOpCases() {}

    static Stream<OpCase> all() {
        return Stream.of(activations(), arithmetic(), shapes(), normalisation(), images(), sequences())
                .flatMap(cases -> cases);
    }

    private static Stream<OpCase> activations() {
        return Stream.of(
                activation("leakyRelu", Ops.leakyRelu(0.1), 0),
                activation("elu", Ops.elu(1)),
                activation("elu(0.5)", Ops.elu(0.5), 0),
                activation("selu", Ops.selu(), 0),
                activation("gelu", Ops.gelu()),
                activation("geluTanh", Ops.geluTanh()),
                activation("silu", Ops.silu()),
                activation("softplus", Ops.softplus()),
                activation("logSoftmax", Ops.logSoftmax()),
                new OpCase("straightThroughStep", LayerOpCases::straightThrough));
    }

    private static Stream<OpCase> arithmetic() {
        return Stream.of(
                pair("add", Ops::add),
                pair("subtract", Ops::subtract),
                pair("multiply", Ops::multiply),
                new OpCase("divide", random -> {
                    Input b = awayFrom(normal(random, Shape.of(3, 1 + size(random))), 0);
                    for (int i = 0; i < b.data().length; i++) {
                        b.data()[i] += Math.signum(b.data()[i]);
                    }
                    return of(x -> Ops.divide(x[0], x[1]), normal(random, b.shape()), b);
                }),
                broadcast("add", Ops::add),
                broadcast("subtract", Ops::subtract),
                broadcast("multiply", Ops::multiply),
                broadcast("divide", (a, b) -> Ops.divide(a, Ops.exp(b))),
                apart("max", Ops::max),
                apart("min", Ops::min),
                unary("scale and add", x -> x.tape().apply(TRIPLE, x)),
                unary("negate", Ops::negate),
                unary("square", Ops::square),
                unary("abs", Ops::abs, 0),
                unary("exp", Ops::exp),
                unary("sqrt", x -> Ops.sqrt(Ops.exp(x))),
                unary("log", x -> Ops.log(Ops.exp(x))),
                unary("sum", Ops::sum),
                unary("mean", Ops::mean),
                along("sum", axis -> new Sum(axis, 1, false)),
                along("mean", axis -> new Sum(axis, 1, true)),
                along("max", Largest::new),
                unary("mean over the last two axes", op(Ops.meanOfLast(2))),
                unary("mean over the last axis", op(Ops.meanOfLast(1))),
                unary("clip", op(new Clip(-0.5f, 1)), -0.5, 1),
                new OpCase("matmul", random -> matmul(random, false)),
                new OpCase("matmul, transposed", random -> matmul(random, true)));
    }

    private static final Op TRIPLE = new Affine(3, -1);

    private static UnaryOperator<Tensor> op(Op op) {
        return x -> x.tape().apply(op, x);
    }

    private static Stream<OpCase> shapes() {
        return Stream.of(
                unary("transpose", Ops::transpose),
                new OpCase("reshape", random -> {
                    int n = size(random);
                    Op op = Ops.reshape(Shape.of(2, n, 3));
                    return of(x -> x[0].tape().apply(op, x[0]), normal(random, Shape.of(size(random), 6, n)));
                }),
                concat(-1),
                concat(1),
                new OpCase("slice", random -> {
                    int n = 1 + size(random);
                    int from = random.nextInt(n);
                    Op op = new Slice(1, from, from + 1 + random.nextInt(n - from));
                    return of(
                            x -> x[0].tape().apply(op, x[0]), normal(random, Shape.of(size(random), n, size(random))));
                }),
                new OpCase("slice of the last axis", random -> {
                    Op op = new Slice(-1, 1, 3);
                    return of(x -> x[0].tape().apply(op, x[0]), normal(random, Shape.of(size(random), 4)));
                }));
    }

    private static Stream<OpCase> normalisation() {
        Op dropout = Ops.dropout(0.4);
        Op layerNorm = Ops.layerNorm(1e-5);
        return Stream.of(
                unary("dropout", op(dropout)),
                new OpCase("layerNorm", random -> {
                    Shape shape = Shape.of(size(random), size(random), 2 + size(random));
                    Shape row = Shape.of(shape.last());
                    return of(
                            x -> x[0].tape().apply(layerNorm, x[0], x[1], x[2]),
                            spread(random, shape),
                            normal(random, row),
                            normal(random, row));
                }),
                new OpCase("batchNorm of rows", random -> batchNorm(random, false, 3 + size(random), 1 + size(random))),
                new OpCase("batchNorm of images", random -> batchNorm(random, false, 2, size(random), 2, 3)),
                new OpCase("batchNorm of sequences, fixed", random -> batchNorm(random, true, 2, size(random), 3)));
    }

    private static Stream<OpCase> images() {
        return Stream.of(
                conv2d("conv2d", 3, 1, 0, true),
                conv2d("conv2d, stride 2, padding 1", 3, 2, 1, true),
                conv2d("conv2d, patches without bias", 2, 2, 0, false),
                conv2d("conv2d, kernel 1", 1, 1, 0, true),
                conv2d("conv2d, padding beyond the image", 4, 3, 3, true),
                pool("maxPool", Ops.maxPool(2, 2, 0)),
                pool("maxPool, overlapping, padded", Ops.maxPool(3, 2, 1)),
                pool("averagePool", Ops.averagePool(2, 2, 0)),
                pool("averagePool, overlapping, padded", Ops.averagePool(3, 1, 1)));
    }

    private static Stream<OpCase> sequences() {
        return Stream.of(
                new OpCase("embedding", random -> {
                    int entries = 1 + size(random);
                    Input x = indices(random, 6, entries);
                    return of(
                            t -> Ops.embedding(t[0], t[1]),
                            new Input(Shape.of(2, 3), x.data(), false),
                            normal(random, Shape.of(entries, size(random))));
                }),
                attention(1, false),
                attention(2, false),
                attention(2, true),
                recurrent("lstm", 4, Ops::lstm),
                recurrent("gru", 3, Ops::gru));
    }

    private static Example of(Function<Tensor[], Tensor> function, Input... inputs) {
        return new Example(function, List.of(inputs));
    }

    private static OpCase activation(String name, Op op, double... kinks) {
        return new OpCase(name, random -> {
            Input x = awayFrom(normal(random, Shape.of(size(random), size(random))), kinks);
            return of(t -> t[0].tape().apply(op, t[0]), x);
        });
    }

    /** What backward pretends the step to be: x - θ, cut off at -1 and 1. */
    private static Example straightThrough(SeededRandom random) {
        Op op = Ops.straightThroughStep(0.5);
        Op above = Ops.relu(-0.5);
        Op beyond = Ops.relu(1.5);
        Input x = awayFrom(normal(random, Shape.of(size(random), size(random))), -0.5, 1.5);
        return new Example(
                t -> t[0].tape().apply(op, t[0]),
                List.of(x),
                t -> Ops.subtract(t[0].tape().apply(above, t[0]), t[0].tape().apply(beyond, t[0])));
    }

    private static OpCase unary(String name, UnaryOperator<Tensor> function, double... kinks) {
        return new OpCase(name, random -> {
            Input x = awayFrom(normal(random, Shape.of(size(random), size(random), size(random))), kinks);
            return of(t -> function.apply(t[0]), x);
        });
    }

    private static OpCase pair(String name, BinaryOperator<Tensor> function) {
        return new OpCase(name, random -> {
            Shape shape = Shape.of(size(random), size(random));
            return of(t -> function.apply(t[0], t[1]), normal(random, shape), normal(random, shape));
        });
    }

    /** Along a random axis, of numbers apart from each other. */
    private static OpCase along(String name, IntFunction<Op> ofAxis) {
        return new OpCase(name + " along an axis", random -> {
            int axis = random.nextInt(6) - 3;
            Input x = spread(random, Shape.of(size(random), size(random), size(random)));
            Op op = ofAxis.apply(axis);
            return of(t -> t[0].tape().apply(op, t[0]), x);
        });
    }

    /** Shapes that differ, of numbers of which none is near one of the other operand. */
    private static OpCase apart(String name, BinaryOperator<Tensor> function) {
        return new OpCase(name, random -> {
            int[] a = {size(random), size(random)};
            int[] b = {random.nextInt(2) == 0 ? 1 : a[0], random.nextInt(2) == 0 ? 1 : a[1]};
            Input odd = spread(random, Shape.of(b));
            for (int i = 0; i < odd.data().length; i++) {
                odd.data()[i] += 0.05f;
            }
            return random.nextInt(2) == 0
                    ? of(t -> function.apply(t[0], t[1]), spread(random, Shape.of(a)), odd)
                    : of(t -> function.apply(t[0], t[1]), odd, spread(random, Shape.of(a)));
        });
    }

    /** Shapes (a, b, c), each axis of either operand 1 at random, the second one perhaps without its first axes. */
    private static OpCase broadcast(String name, BinaryOperator<Tensor> function) {
        return new OpCase(name + ", shapes that differ", random -> {
            int[] a = {size(random), size(random), size(random)};
            int[] b = a.clone();
            for (int i = 0; i < 3; i++) {
                a[i] = random.nextInt(3) == 0 ? 1 : a[i];
                b[i] = random.nextInt(3) == 0 ? 1 : b[i];
            }
            int[] end = Arrays.copyOfRange(b, random.nextInt(4), 3);
            return of(t -> function.apply(t[0], t[1]), normal(random, Shape.of(a)), normal(random, Shape.of(end)));
        });
    }

    private static Example matmul(SeededRandom random, boolean transposed) {
        int count = size(random);
        int m = size(random);
        int k = size(random);
        int n = size(random);
        Input a = normal(random, Shape.of(count, m, k));
        Input b = normal(random, transposed ? Shape.of(count, n, k) : Shape.of(count, k, n));
        return of(t -> transposed ? Ops.matmulTransposed(t[0], t[1]) : Ops.matmul(t[0], t[1]), a, b);
    }

    private static OpCase concat(int axis) {
        Op op = Ops.concat(axis);
        return new OpCase("concat along axis " + axis, random -> {
            int[] a = {size(random), size(random), size(random)};
            int[] b = a.clone();
            b[axis < 0 ? 3 + axis : axis] = size(random);
            return of(t -> t[0].tape().apply(op, t[0], t[1]), normal(random, Shape.of(a)), normal(random, Shape.of(b)));
        });
    }

    private static Example batchNorm(SeededRandom random, boolean fixed, int... sizes) {
        Op op = Ops.batchNorm(0.1, 1e-5, fixed);
        Shape channels = Shape.of(sizes[1]);
        Parameters running = new Parameters();
        Parameter mean = running.declare("mean", channels, Parameter.Role.STATE);
        Parameter variance = running.declare("variance", channels, Parameter.Role.STATE);
        running.allocate();
        Arrays.fill(running.values(), sizes[1], 2 * sizes[1], 1);
        return of(
                t -> t[0].tape()
                        .apply(
                                op,
                                t[0],
                                t[1],
                                t[2],
                                t[0].tape().parameter(running, mean),
                                t[0].tape().parameter(running, variance)),
                spread(random, Shape.of(sizes)),
                normal(random, channels),
                normal(random, channels));
    }

    private static OpCase conv2d(String name, int kernel, int stride, int padding, boolean biased) {
        return new OpCase(name, random -> {
            int channels = 1 + random.nextInt(3);
            int filters = 1 + random.nextInt(3);
            int rows = 1 + random.nextInt(10);
            int least = Math.max(1, kernel - 2 * padding);
            Shape images = Shape.of(rows, channels, least + random.nextInt(4), least + random.nextInt(4));
            Op op = Ops.conv2d(images.dropFirst(), kernel, stride, padding);
            Input x = normal(random, images);
            Input w = normal(random, Shape.of(channels, kernel, kernel, filters));
            return biased
                    ? of(t -> t[0].tape().apply(op, t[0], t[1], t[2]), x, w, normal(random, Shape.of(filters)))
                    : of(t -> t[0].tape().apply(op, t[0], t[1]), x, w);
        });
    }

    private static OpCase pool(String name, Op op) {
        return new OpCase(name, random -> {
            Shape images = Shape.of(size(random), size(random), 3 + random.nextInt(4), 3 + random.nextInt(4));
            return of(t -> t[0].tape().apply(op, t[0]), spread(random, images));
        });
    }

    private static OpCase attention(int heads, boolean causal) {
        Op op = Ops.attention(heads, causal);
        return new OpCase("attention, " + heads + " heads" + (causal ? ", causal" : ""), random -> {
            Shape shape = Shape.of(1 + random.nextInt(3), size(random), 3 * heads * (1 + random.nextInt(3)));
            return of(t -> t[0].tape().apply(op, t[0]), normal(random, shape));
        });
    }

    private interface Recurrent {
        Tensor apply(Tensor x, Tensor w, Tensor b);
    }

    private static OpCase recurrent(String name, int gates, Recurrent op) {
        return new OpCase(name, random -> {
            int width = 1 + random.nextInt(4);
            return of(
                    t -> op.apply(t[0], t[1], t[2]),
                    normal(random, Shape.of(1 + random.nextInt(3), 1 + random.nextInt(5), gates * width)),
                    normal(random, Shape.of(width, gates * width)),
                    normal(random, Shape.of(gates * width)));
        });
    }

    /** Numbers at least 0.1 apart in random order, so that the largest stays the largest and no variance is near 0. */
    static Input spread(SeededRandom random, Shape shape) {
        int[] order = new int[shape.elements()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        float[] data = new float[order.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = 0.1f * (order[i] - order.length / 2);
        }
        return new Input(shape, data, true);
    }
}
