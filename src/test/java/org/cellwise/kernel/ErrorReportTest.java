package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // starting a session takes long
class ErrorReportTest {

    private final CellSession cells = new CellSession();

    @BeforeAll
    void fill() {
        cells.run("import static org.cellwise.Cellwise.*;");
    }

    /** The line that throws holds a question mark. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int a = 1;\n\nint b = a /*?*/ / 0;",
                "int a = 1;\nint b =\n    a /*?*/ / 0;",
                "// leading\n/* more\n */ int b = 1 /*?*/ / 0;",
                "int ok = 1;\nfor (int i = 0; i < 3; i++) {\n    int[] one = {1};\n    one[i]++; //?\n}",
                "int fine(int n) {\n    return n;\n}\n\nint bad(int n) {\n    // why\n    return n / 0; //?\n}\nfine(1);\nbad(1);",
                "class A {\n    int n;\n    A(String s) {\n        n = s.length(); //?\n    }\n}\nnew A(null);",
                "import java.util.zip.*;\nimport java.util.jar.*;\n\nSystem.out.print( //?\n    1 / 0);",
                "List.of(1).stream().map(x -> {\n    return x / 0; //?\n}).toList();",
                "String s = \"\"\"\n    text\n    \"\"\";\nvar n = 1;\nvar r = s\n    .charAt(99); //?",
                "record R(int n) {\n    R {\n        if (n < 0)\n            throw new IllegalArgumentException(); //?\n    }\n}\nnew R(-1);",
                "if (true) {\n    throw new Error(); //?\n}",
            })
    void theLineThatThrowsIsMarked(String code) {
        List<String> lines = cells.fails(code).lines();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("-->"))
                .hasSize(1)
                .first()
                .asString()
                .contains("?");
        assertThat(lines).noneMatch(line -> line.contains("jdk.jshell") || line.contains("java.base"));
        cells.run("import java.text.*; import java.util.concurrent.locks.*; String later;");
        assertThat(cells.fails(code).lines())
                .filteredOn(line -> line.startsWith("-->"))
                .first()
                .asString()
                .contains("?");
    }

    /** A method whose types are not imported waits for them: its own fault is said, not that it cannot be called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Trainer learning() { return null; }",
                "Trainer learning() { return null; }\nvar learned = learning();",
                "var learned = learning();\nTrainer learning() { return null; }",
                "int learning(Trainer it) { return 1; }\nlearning(null)",
                "class Holder { Trainer it; }\nnew Holder()",
            })
    void aTypeThatIsNotImportedIsNamedWhereItIsMissing(String code) {
        assertThat(cells.fails(code).message())
                .isEqualTo("cannot find symbol: class Trainer: import org.cellwise.train.Trainer;");
    }

    @Test
    void framesOfOtherCellsAreNamedWithTheLineTheyHaveNow() {
        cells.run("int dividing(int n) {\n    return 1 / n;\n}");
        int first = cells.cell();
        assertThat(cells.fails("\ndividing(0)").lines())
                .contains("    in cell " + first + ", line 2 (dividing)", "    in cell " + cells.cell() + ", line 2");
        cells.run("// a comment\n\nint dividing(int n) {\n    // another\n    return 1 / n;\n}");
        int second = cells.cell();
        assertThat(cells.fails("dividing(0)").lines()).contains("    in cell " + second + ", line 5 (dividing)");
        cells.run("int dividing(int n) { int one = 1;\n\n\n    return one / n;\n}");
        assertThat(cells.fails("dividing(0)").lines()).contains("    in cell " + (second + 2) + ", line 4 (dividing)");
    }

    @Test
    void overloadsAreToldApart() {
        cells.run(
                "int over(int n) {\n    return 1 / n;\n}\n\nint over(String s) {\n    int n = s.length();\n    return 2 / n;\n}");
        assertThat(cells.fails("over(\"\")").lines()).anyMatch(line -> line.endsWith("line 7 (over)"));
        assertThat(cells.fails("over(0)").lines()).anyMatch(line -> line.endsWith("line 2 (over)"));
    }

    @Test
    void aNullPointerNamesTheVariable() {
        cells.run("String unset = null;");
        assertThat(cells.fails("unset.length()").message())
                .isEqualTo("Cannot invoke \"String.length()\" because \"unset\" is null");
        assertThat(cells.fails("String local() { String nothing = null; return nothing.trim(); } local()")
                        .message())
                .isEqualTo("Cannot invoke \"String.trim()\" because \"nothing\" is null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dens(4) | cannot find symbol: method dens(int): did you mean dense?
            network(inputs(2), dense(4), relu) | cannot find symbol: variable relu: relu is a function, as in relu()
            adam() | there is no adam(), but adam(double)
            dense("a") | there is no dense(String), but dense(Outputs), dense(int)
            "abc".lenght() | cannot find symbol: method lenght() of String: did you mean length?
            class Own { int width; } new Own().widht | cannot find symbol: variable widht of Own: did you mean width?
            AtomicInteger n = null; | cannot find symbol: class AtomicInteger: import java.util.concurrent.atomic.AtomicInteger;
            int n = "a"; | incompatible types: String cannot be converted to int
            balancedWeights(moons(20, 0.1, seed(1)).split(0.5)) | incompatible types: Split cannot be converted to Dataset: choose a part, as in split.train() or split.test()
            """)
    void aMistakeIsToldInALineThatHelps(String code, String message) {
        assertThat(cells.fails(code).message()).isEqualTo(message);
        Locale before = Locale.getDefault();
        try {
            for (String language : List.of("de", "ja", "tr", "fa")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertThat(cells.fails(code).message()).isEqualTo(message);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theNameThatIsMissingIsUnderlined() {
        List<String> lines = cells.fails("var x = 1;\n\"abc\".lenght();").lines();
        int marked = lines.indexOf("      2 | \"abc\".lenght();");
        assertThat(lines.get(marked + 1)).isEqualTo(" ".repeat("      2 | \"abc\".".length()) + "^^^^^^");
    }

    @Test
    void codeThatACellRunsIsToldAsItsOwn() {
        assertThat(cells.fails("Thread.sleep(0); int y = 1;\nint[] z = new int[y - 2];")
                        .message())
                .isEqualTo("-1");
    }

    @Test
    void anOldValueThatIsGoneIsToldSo() {
        CellSession session = new CellSession();
        session.run("1");
        String first = session.run("2 + 1") == null ? "" : "$1";
        assertThat(session.run(first + " + 1")).isEqualTo(2);
        assertThat(session.fails("$4711 + 1").message()).contains("keeps the last 100 values");
    }
}
