package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import java.util.Map;
import org.cellwise.kernel.magic.KnownMagics;
import org.cellwise.kernel.magic.MagicSyntax;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeAssistTest {

    private static CodeAssist assist;

    @BeforeAll
    static void start() {
        Evaluator evaluator = new Evaluator(KernelSettings.from(Map.of()), note -> {});
        evaluator.start();
        KnownMagics magics = new KnownMagics();
        magics.registerLineMagic("jars", arguments -> null);
        assist = new CodeAssist(evaluator, new MagicSyntax(magics::isLineMagic), magics);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + 2", "int x = 5;", "void f() {\n}", "", "// only", "%jars a.jar", "int a = 1; a"})
    void complete(String code) {
        assertThat(assist.isComplete(code)).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"for (;;) {", "int f() {\n    return (1 +", "List.of(1,", "/* a"})
    void incomplete(String code) {
        assertThat(assist.isComplete(code)).isBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"))", "int x = 1; }", "int 3x = ;", "]"})
    void invalid(String code) {
        assertThat(assist.isComplete(code)).isEqualTo("invalid");
    }

    @Test
    void theNextLineIsIndentedInsideABlock() {
        assertThat(assist.isComplete("if (true) {\n  for (;;) {")).isEqualTo("      ");
    }

    @Test
    void completesMembersAndKeepsPositionsInCodePoints() {
        String cell = "var s = \"😀\"; s.isEmp";
        var options = assist.complete(cell, cell.codePointCount(0, cell.length()));
        assertThat(options.replacements().getReplacements()).contains("isEmpty()");
        assertThat(options.start()).isEqualTo(cell.codePointCount(0, cell.indexOf("isEmp")));
    }

    @Test
    void completesAfterImportsAndMagicsInTheSameCell() {
        String cell = "import java.awt.*;\n%jars a.jar\nMath.ab";
        assertThat(assist.complete(cell, cell.length()).replacements().getReplacements())
                .contains("abs(");
    }

    @Test
    void completesMagics() {
        assertThat(assist.complete("%ja", 3).replacements().getReplacements()).isEqualTo(List.of("jars"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math.max", "Math.max(", "Math.max(1, 2)"})
    void explainsAMethodAlsoAtTheEndOfTheCode(String code) {
        DisplayData found = assist.inspect(code, Math.min(code.length(), 8));
        assertThat(found.getData(MIMEType.TEXT_PLAIN).toString()).contains("Math.max(int a, int b)");
    }

    @Test
    void explainsNothingWhereThereIsNothing() {
        assertThat(assist.inspect("", 0)).isNull();
        assertThat(assist.inspect("1 + ", 99)).isNull();
    }
}
