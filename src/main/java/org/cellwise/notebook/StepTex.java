package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.insight.StepExplanation;

/** A step of back-propagation as formulas: the forward pass, the loss, and the chain rule for every weight. */
final class StepTex {
    private static final int MAX_TARGETS = 8;

    private StepTex() {}

    static String of(StepExplanation step) {
        List<String> formulas = new ArrayList<>();
        formulas.add(ExplanationTex.of(step.forward()));
        formulas.add(loss(step));
        List<StepExplanation.Layer> layers = step.layers();
        boolean small = layers.stream().noneMatch(layer -> layer.weights().isEmpty());
        if (small) {
            for (int i = layers.size() - 1; i >= 0; i--) { // the way the error goes
                formulas.add(weights(layers.get(i)));
            }
        } else {
            formulas.add(norms(layers));
        }
        formulas.add(after(step));
        return String.join("\n\n", formulas);
    }

    private static String loss(StepExplanation step) {
        double[] output = step.forward().output();
        boolean small = output.length <= MAX_TARGETS && step.target().length <= MAX_TARGETS;
        String arguments = small ? Tex.row(output) + ",\\," + Tex.row(step.target()) : "\\text{output}, \\text{target}";
        return Tex.lines(List.of(
                "&" + Tex.bold("loss"),
                "L &= %s\\left(%s\\right) = %s"
                        .formatted(Tex.text(step.lossName()), arguments, Tex.number(step.loss()))));
    }

    // each row a weight: the factors, their product, the check, and what the optimizer makes of it
    private static String weights(StepExplanation.Layer layer) {
        boolean activated = !layer.activation().isEmpty();
        List<List<String>> rows = new ArrayList<>();
        rows.add(head(activated));
        for (StepExplanation.Weight weight : layer.weights()) {
            List<String> row = new ArrayList<>(List.of(Tex.name(weight.name()), Tex.number(weight.input())));
            if (activated) {
                row.add(Tex.number(weight.slope()));
            }
            row.add(Tex.number(weight.error()));
            row.add(Tex.number(weight.gradient()));
            row.add(Tex.number(weight.check()));
            row.add(Tex.number(weight.before()));
            row.add(Tex.number(weight.after()));
            rows.add(row);
        }
        String rule = activated
                ? "\\frac{\\partial L}{\\partial w} = \\frac{\\partial s}{\\partial w} \\cdot \\varphi'(s) \\cdot \\frac{\\partial L}{\\partial \\varphi},\\quad \\varphi = "
                        + Tex.function(layer.activation())
                : "\\frac{\\partial L}{\\partial w} = \\frac{\\partial s}{\\partial w} \\cdot \\frac{\\partial L}{\\partial s}";
        return Tex.lines(
                List.of("&" + Tex.bold(layer.name() + ", backward") + "\\quad " + rule, "&" + Tex.table(rows)));
    }

    private static List<String> head(boolean activated) {
        List<String> head = new ArrayList<>(List.of("", "\\partial s/\\partial w"));
        if (activated) {
            head.add("\\varphi'(s)");
        }
        head.add(activated ? "\\partial L/\\partial \\varphi" : "\\partial L/\\partial s");
        head.addAll(List.of("\\partial L/\\partial w", "\\text{check}", "w_{\\text{old}}", "w_{\\text{new}}"));
        return head;
    }

    private static String norms(List<StepExplanation.Layer> layers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                "\\text{numbers}",
                "\\lVert w \\rVert",
                "\\lVert \\partial L/\\partial w \\rVert",
                "\\lVert \\Delta w \\rVert",
                "\\lVert \\Delta w \\rVert / \\lVert w \\rVert"));
        for (StepExplanation.Layer layer : layers) {
            rows.add(List.of(
                    Tex.text(layer.name()),
                    String.valueOf(layer.count()),
                    Tex.number(layer.norm()),
                    Tex.number(layer.gradientNorm()),
                    Tex.number(layer.updateNorm()),
                    Tex.number(layer.updateNorm() / layer.norm())));
        }
        return Tex.lines(List.of("&" + Tex.bold("backward"), "&" + Tex.table(rows)));
    }

    private static String after(StepExplanation step) {
        return Tex.lines(List.of(
                "&" + Tex.bold("after a step of " + step.optimizer()) + ",\\ \\text{learning rate}\\ "
                        + Tex.number(step.learningRate()),
                "L &= %s \\;\\to\\; %s".formatted(Tex.number(step.loss()), Tex.number(step.lossAfter()))));
    }
}
