package org.cellwise.op;

import static org.cellwise.op.LayerOpCases.spread;
import static org.cellwise.op.OpCases.normal;
import static org.cellwise.op.OpCases.size;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cellwise.math.SeededRandom;
import org.cellwise.op.OpCases.Example;
import org.cellwise.op.OpCases.Input;
import org.cellwise.op.OpCases.OpCase;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Ops of transformers and their relatives, for {@link OpContractTest}: a new op is one line here. */
final class SequenceOpCases {
    private SequenceOpCases() {}

    static Stream<OpCase> all() {
        return Stream.of(attention(), places(), convolutions(), norms()).flatMap(cases -> cases);
    }

    private static Stream<OpCase> attention() {
        return Stream.of(
                within("attention, 4 heads in 2 groups, causal", 4, 2, true, 0),
                within("attention, 3 heads in 1 group", 3, 1, false, 0),
                within("attention with dropout", 2, 2, false, 0.3),
                within("attention with dropout, grouped, causal", 2, 1, true, 0.3),
                new OpCase("attention, masked", random -> masked(random, 2, 2, false)),
                new OpCase("attention, masked, grouped, causal", random -> masked(random, 4, 2, true)),
                new OpCase("attention across sequences", random -> across(random, false, false)),
                new OpCase("attention across sequences, causal", random -> across(random, true, false)),
                new OpCase("attention across sequences, masked", random -> across(random, false, true)),
                new OpCase("rotary", random -> {
                    int depth = 2 * (1 + random.nextInt(3));
                    int turned = depth * random.nextInt(3);
                    Op op = Ops.rotary(depth, turned, 100, random.nextInt(3));
                    return of(
                            op,
                            normal(
                                    random,
                                    Shape.of(size(random), size(random), Math.max(1, turned + random.nextInt(3)))));
                }),
                new OpCase("lstm, masked", random -> recurrent(random, 4, t -> Ops.lstm(t[0], t[1], t[2], t[3]))),
                new OpCase("gru, masked", random -> recurrent(random, 3, t -> Ops.gru(t[0], t[1], t[2], t[3]))));
    }

    private static Stream<OpCase> places() {
        return Stream.of(
                new OpCase("present", random -> {
                    Input x = normal(random, Shape.of(size(random), size(random), 2));
                    return of(Ops.present(), new Input(x.shape(), x.data(), false));
                }),
                new OpCase("mean of places that count", random -> pool(random, Ops.meanOfPlaces())),
                new OpCase("largest of places that count", random -> pool(random, Ops.largestOfPlaces())),
                new OpCase("reverse", random -> of(Ops.reverse(), normal(random, sizes(random)))),
                new OpCase("prepend", random -> {
                    int width = size(random);
                    return of(
                            Ops.prepend(),
                            normal(random, Shape.of(size(random), size(random), width)),
                            normal(random, Shape.of(1 + random.nextInt(2), width)));
                }),
                new OpCase("permute", random -> {
                    List<Integer> axes = new ArrayList<>(List.of(0));
                    for (int axis = 1; axis < 4; axis++) {
                        axes.add(1 + random.nextInt(axes.size()), axis);
                    }
                    return of(
                            Ops.permute(axes),
                            normal(random, Shape.of(size(random), size(random), size(random), size(random))));
                }),
                new OpCase(
                        "largest of the last axis", random -> of(Ops.largestOfLast(), spread(random, sizes(random)))),
                new OpCase("linear, transposed", random -> {
                    int in = size(random);
                    return of(
                            Ops.linearTransposed(),
                            normal(random, Shape.of(size(random), size(random), in)),
                            normal(random, Shape.of(size(random), in)));
                }));
    }

    private static Stream<OpCase> convolutions() {
        return Stream.of(
                conv1d("conv1d", 1, 0, 0, true),
                conv1d("conv1d, stride 2, padding 1", 2, 1, 1, true),
                conv1d("conv1d, stride 3, without bias", 3, 0, 0, false),
                conv1d("conv1d, causal", 1, 2, 0, true),
                depthwise("depthwiseConv2d", 3, 1, 0, true),
                depthwise("depthwiseConv2d, padded, without bias", 3, 1, 1, false),
                depthwise("depthwiseConv2d, stride 2, padding beyond the image", 4, 2, 3, true),
                transposed("transposedConv2d", 3, 1, 0, true),
                transposed("transposedConv2d, stride 2, padding 1", 4, 2, 1, true),
                transposed("transposedConv2d, gaps, without bias", 1, 3, 0, false));
    }

    private static Stream<OpCase> norms() {
        return Stream.of(
                new OpCase("rmsNorm", random -> {
                    Shape shape = Shape.of(size(random), size(random), 1 + size(random));
                    return of(Ops.rmsNorm(1e-5), spread(random, shape), normal(random, Shape.of(shape.last())));
                }),
                new OpCase("groupNorm", random -> {
                    int groups = 1 + random.nextInt(3);
                    int channels = groups * (1 + random.nextInt(2));
                    return of(
                            Ops.groupNorm(groups, 1e-5),
                            spread(random, Shape.of(size(random), channels, 1 + size(random), 2)),
                            normal(random, Shape.of(channels)),
                            normal(random, Shape.of(channels)));
                }),
                new OpCase(
                        "swiGlu",
                        random -> of(
                                Ops.swiGlu(), normal(random, Shape.of(size(random), size(random), 2 * size(random))))));
    }

