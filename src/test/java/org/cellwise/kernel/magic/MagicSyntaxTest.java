package org.cellwise.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MagicSyntaxTest {

    private final MagicSyntax syntax = new MagicSyntax(Set.of("jars", "maven")::contains);

    @Test
    void aMagicBecomesAQualifiedCallThatNoImportCanHide() {
        assertThat(syntax.toJava("%jars lib/*.jar \"my libs/a.jar\""))
                .isEqualTo("org.cellwise.kernel.CellFunctions.runLineMagic(\"jars\","
                        + " java.util.List.of(\"lib/*.jar\", \"my libs/a.jar\"));");
    }

    @Test
    void anAssignedMagicKeepsItsVariable() {
        assertThat(syntax.toJava("List<String> added = %jars a.jar"))
                .isEqualTo("List<String> added = org.cellwise.kernel.CellFunctions.lineMagic(\"jars\","
                        + " java.util.List.of(\"a.jar\"));");
    }

    @Test
    void linesStayLines() {
        String cell = "int a = 1;\n%jars x\nint b = 2;\n";
        assertThat(syntax.toJava(cell).lines())
                .hasSize(3)
                .startsWith("int a = 1;")
                .endsWith("int b = 2;");
    }

    @Test
    void remainderAndFormatsAreNoMagics() {
        for (String java : List.of(
                "int c = a\n    %b;",
                "int c = a %jars;", "String s = \"\"\"\n%jars x\n\"\"\";", "/*\n%jars x\n*/", "printf(\"%d\", 1);")) {
            assertThat(syntax.toJava(java)).isEqualTo(java);
        }
    }

    @Test
    void anUnknownNameAtTheStartOfALineIsAMagicSoThatItsErrorCanHelp() {
        assertThat(syntax.toJava("%mavn a:b:1")).contains("runLineMagic(\"mavn\"");
    }

    @Test
    void aCellMagicTakesTheRestOfTheCellAsItIs() {
        assertThat(syntax.toJava("%%loadFromPOM compile\n<a>\"ü\\</a>\n%jars"))
                .isEqualTo("org.cellwise.kernel.CellFunctions.runCellMagic(\"loadFromPOM\","
                        + " java.util.List.of(\"compile\"), \"<a>\\\"\\374\\\\</a>\\012%jars\");");
    }

    @Test
    void wordsAreSplitLikeACommandLine() {
        assertThat(CommandLine.words(" a  \"b c\" 'd e' C:\\dir\\f.jar --x=\"y z\" "))
                .containsExactly("a", "b c", "d e", "C:\\dir\\f.jar", "--x=y z");
        assertThat(CommandLine.words("")).isEmpty();
    }

    @Test
    void blankedMagicsLeaveAllElseWhereItWas() {
        assertThat(syntax.blankMagics("%jars x\nint a;")).isEqualTo("       \nint a;");
    }

    @Test
    void longTextsAreRead() {
        String text = "String s = \"" + "a\\n%".repeat(50_000) + "\";\n/*" + " %jars x\n".repeat(20_000) + "*/\nint a;";
        assertThat(syntax.toJava(text)).isEqualTo(text);
        assertThat(syntax.blankMagics(text)).isEqualTo(text);
        assertThat(CommandLine.words("'" + "a b ".repeat(50_000) + "'")).hasSize(1);
    }

    @Test
    void aQuoteInACommentOpensNothing() {
        assertThat(syntax.toJava("// don't \"\"\"\n%jars x\n")).contains("runLineMagic");
        assertThat(syntax.toJava("char c = '\"';\n%jars x\n")).contains("runLineMagic");
        assertThat(syntax.toJava("String s = \"\"\"\n \\\"\"\"\n%jars x\n\"\"\";"))
                .doesNotContain("runLineMagic");
    }
}
