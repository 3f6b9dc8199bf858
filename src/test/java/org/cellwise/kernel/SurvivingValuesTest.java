package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a cell imports, declares again, edits or fails at: other variables keep their values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // starting a session takes long
class SurvivingValuesTest {

    private final CellSession cells = new CellSession();

    @BeforeEach
    void fill() {
        cells.run("""
                var list = new ArrayList<>(List.of("a")); String text = "t"; int whole = 5; int[] array = {7};
                class Counter { static int n = 0; static int next() { return ++n; } }
                Counter.n = 1;
                int size(List<String> of) { return of.size(); }
                record Point(int x) {} Point point = new Point(1); enum Side { LEFT } var side = Side.LEFT;""");
    }

    private void check() {
        assertThat(cells.run("list + text + whole + array[0] + Counter.n + size(list) + point + side"))
                .isEqualTo("[a]t5711Point[x=1]LEFT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.util.zip.*;",
                "// why\nimport java.util.zip.*;",
                "\n\n/* why */ import static java.lang.Math.*;",
                "import java.util.zip.*;\nimport java.util.jar.*; // twice\nimport static java.lang.Math.*;",
                "int before = 1;\nimport java.util.zip.*;\nint after = 2;",
                "import java.awt.*;",
                "import java.sql.*;\nimport java.awt.*;",
                "import java.util.List;",
                "import java.util.*;"
            })
    void anImportTakesNothingAway(String code) {
        cells.run(code);
        check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record Point(int x) {}",
                "// as it was\nrecord Point(int x) {\n}",
                "enum Side { LEFT }",
                "class Counter { static int n = 0; static int next() { return ++n; } }",
                "int size(List<String> of) { return of.size(); }",
                "int size(List<String> of) {\n    return of.stream().mapToInt(one -> 1).sum();\n}",
            })
    void aDeclarationThatIsMadeAgainTakesNothingAway(String code) {
        cells.run("import java.util.zip.*;");
        cells.run(code);
        assertThat(cells.notes()).isEmpty();
        check();
    }

    @Test
    void whatWasComputedFromAChangedVariableStays() {
        cells.run("var built = text + whole;\nint typed = whole * 2; var length = text.length();");
        cells.run("int whole = 6; var text = \"other\";");
        assertThat(cells.run("built + typed + length")).isEqualTo("t5101");
        cells.run("String whole = \"a text now\"; int text = 3;");
        assertThat(cells.run("built + typed + length + whole + text")).isEqualTo("t5101a text now3");
    }

    @Test
    void anEditedMethodIsCalledInItsNewFormByAll() {
        cells.run("""
                int twice(int n) { return 2 * n; }
                int viaMethod(int n) { return twice(n); }
                class Via { static int count = 3; int call(int n) { return twice(n); } }
                var via = new Via(); var result = twice(21); IntUnaryOperator lambda = n -> twice(n);
                IntUnaryOperator reference = new IntUnaryOperator() {
                    public int applyAsInt(int n) { return twice(n); } };""");
        cells.run("int twice(int n) { IntUnaryOperator hundred = k -> 100 * k; return hundred.applyAsInt(n); }");
        assertThat(cells.notes()).isEmpty();
        assertThat(cells.run("result + \" \" + viaMethod(1) + \" \" + via.call(2) + \" \" + lambda.applyAsInt(3)"
                        + " + \" \" + reference.applyAsInt(4) + \" \" + Via.count"))
                .isEqualTo("42 100 200 300 400 3");
    }

    @Test
    void anEditedMethodTakesAllKindsOfArguments() {
        String form = "String all(boolean a, byte b, char c, short d, int e, long f, float g, double h, String i,"
                + " int[] j, List<? extends Number>... k) { return \"%s\" + a + b + c + d + e + f + g + h + i + j[0]"
                + " + k.length; }";
        cells.run(form.formatted("old"));
        cells.run("long many(long a, double b) { return a + (long) b; } double part(float a) { return a; }"
                + " void nothing() {} float small() { return 1.5f; } boolean yes(char c) { return c == 'c'; }");
        String call = "all(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6.0, \"s\", new int[] {7}, List.of(8))";
        assertThat(cells.run(call)).isEqualTo("oldtrue1c2345.06.0s71");
        cells.run(form.formatted("new"));
        assertThat(cells.run(call)).isEqualTo("newtrue1c2345.06.0s71");
        assertThat(cells.run("nothing(); many(1L, 2.0) + part(3f) + small() + \"\" + yes('c')"))
                .isEqualTo("7.5true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int whole = Integer.parseInt(\"x\");",
                "var whole = Integer.parseInt(\"x\");",
                "String whole = List.of(\"a\").get(9);",
                "int whole = \"typo\";",
                "int whole = unknown + 1;",
                "double whole = 1.5 +;",
                "Point point = new Point();",
                "var point = point.y();",
                "record Point(int x) { int y() { return unknown; } }",
                "class Counter { static int n = unknown; }",
                "List<String> list = List.of(1, 2);",
            })
    void aDeclarationThatFailsLeavesTheOldValue(String code) {
        cells.fails(code);
        check();
    }

    @Test
    void overloadsThatCallEachOtherCanBeEdited() {
        assumeTrue(
                Runtime.version().feature() >= 25,
                "JShell of older JDKs does not know overloads within their own bodies");
        String form = "int over(int n) { return n; } int over(String s) { return over(s.length()) + %d; }";
        cells.run(form.formatted(100));
        assertThat(cells.run("over(\"four\")")).isEqualTo(104);
        cells.run(form.formatted(200));
        assertThat(cells.run("over(\"four\")")).isEqualTo(204);
    }

    @Test
    void anObjectOfAnEditedClassIsNamedAndAllElseStays() {
        cells.run("class Model { double w = 2; double run(double x) { return x * w; } }");
        cells.run("var model = new Model(); Model[] models = {model}; List<Model> listed = List.of(model);"
                + " var direct = new Model().run(3); var out = model.run(3);");
        cells.run("class Model { double w = 2; double run(double x) { return x * w + 1; } }");
        assertThat(cells.notes())
                .containsExactly("Model changed: model and models are empty now; listed still holds objects of the"
                        + " former Model. Run the cells that set model, models and listed again.");
        assertThat(cells.run("direct + \" \" + out + \" \" + model + models + listed.size()"))
                .isEqualTo("6.0 6.0 nullnull1");
        check();
    }

    @Test
    void anEditedClassBeginsItsStaticFieldsAnewAndSaysSo() {
        cells.run("class Counter { static int n = 0; static int next() { return n += 2; } }");
        assertThat(cells.notes()).containsExactly("Counter changed: static Counter.n begins anew.");
        assertThat(cells.run("Counter.n")).isEqualTo(0);
    }

    @Test
    void aMistakeInAMethodCostsNoObjectOfTheClassThatUsesIt() {
        cells.run("int used() { return 1; } class User { int kept = used(); } var user = new User(); user.kept = 9;");
        cells.fails("int used() { return \"typo\"; }");
        cells.fails("int used() { return whole.length(); }");
        assertThat(cells.run("user.kept + used()")).isEqualTo(10);
    }

    @Test
    void aResultIsKeptUnderItsName() {
        CellSession fresh = new CellSession();
        for (int i = 1; i <= 120; i++) {
            fresh.run("new ArrayList<>(List.of(" + i + "))");
        }
        assertThat(fresh.run("$119.add(3); $119")).isEqualTo(List.of(119, 3));
        assertThat(fresh.run("var more = $119.size() + $118.get(0); more")).isEqualTo(2 + 118);
        assertThat(fresh.fails("$2").message()).contains("cannot find symbol");
        assertThat(fresh.run("$119.size() + more")).isEqualTo(2 + 120);
    }
}
