package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell may use what is declared further down in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // starting a session takes long
class WholeCellTest {

    private final CellSession cells = new CellSession();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sealed interface Shape permits Circle, Square {} record Circle(int r) implements Shape {} record Square(int s) implements Shape {} new Circle(2) | Circle[r=2]
            record Edge(Node from, Node to) {} record Node(String name, List<Edge> edges) {} new Node("a", new ArrayList<>()) | Node[name=a, edges=[]]
            interface Visitor { void visit(Leaf leaf); } class Leaf { void accept(Visitor v) { v.visit(this); } } var seen = new int[1]; new Leaf().accept(l -> seen[0]++); seen[0] | 1
            class Child extends Parent { } class Parent { int v = 1; } new Child().v | 1
            int area(Disc d) { return 3 * d.r() * d.r(); } record Disc(int r) {} area(new Disc(2)) | 12
            var early = new Late(3); record Late(int n) {} early | Late[n=3]
            var greeting = hello("you"); String hello(String s) { return "hi " + s; } greeting + "!" | hi you!
            int outer(int n) { return inner(n) + 1; } var made = outer(1); int inner(int n) { return 10 * n; } made | 11
            int reads() { return later + 1; } int later = 5; reads() | 6
            sealed abstract class Kind permits One, Two {} final class One extends Kind {} non-sealed class Two extends Kind { int n = 4; } new Two().n | 4
            enum Level { LOW; Level next() { return new Ladder().up(this); } } class Ladder { Level up(Level l) { return l; } } Level.LOW.next() | LOW
            """)
    void whatIsDeclaredFurtherDown(String cell, String value) {
        assertThat(cells.run(cell)).hasToString(value);
        assertThat(cells.run(cell.replace("} ", "}\n// next\n"))).hasToString(value);
    }

    @Test
    void statementsKeepTheirOrder() {
        assertThat(cells.run("int n = 1; int f() { return 1; } n += f(); int f() { return 10; } n += f(); n"))
                .isEqualTo(12);
    }

    @Test
    void anEditMayTieTypesTogether() {
        cells.run("interface Reader { int read(Page page); } class Page { int n = 3; }");
        cells.run("class Page { int n = 4; int accept(Reader reader) { return reader.read(this); } }");
        assertThat(cells.run("new Page().accept(page -> page.n)")).isEqualTo(4);
    }

    @Test
    void whatIsMissingIsMarked() {
        ErrorReport.Report report = cells.fails("int fine = 1;\nclass Lack extends Nowhere { }");
        assertThat(report.message()).contains("Nowhere");
        assertThat(report.lines()).contains("      2 | class Lack extends Nowhere { }");
        assertThat(cells.run("fine")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            record Even(int n) { Even { if (n % 2 != 0) throw new IllegalArgumentException("odd"); } } new Even(4) | Even[n=4]
            record Trimmed(String s) { Trimmed { s = s.trim(); } static Trimmed of(int n) { return new Trimmed(" " + n); } } Trimmed.of(3) | Trimmed[s=3]
            record Own(int n) { Own(int n) { this.n = n + 1; } } new Own(1) | Own[n=2]
            class Holder { record In<T>(T v) { In { Objects.requireNonNull(v); } } } new Holder.In<>(1) | In[v=1]
            record Public(String s) { public Public { s = s + " record Public(int n){Public{"; } } new Public("").s().length() | 29
            """)
    void recordsHaveConstructorsOfTheirOwn(String cell, String value) {
        assertThat(cells.run(cell)).hasToString(value);
        assertThat(cells.run(cell.replace("{ ", "{\n        "))).hasToString(value);
    }

    @Test
    void whatHasBeenPrintedIsNoAnswer() {
        assertThat(cells.run("System.out.printf(\"%s%n\", 3)")).isNull();
        assertThat(cells.run("System.err.append('x');")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            int plain() { Foo1 f = null; return 1; } plain() | plain cannot run yet, because it uses class Foo1: declare it first
            int again(int n) { return n < 2 ? new Foo2().n() : again(n - 1); } again(4) | again cannot run yet, because it uses class Foo2: declare it first
            int counter = 3; int typo() { return countr; } typo() | typo cannot run yet, because it uses variable countr: did you mean counter?
            <T> T any(List<T> l) { Foo3 f; return f.g(nil); } any(List.of(1)) | cannot find symbol: class Foo3
            void both() { Foo7 f; if (nil == 1) return; } both() | both cannot run yet, because it uses class Foo7: declare it first and variable nil: declare it first
            int outer2() { return unfit(1); } int unfit(String s) { return 1; } outer2() | incompatible types: int cannot be converted to String
            int first() { return Foo4.n; } Foo5 second() { return null; } first() + second().n | cannot find symbol: class Foo5
            int over(int n) { return n; } int over(String s) { return new Foo6().n; } over("") | over cannot run yet, because it uses class Foo6: declare it first
            """)
    void whatItsOwnMethodLacks(String cell, String message) {
        assertThat(cells.fails(cell).message()).isEqualTo(message);
    }

    @Test
    void theSameCellAgainLacksTheSame() {
        String cell = "int known = 3;\nint twice() { return 2 * knwon; }\ntwice()";
        assertThat(cells.fails(cell).message()).contains("knwon: did you mean known?");
        assertThat(cells.fails(cell).message()).isEqualTo("cannot find symbol: variable knwon: did you mean known?");
        cells.run("class Counts { int all = 1; }");
        assertThat(cells.fails("class Counts { int all = 1; int twice() { return 2 * al; } }")
                        .message())
                .isEqualTo("cannot find symbol: variable al of Counts: did you mean all?");
    }

    @Test
    void anImportThatIsProposedForTheBodyOfAMethodHelps() {
        ErrorReport.Report report =
                cells.fails("double half() { return new SeededRandom(1).nextDouble() * 0 + 0.5; }\nhalf()");
        String proposed = "import org.cellwise.math.SeededRandom;";
        assertThat(report.message()).isEqualTo("half cannot run yet, because it uses class SeededRandom: " + proposed);
        cells.run(proposed);
        assertThat(cells.run("half()")).isEqualTo(0.5);
    }
}
