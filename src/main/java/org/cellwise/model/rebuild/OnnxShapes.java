package org.cellwise.model.rebuild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.layer.Description;
import org.cellwise.model.rebuild.OnnxModel.Node;
import org.cellwise.tensor.Shape;

/**
 * Nodes of an ONNX graph that bring numbers into other shapes and places.
 *
 * @param rows how many rows the file was made for; -1 for any number
 */
record OnnxShapes(OnnxSteps steps, StepGraph<List<float[]>> graph, int rows) {
    void flatten(Node node) {
        steps.expectWhole(node, "axis", 1);
        flat(node);
    }

    /** Rows that are flat already stay as they are, as after a global pool. */
    private void flat(Node node) {
        String from = steps.in(node, 0);
        Description before = graph.layer(from);
        boolean undone = before != null
                && before.kind().equals("reshape")
                && graph.shape(graph.source(from)).rank() == 1;
        if (undone || graph.shape(from).rank() == 1) {
            graph.alias(node.words(), undone ? graph.source(from) : from, OnnxSteps.out(node));
        } else {
            layer(node, Kind.of("flatten"));
        }
    }

    void reshape(Node node) {
        int[] wanted = steps.weights(node, 1).wholes();
        Shape row = graph.shape(steps.in(node, 0));
        boolean isRows = wanted.length > 1 && (wanted[0] == -1 || wanted[0] == 0 || wanted[0] == rows);
        steps.expect(node, isRows, "puts numbers of one row into another, to " + Arrays.toString(wanted));
        int[] sizes = Arrays.copyOfRange(wanted, 1, wanted.length);
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == 0 && i < row.rank() ? row.size(i) : sizes[i];
        }
        sizes = OnnxFixed.sizes(steps, node, sizes, row.sizes());
        if (sizes.length == 1) {
            flat(node);
        } else {
            layer(node, Kind.of("reshape", "shape", Arrays.stream(sizes).boxed().toList()));
        }
    }

    /** The number of rows, which is open, stands as 0: that of what is reshaped. */
    void shape(Node node) {
        int[] row = graph.shape(steps.in(node, 0)).sizes();
        float[] sizes = new float[row.length + 1];
        for (int i = 0; i < row.length; i++) {
            sizes[i + 1] = row[i];
        }
        steps.fix(node, new OnnxTensor(OnnxSteps.out(node), new int[] {sizes.length}, sizes));
    }

    void pad(Node node) {
        OnnxTensor given = steps.constant(node, 1);
        int[] pads = given == null ? node.wholes("pads") : given.wholes();
        OnnxTensor value = steps.constant(node, 2);
        boolean zeros = node.text("mode", "constant").equals("constant")
                && node.number("value", 0) == 0
                && (!node.has(2) || value != null && value.floats()[0] == 0);
        steps.expect(node, zeros && pads != null, "puts other numbers around than zeros");
        if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
            graph.alias(node.words(), steps.in(node, 0), OnnxSteps.out(node));
            return;
        }
        int around = pads.length == 8 ? pads[2] : -1;
        steps.expect(
                node,
                around > 0 && Arrays.equals(pads, new int[] {0, 0, around, around, 0, 0, around, around}),
                "pads by " + Arrays.toString(pads) + ", but layers here pad height and width evenly");
        steps.pad(node, around);
    }

    void squeeze(Node node) {
        Shape row = graph.shape(steps.in(node, 0));
        OnnxTensor given = steps.constant(node, 1);
        int[] axes = given == null ? node.wholes("axes") : given.wholes();
        steps.expect(node, axes != null, "drops axes that it does not name");
        List<Integer> left = new ArrayList<>();
        int[] dropped = positive(axes, row.rank() + 1);
        for (int i = 0; i < row.rank(); i++) {
            if (Arrays.binarySearch(dropped, i + 1) < 0) {
                left.add(row.size(i));
            } else {
                steps.expect(node, row.size(i) == 1, "drops an axis of " + row.size(i) + " numbers");
            }
        }
        steps.expect(node, Arrays.binarySearch(dropped, 0) < 0, "drops the axis of the rows");
        if (left.size() == 1) {
            flat(node);
        } else {
            layer(node, Kind.of("reshape", "shape", left));
        }
    }

    void transpose(Node node) {
        int[] order = node.wholes("perm");
        steps.expect(node, order != null && order.length > 1 && order[0] == 0, "turns rows and features");
        layer(
                node,
                Kind.of("permute", "order", Arrays.stream(order).skip(1).boxed().toList()));
    }

    void concat(Node node) {
        List<String> from = node.inputs();
        Shape row = graph.shape(steps.in(node, 0));
        long axis = node.whole("axis", 1);
        long ours = row.rank() == 2 ? 2 : 1;
        steps.expect(
                node,
                axis == ours || axis == ours - row.rank() - 1,
                "puts values side by side along axis " + axis + ", but branches(…) do so along " + ours);
        for (int i = 0; i < from.size(); i++) {
            steps.expect(node, steps.constant(node, i) == null, "puts fixed numbers beside values");
            steps.expect(
                    node, graph.shape(from.get(i)).rank() == row.rank(), "puts values of several ranks side by side");
        }
        graph.concat(node.words(), from, OnnxSteps.out(node));
    }

    static int[] positive(int[] axes, int rank) {
        return Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray();
    }

    private void layer(Node node, Description layer) {
        graph.layer(node.words(), steps.in(node, 0), OnnxSteps.out(node), layer, null);
    }
}
