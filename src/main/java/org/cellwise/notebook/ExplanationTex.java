package org.cellwise.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.insight.Explanation;
import org.cellwise.insight.Explanation.Step;

/** A forward pass as equations of matrices: a dense layer and the activation after it in one, with every number. */
final class ExplanationTex {
    private static final int ON_ONE_LINE = 8; // inputs and units together

    private ExplanationTex() {}

    static String of(Explanation explanation) {
        return String.join("\n\n", formulas(explanation.steps()));
    }

    // those of what is inside a layer follow it
    private static List<String> formulas(List<Step> steps) {
        List<String> formulas = new ArrayList<>();
        int links = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Step next = i + 1 < steps.size() ? steps.get(i + 1) : null;
            links += step.weights() == null ? 0 : 1;
            String matrix =
                    "W" + "'".repeat(Math.max(0, Math.min(3, links - 1))); // as the lines of the drawing are called
            boolean activated = step.weights() != null && next != null && next.isFunction() && step.isSmall();
            if (step.weights() != null && step.isSmall()) {
                formulas.add(small(step, activated ? next : null, matrix));
            } else {
                formulas.add(large(step));
            }
            formulas.addAll(formulas(step.inside()));
            i += activated ? 1 : 0;
        }
        return formulas;
    }

    // m = φ(x W + b) = φ([…][…] + […]) = φ([…]) = […]
    private static String small(Step step, Step activation, String matrix) {
        boolean narrow = step.input().length + step.output().length <= ON_ONE_LINE;
        String equals = narrow ? "&= " : "&\\quad = "; // wide ones have no room for a column left of the sign
        String bias = step.bias() == null ? "" : " + " + Tex.row(step.bias());
        List<String> lines = new ArrayList<>();
        lines.add(heading(step, activation));
        lines.add((narrow ? "" : "&")
                + Tex.row(step.outputNames())
                + (narrow ? " &= " : " = ")
                + applied(activation, Tex.row(step.inputNames()) + "\\," + matrix + (bias.isEmpty() ? "" : " + b")));
        if (narrow) {
            lines.add(equals + applied(activation, Tex.row(step.input()) + Tex.matrix(step.weights()) + bias));
        } else {
            String open = activation == null ? "" : Tex.function(activation.kind()) + "\\Bigl(";
            lines.add(equals + open + Tex.row(step.input()));
            lines.add("&\\qquad \\cdot " + Tex.matrix(step.weights()) + (bias.isEmpty() ? close(activation) : ""));
            if (!bias.isEmpty()) {
                lines.add("&\\qquad" + bias + close(activation));
            }
        }
        if (activation != null) {
            lines.add(equals + Tex.apply(activation.kind(), Tex.row(step.output())));
        }
        lines.add(equals + Tex.row(activation == null ? step.output() : activation.output()));
        return Tex.lines(lines);
    }

    private static String close(Step activation) {
        return activation == null ? "" : "\\Bigr)";
    }

    private static String heading(Step step, Step activation) {
        String names = step.name() + (activation == null ? "" : ", " + activation.name());
        return "&" + Tex.bold(names);
    }

    private static String applied(Step activation, String argument) {
        return activation == null ? argument : Tex.apply(activation.kind(), argument);
    }

    // shapes and norms
    private static String large(Step step) {
        List<String> lines = new ArrayList<>(List.of(heading(step, null)));
        if (step.weights() != null) {
            double[] all = Arrays.stream(step.weights())
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            lines.add(
                    "&x \\in \\mathbb{R}^{%s},\\; \\lVert x \\rVert = %s,\\quad W \\in \\mathbb{R}^{%s \\times %s},\\; \\lVert W \\rVert = %s"
                            .formatted(
                                    step.input().length,
                                    norm(step.input()),
                                    step.input().length,
                                    step.output().length,
                                    Tex.number(Explanation.norm(all))));
            lines.add("&y = x W%s \\in \\mathbb{R}^{%s},\\; \\lVert y \\rVert = %s"
                    .formatted(step.bias() == null ? "" : " + b", step.output().length, norm(step.output())));
        } else if (step.output().length <= 8) {
            lines.add("&" + Tex.apply(step.kind(), "x") + " = " + Tex.row(step.output()));
        } else {
            lines.add("&y = %s \\in \\mathbb{R}^{%s},\\; \\lVert y \\rVert = %s,\\; %s \\le y_i \\le %s"
                    .formatted(
                            Tex.apply(step.kind(), "x"),
                            step.shape().toString().replace("x", "\\times"),
                            norm(step.output()),
                            Tex.number(Arrays.stream(step.output()).min().orElse(0)),
                            Tex.number(Arrays.stream(step.output()).max().orElse(0))));
        }
        return Tex.lines(lines);
    }

    private static String norm(double[] values) {
        return Tex.number(Explanation.norm(values));
    }
}
