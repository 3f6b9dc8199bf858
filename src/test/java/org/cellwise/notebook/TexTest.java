package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TexTest {
    @Test
    void namesOfUnitsAndWeightsAreFormulasAndOthersAreText() {
        assertThat(Tex.name("m₁₂")).isEqualTo("m_{12}");
        assertThat(Tex.name("w′₃₄")).isEqualTo("w'_{34}");
        assertThat(Tex.name("w₁₀,₂")).isEqualTo("w_{10,2}");
        assertThat(Tex.name("x")).isEqualTo("x");
        assertThat(Tex.name("bill length")).isEqualTo("\\text{bill length}");
    }

    @Test
    void whatIsMarkupToTexOrHtmlIsSpelled() {
        assertThat(Tex.text("a_b")).isEqualTo("\\text{a}\\_ \\text{b}");
        assertThat(Tex.text("<script>")).isEqualTo("\\lt \\text{script}\\gt");
        assertThat(Tex.text("$\\x{}")).isEqualTo("\\$ \\backslash \\text{x}\\{ \\}");
        assertThat(Tex.bold("dense_1, tanh")).isEqualTo("\\mathbf{dense\\_1,\\ tanh}");
    }

    @Test
    void primesStandWhereTheNameHasThem() {
        assertThat(Tex.name("w″₁")).isEqualTo("w''_{1}");
        assertThat(Tex.name("′′abc")).isEqualTo("\\text{′′abc}");
        assertThat(Tex.name("a′b‴")).isEqualTo("\\text{a′b}'''");
    }

    @Test
    void headingsEndTheirCommands() {
        assertThat(Tex.bold("a<b\\c")).isEqualTo("\\mathbf{a{\\lt}b{\\backslash}c}");
        assertThat(Tex.bold("don't-é")).isEqualTo("\\mathbf{don\\text{'}t\\text{-}\\text{é}}");
    }

    private static final List<String> NASTY = List.of(
            "\\href{javascript:alert(1)}{x}",
            "′′\\href{javascript:alert(1)}",
            "a<b",
            "<img src=x onerror=alert(1)>",
            "&lt;",
            "a_b^c~d%e#f",
            "$$",
            "}{",
            "\\end{aligned}",
            "\\",
            "",
            " ",
            "x\n\ny",
            "\u0000\u202e\ud800",
            "₁₂",
            "1′₂,",
            "🐧",
            "é",
            "\\left(",
            "n".repeat(100_000) + "$");

    // every formula that a name can stand in, small and large, with an activation and a loss of the user's
    private static Stream<String> formulas(String nasty) {
        String kind = nasty.isBlank() ? "blank" : nasty;
        Network small = network(
                inputs(nasty, "x"), dense(2), layer(kind, x -> x), relu(), dense(outputs(nasty, "other")), softmax());
        Network large = network(inputs(nasty, "x"), dense(30), layer(kind, x -> x), dense(outputs(nasty, "other")));
        Loss loss = loss(kind, (outputs, targets) -> Ops.mean(Ops.square(Ops.subtract(outputs, targets))));
        return Stream.of(small, large)
                .flatMap(net -> Stream.of(
                        explain(net, 1, 2), explainStep(new Trainer(net, loss, sgd(0.1)), new double[] {1, 2}, 1, 0)))
                .map(value -> Renderer.render(value).orElseThrow().data().get("text/latex"));
    }

    @ParameterizedTest
    @FieldSource("NASTY")
    void namesReachNoFormulaRaw(String nasty) {
        assertThat(formulas(nasty)).hasSize(4).allSatisfy(tex -> {
            assertThat(tex).hasSizeLessThan(20_000).doesNotContain("<", ">", "~", "\u0000", "\u202e", "\ud800");
            String inside = tex.replace("\n$$\n\n$$\n", "\n").replaceAll("^\\$\\$|\\$\\$$", "");
            Matcher commands = COMMAND.matcher(inside);
            while (commands.find()) {
                assertThat(commands.group(1)).matches(command -> command.equals(" ") || COMMANDS.contains(command));
            }
            String rest = COMMAND.matcher(inside).replaceAll("");
            assertThat(rest).doesNotContain("$", "%", "#", "\\", "\n\n");
            int depth = 0;
            for (char c : rest.toCharArray()) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                assertThat(depth).isNotNegative();
            }
            assertThat(depth).isZero();
        });
    }

    private static final Pattern COMMAND = Pattern.compile("\\\\([a-zA-Z]+|.)", Pattern.DOTALL);
    private static final Set<String> COMMANDS = Set.of(
            ("begin end text mathbf operatorname left right cdot times partial varphi frac lVert rVert Delta quad qquad"
                            + " mathbb in le to infty hline backslash wedge sim lt gt Bigl Bigr _ $ % # & { } \\ , ;")
                    .split(" "));

    @Test
    void numbersHaveFourDigits() {
        assertThat(Tex.number(0.123456)).isEqualTo("0.1235");
        assertThat(Tex.number(-1.2e-7)).isEqualTo("-1.2 \\times 10^{-7}");
        assertThat(Tex.number(Double.NEGATIVE_INFINITY)).isEqualTo("-\\infty");
        assertThat(Tex.number(Double.NaN)).isEqualTo("\\text{NaN}");
    }

    @Test
    void aForwardPassIsEquationsOfMatrices() {
        Network net = network(inputs("x", "<y>"), dense(2).weights(numbers(1, 2, 3, 4)), tanh());
        net.setValues("dense_1.bias", 5, 6);
        MimeBundle bundle = Renderer.render(explain(net, 7, 8)).orElseThrow();
        assertThat(bundle.data()).containsOnlyKeys("text/latex", "text/plain");
        assertThat(bundle.data().get("text/latex"))
                .startsWith("$$\n\\begin{aligned}\n&\\mathbf{dense\\_1,\\ tanh\\_1}")
                .contains("\\begin{bmatrix} y_{1} & y_{2} \\end{bmatrix} &= \\tanh\\left(\\begin{bmatrix} x & ")
                .contains("\\begin{bmatrix} 7 & 8 \\end{bmatrix}\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}"
                        + " + \\begin{bmatrix} 5 & 6 \\end{bmatrix}")
                .contains("\\begin{bmatrix} 36 & 52 \\end{bmatrix}")
                .doesNotContain("<y>");
        assertThat(bundle.plain()).contains("7 · 1 + 8 · 3 + 5 = 36");
    }

    @Test
    void aStepHasARowForEveryWeight() {
        Network net = network(inputs("x"), dense(1).weights(numbers(2)).noBias());
        var step = explainStep(new Trainer(net, meanSquaredError(), sgd(0.5)), new double[] {3}, 4);
        String latex = Renderer.render(step).orElseThrow().data().get("text/latex");
        // L = (2·3 - 4)², ∂L/∂s = 4, ∂L/∂w = 12, w - 0.5·12 = -4
        assertThat(latex)
                .contains("w_{11} & 3 & 4 & 12 & 12 & 2 & -4")
                .contains("= 4\n")
                .contains("\\hline");
    }

    @Test
    void largeNetworksAreToldInShapesAndNorms() {
        Network net = network(inputs(30), dense(20), relu(), dense(2));
        String forward = Renderer.render(explain(net, new double[30]))
                .orElseThrow()
                .data()
                .get("text/latex");
        assertThat(forward).contains("W \\in \\mathbb{R}^{30 \\times 20}").doesNotContain("bmatrix} 0 & 0 & 0");
        var step = explainStep(new Trainer(net, meanSquaredError(), sgd(0.5)), new double[30], 4, 4);
        String backward = Renderer.render(step).orElseThrow().data().get("text/latex");
        assertThat(backward).contains("\\lVert \\Delta w \\rVert").contains("\\text{dense}\\_ \\text{1}");
        assertThat(List.of(forward, backward)).allMatch(text -> text.length() < 3_000);
    }
}