    private static Shape sizes(SeededRandom random) {
        return Shape.of(size(random), size(random), size(random));
    }

    private static Example of(Op op, Input... inputs) {
        return new Example(
                t -> t[0].tape().apply(op, t[0], t.length > 1 ? t[1] : null, t.length > 2 ? t[2] : null),
                List.of(inputs));
    }

    private static OpCase within(String name, int heads, int groups, boolean causal, double dropout) {
        Op op = Ops.attention(heads, groups, causal, false, false, dropout);
        return new OpCase(name, random -> {
            int depth = 1 + random.nextInt(3);
            return of(op, normal(random, Shape.of(1 + random.nextInt(3), size(random), (heads + 2 * groups) * depth)));
        });
    }

    private static Example masked(SeededRandom random, int heads, int groups, boolean causal) {
        Op op = Ops.attention(heads, groups, causal, false, true, 0);
        int depth = 1 + random.nextInt(2);
        Shape shape = Shape.of(1 + random.nextInt(3), size(random), (heads + 2 * groups) * depth);
        return of(op, normal(random, shape), mask(random, shape.dropLast()));
    }

    private static Example across(SeededRandom random, boolean causal, boolean masked) {
        int heads = 1 + random.nextInt(2);
        int depth = 1 + random.nextInt(3);
        int batch = 1 + random.nextInt(3);
        Op op = Ops.attention(heads, heads, causal, true, masked, 0);
        Input queries = normal(random, Shape.of(batch, size(random), heads * depth));
        Input keys = normal(random, Shape.of(batch, size(random), 2 * heads * depth));
        return masked ? of(op, queries, keys, mask(random, keys.shape().dropLast())) : of(op, queries, keys);
    }

    private static Input mask(SeededRandom random, Shape shape) {
        float[] data = new float[shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextInt(3) == 0 ? 0 : 1;
        }
        return new Input(shape, data, false);
    }

    private static Example pool(SeededRandom random, Op op) {
        Input x = spread(random, sizes(random));
        return of(op, x, mask(random, x.shape().dropLast()));
    }

    private static Example recurrent(SeededRandom random, int gates, Function<Tensor[], Tensor> function) {
        int width = 1 + random.nextInt(4);
        Shape x = Shape.of(1 + random.nextInt(3), 1 + random.nextInt(5), gates * width);
        return new Example(
                function,
                List.of(
                        normal(random, x),
                        normal(random, Shape.of(width, gates * width)),
                        normal(random, Shape.of(gates * width)),
                        mask(random, x.dropLast())));
    }

    private static OpCase conv1d(String name, int stride, int before, int after, boolean biased) {
        Op op = Ops.conv1d(stride, before, after);
        return new OpCase(name, random -> {
            int width = 1 + random.nextInt(3);
            int filters = 1 + random.nextInt(3);
            int kernel = 1 + random.nextInt(4);
            Input x = normal(random, Shape.of(size(random), kernel + random.nextInt(4), width));
            Input w = normal(random, Shape.of(kernel, width, filters));
            return biased ? of(op, x, w, normal(random, Shape.of(filters))) : of(op, x, w);
        });
    }

    private static OpCase depthwise(String name, int kernel, int stride, int padding, boolean biased) {
        Op op = Ops.depthwiseConv2d(kernel, stride, padding);
        return new OpCase(name, random -> {
            int channels = 1 + random.nextInt(3);
            int least = Math.max(1, kernel - 2 * padding);
            Shape images = Shape.of(size(random), channels, least + random.nextInt(4), least + random.nextInt(4));
            Input x = normal(random, images);
            Input w = normal(random, Shape.of(channels, kernel, kernel));
            return biased ? of(op, x, w, normal(random, Shape.of(channels))) : of(op, x, w);
        });
    }

    private static OpCase transposed(String name, int kernel, int stride, int padding, boolean biased) {
        return new OpCase(name, random -> {
            int channels = 1 + random.nextInt(3);
            int filters = 1 + random.nextInt(3);
            Shape small = Shape.of(1 + random.nextInt(10), channels, 1 + random.nextInt(4), 1 + random.nextInt(4));
            Shape large = Shape.of(
                    filters,
                    (small.size(2) - 1) * stride - 2 * padding + kernel,
                    (small.size(3) - 1) * stride - 2 * padding + kernel);
            Op op = Ops.transposedConv2d(large, kernel, stride, padding);
            Input x = normal(random, small);
            Input w = normal(random, Shape.of(filters, kernel, kernel, channels));
            return biased ? of(op, x, w, normal(random, Shape.of(filters))) : of(op, x, w);
        });
    }
}
