package org.cellwise.model.rebuild;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.model.rebuild.OnnxModel.Node;

/** Nodes of an ONNX graph that compute with numbers that do not change, such as shapes and turned weights. */
final class OnnxFixed {
    private OnnxFixed() {}

    /** What a node makes of numbers that do not change. */
    static OnnxTensor of(OnnxSteps steps, Node node) {
        if (node.op().equals("Constant")) {
            Object value = node.attributes().get("value");
            if (value instanceof OnnxTensor tensor) {
                return tensor;
            }
            if (node.attributes().get("value_float") instanceof Float number) {
                return new OnnxTensor("", new int[0], new float[] {number});
            }
            if (node.attributes().get("value_int") instanceof Long number) {
                return new OnnxTensor("", new int[0], new float[] {number});
            }
            int[] wholes = node.wholes("value_ints");
            steps.expect(node, wholes != null, "holds a value that is no numbers");
            float[] floats = new float[wholes.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = wholes[i];
            }
            return new OnnxTensor("", new int[] {wholes.length}, floats);
        }
        OnnxTensor x = steps.weights(node, 0);
        return switch (node.op()) {
            case "Identity", "Cast" -> x;
            case "Transpose" -> {
                int[] order = node.wholes("perm");
                int[] turned = order == null
                        ? IntStream.range(0, x.rank())
                                .map(i -> x.rank() - 1 - i)
                                .toArray()
                        : order;
                int[] sorted = turned.clone();
                Arrays.sort(sorted);
                steps.expect(
                        node,
                        Arrays.equals(sorted, IntStream.range(0, x.rank()).toArray()),
                        "turns axes that " + x + " does not have");
                yield x.permuted(turned);
            }
            case "Reshape" ->
                new OnnxTensor("", sizes(steps, node, steps.weights(node, 1).wholes(), x.sizes()), x.floats());
            case "Gather" -> {
                float[] places = steps.weights(node, 1).floats();
                float[] picked = new float[places.length];
                for (int i = 0; i < picked.length; i++) {
                    int at = places[i] < 0 ? (int) places[i] + x.floats().length : (int) places[i];
                    steps.expect(node, x.rank() == 1 && at >= 0 && at < x.floats().length, "takes what is not there");
                    picked[i] = x.floats()[at];
                }
                yield new OnnxTensor("", steps.weights(node, 1).sizes(), picked);
            }
            case "Concat" -> {
                float[] joined = new float[0];
                for (int i = 0; i < node.inputs().size(); i++) {
                    steps.expect(node, steps.weights(node, i).rank() == 1, "puts tables of fixed numbers together");
                    float[] next = steps.weights(node, i).floats();
                    joined = Arrays.copyOf(joined, joined.length + next.length);
                    System.arraycopy(next, 0, joined, joined.length - next.length, next.length);
                }
                yield new OnnxTensor("", new int[] {joined.length}, joined);
            }
            case "Squeeze" -> new OnnxTensor("", squeezed(steps, node, x), x.floats());
            case "Unsqueeze" -> new OnnxTensor("", unsqueezed(steps, node, x), x.floats());
            default -> throw steps.refused(node, "computes with fixed numbers in a way that is not known");
        };
    }

    /** Without axes of size 1: those that the node names, or all. */
    private static int[] squeezed(OnnxSteps steps, Node node, OnnxTensor x) {
        int[] axes = axes(steps, node);
        int[] sizes = x.sizes();
        boolean[] dropped = new boolean[sizes.length];
        for (int axis : axes == null ? new int[0] : OnnxShapes.positive(axes, sizes.length)) {
            steps.expect(node, axis >= 0 && axis < sizes.length && sizes[axis] == 1, "drops what " + x + " has not");
            dropped[axis] = true;
        }
        return IntStream.range(0, sizes.length)
                .filter(i -> axes == null ? sizes[i] != 1 : !dropped[i])
                .map(i -> sizes[i])
                .toArray();
    }

    /** With more axes of size 1. */
    private static int[] unsqueezed(OnnxSteps steps, Node node, OnnxTensor x) {
        int[] axes = axes(steps, node);
        steps.expect(node, axes != null, "adds axes that it does not name");
        int[] sizes = new int[x.rank() + axes.length];
        for (int axis : OnnxShapes.positive(axes, sizes.length)) {
            steps.expect(
                    node, axis >= 0 && axis < sizes.length && sizes[axis] == 0, "adds axes where there is no place");
            sizes[axis] = 1;
        }
        int next = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == 1 ? 1 : x.sizes()[next++];
        }
        return sizes;
    }

    private static int[] axes(OnnxSteps steps, Node node) {
        OnnxTensor given = steps.constant(node, 1);
        return given == null ? node.wholes("axes") : given.wholes();
    }

    /**
     * A shape in which 0 stands for the size before, and -1 for what is left.
     *
     * @param before what is brought into another shape
     */
    static int[] sizes(OnnxSteps steps, Node node, int[] wanted, int... before) {
        long count = 1;
        for (int size : before) {
            count *= size;
        }
        int[] sizes = wanted.clone();
        long product = 1;
        int open = -1;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == 0 && i < before.length ? before[i] : sizes[i];
            if (sizes[i] < 0) {
                open = i;
            } else {
                product = Math.min(Integer.MAX_VALUE, product * Math.max(1, sizes[i]));
            }
        }
        if (open >= 0) {
            sizes[open] = (int) (count / product);
            product *= sizes[open];
        }
        steps.expect(
                node,
                product == count,
                "brings " + Arrays.toString(before) + " into another shape than it can have, "
                        + Arrays.toString(wanted));
        return sizes;
    }
}
