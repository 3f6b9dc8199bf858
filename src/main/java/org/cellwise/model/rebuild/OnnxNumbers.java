package org.cellwise.model.rebuild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.layer.Description;
import org.cellwise.model.rebuild.OnnxModel.Node;
import org.cellwise.tensor.Shape;

/** Nodes of an ONNX graph that go number by number: activations and norms, whole or in pieces, biases, sums of branches. */
final class OnnxNumbers {
    private final OnnxSteps steps;
    private final StepGraph<List<float[]>> graph;
    private final OnnxTerms terms = new OnnxTerms();

    OnnxNumbers(OnnxSteps steps, StepGraph<List<float[]>> graph) {
        this.steps = steps;
        this.graph = graph;
    }

    /** A step with numbers and values. */
    void add(Node node) {
        if (node.op().equals("Add") && sums(node)) {
            return;
        }
        if (node.op().equals("Mul") && scales(node)) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            OnnxTensor fixed = steps.constant(node, i);
            steps.expect(
                    node,
                    fixed == null || fixed.isSingle(),
                    "computes with " + fixed + ", which is no weight of a layer here");
            parts.add(fixed == null ? null : OnnxTerms.text(fixed.floats()[0]));
        }
        String op = switch (node.op()) {
            case "LeakyRelu" -> "LeakyRelu[" + OnnxTerms.text(node.number("alpha", 0.01)) + "]";
            case "Elu" -> "Elu[" + OnnxTerms.text(node.number("alpha", 1)) + "]";
            case "Selu" ->
                "Selu[" + OnnxTerms.text(node.number("alpha", 1.67326)) + "]["
                        + OnnxTerms.text(node.number("gamma", 1.0507)) + "]";
            case "Gelu" -> "Gelu[" + node.text("approximate", "none") + "]";
            default -> node.op();
        };
        add(node, op, parts);
    }

    /** The layer that a value is of an earlier one; where there is none, one is made by a later node, or none. */
    void add(Node node, String op, List<String> parts) {
        for (OnnxTerms.Found each : terms.add(node, op, parts)) {
            if (graph.has(each.base())) {
                List<float[]> weights = weightsOfNorm(each.layer(), each.base());
                graph.layer(node.words(), each.base(), OnnxSteps.out(node), each.layer(), weights);
                return;
            }
        }
    }

    private List<float[]> weightsOfNorm(Description layer, String from) {
        int width = graph.shape(from).last();
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        return switch (layer.kind()) {
            case "layer_norm" -> List.of(ones, new float[width]);
            case "rms_norm" -> List.of(ones);
            default -> null;
        };
    }

    /** A bias, a shift of a norm, positions, or branches that are added. */
    private boolean sums(Node node) {
        int fixed = steps.constant(node, 0) != null ? 0 : 1;
        OnnxTensor numbers = steps.constant(node, fixed);
        String from = steps.in(node, 1 - fixed);
        if (!graph.has(from)) {
            return false;
        }
        if (numbers == null) {
            if (graph.has(steps.in(node, 0)) && graph.has(steps.in(node, 1))) {
                graph.add(node.words(), node.inputs(), OnnxSteps.out(node));
                return true;
            }
            return false;
        }
        Description before = graph.layer(from);
        Shape row = graph.shape(from);
        String kind = before == null ? "" : before.kind();
        boolean plain = kind.equals("dense") && Boolean.FALSE.equals(before.setting("biased"));
        boolean vector = numbers.floats().length == row.last() && numbers.sizes()[numbers.rank() - 1] == row.last();
        if (numbers.rank() > 0 && plain && vector) {
            int units = row.last();
            graph.layer(
                    node.words(),
                    graph.source(from),
                    OnnxSteps.out(node),
                    Kind.dense(units, true),
                    List.of(graph.weights(from).get(0), numbers.floats()));
            return true;
        }
        if (numbers.rank() > 0 && kind.equals("layer_norm") && vector) {
            float[] shift = graph.weights(from).get(1).clone();
            for (int i = 0; i < shift.length; i++) {
                shift[i] += numbers.floats()[i];
            }
            graph.layer(
                    node.words(),
                    graph.source(from),
                    OnnxSteps.out(node),
                    before,
                    List.of(graph.weights(from).get(0), shift));
            return true;
        }
        if (row.rank() == 2 && numbers.floats().length == row.elements() && numbers.rank() > 1) {
            graph.layer(node.words(), from, OnnxSteps.out(node), Kind.of("positions"), List.of(numbers.floats()));
            return true;
        }
        return false;
    }

    /** The scale of a norm. */
    private boolean scales(Node node) {
        int fixed = steps.constant(node, 0) != null ? 0 : 1;
        OnnxTensor numbers = steps.constant(node, fixed);
        String from = steps.in(node, 1 - fixed);
        Description before = graph.layer(from);
        if (numbers == null || before == null || numbers.rank() == 0) {
            return false;
        }
        boolean isNorm = before.kind().equals("layer_norm") || before.kind().equals("rms_norm");
        if (!isNorm || numbers.floats().length != graph.shape(from).last()) {
            return false;
        }
        List<float[]> weights = new ArrayList<>();
        for (float[] old : graph.weights(from)) {
            float[] scaled = old.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= numbers.floats()[i];
            }
            weights.add(scaled);
        }
        graph.layer(node.words(), graph.source(from), OnnxSteps.out(node), before, weights);
        return true;
    }
}
