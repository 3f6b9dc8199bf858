package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Types that mention each other are edited, and what lives on from before is named. */
class EditedTypesTest {

    private static final String SHAPES = """
            sealed interface Shape permits Circle, Square {}
            record Circle(double r) implements Shape {}
            record Square(Pos at, double s) implements Shape {}
            record Pos(int x) {}
            String name(Shape shape) {
                return shape instanceof Circle c ? "circle " + c.r() : "square at " + ((Square) shape).at();
            }
            """;

    private final CellSession cells = new CellSession();

    @Test
    void aMemberOfASealedHierarchyIsEdited() {
        cells.run(SHAPES + "var text = \"kept\"; Shape shape = new Circle(1); int n = 3;");
        cells.run("record Circle(double r) implements Shape { Circle { if (r < 0) throw new Error(); } }");
        assertThat(cells.notes().toString()).contains("shape is empty now");
        assertThat(cells.run("name(new Circle(2)) + text + n")).isEqualTo("circle 2.0kept3");
        cells.run("record Pos(int x) { public String toString() { return \"x\" + x; } }"); // below the hierarchy
        assertThat(cells.run("name(new Circle(2)) + name(new Square(new Pos(4), 1)) + text + n"))
                .isEqualTo("circle 2.0square at x4kept3");
    }

    @Test
    void aSealedHierarchyGrows() {
        cells.run(SHAPES + "var text = \"kept\";");
        cells.run("""
                sealed interface Shape permits Circle, Square, Dot {}
                record Dot() implements Shape {}
                String name(Shape shape) { return shape instanceof Dot ? "dot" : "other"; }
                name(new Dot())
                """);
        assertThat(cells.run("name(new Dot()) + name(new Circle(1)) + text")).isEqualTo("dototherkept");
        cells.run(
                "sealed interface Shape permits Circle, Square, Dot, Line {}\nrecord Line() implements Shape {}\nname(new Line())");
        cells.run("record Dot() implements Shape { int size() { return 1; } }");
        assertThat(cells.run("name(new Dot()) + new Dot().size()")).isEqualTo("dot1");
    }

    @Test
    void aHierarchyInThreeStagesIsEditedAtTheBottom() {
        cells.run("""
                sealed interface Top permits Middle {}
                sealed interface Middle extends Top permits Leaf, Other {}
                final class Leaf implements Middle { Part part = new Part(1); }
                final class Other implements Middle {}
                record Part(int x) {}
                String name(Top top) { return top instanceof Leaf leaf ? "leaf " + leaf.part : "other"; }
                Supplier<String> before = () -> name(new Leaf());
                """);
        cells.run("record Part(int x) { public String toString() { return \"part\" + x; } }");
        assertThat(cells.notes().toString()).contains("before still runs the code from before");
        assertThat(cells.run("name(new Leaf()) + name(new Other())")).isEqualTo("leaf part1other");
        assertThat(cells.run("before.get()")).isEqualTo("leaf Part[x=1]");
    }

    @Test
    void aMistakeInASealedHierarchyLeavesTheOldOne() {
        cells.run(SHAPES + "var text = \"kept\";");
        assertThat(cells.fails("sealed interface Shape permits Circle, Squar {}")
                        .message())
                .contains("Squar");
        assertThat(cells.run("name(new Circle(2)) + text")).isEqualTo("circle 2.0kept");
        cells.fails(
                "sealed interface Shape permits Circle, Square, Dot { int n = \"typo\"; }\nrecord Dot() implements Shape {}");
        assertThat(cells.run("name(new Circle(2)) + text")).isEqualTo("circle 2.0kept");
        assertThat(String.join(
                        "\n",
                        cells.fails("record Circle(double r) implements Shape { int n() { return \"typo\"; } }")
                                .lines()))
                .contains("String cannot be converted to int")
                .doesNotContain("local");
        assertThat(cells.run("name(new Circle(2)) + text")).isEqualTo("circle 2.0kept");
    }

    @Test
    void aTypeThatWaitedForOthersIsTriedOutToo() {
        cells.run("""
                sealed interface Part permits Wheel, Bolt { default int size() { return 1; } }
                record Wheel(int n) implements Part {}
                record Bolt(int n) implements Part {}
                Part part = new Bolt(3);
                """);
        cells.fails("sealed interface Part permits Wheel, Bol {}");
        assertThat(cells.run("part.size()")).isEqualTo(1);
    }

    @Test
    void objectsOfAFormerClassAreFoundWhereverTheyAreHeld() {
        cells.run("""
                class Node { int v = 1; static final List<String> LOG = new ArrayList<>(); }
                class Game { Object first; }
                var game = new Game();
                game.first = new Node();
                var perhaps = Optional.of(new Node());
                var shared = new java.util.concurrent.atomic.AtomicReference<>(new Node());
                Supplier<Object> make = () -> new Node();
                Node[][] grid = {{new Node()}};
                Node.LOG.add("one");
                """);
        cells.run("class Node { int v = 2; static final List<String> LOG = new ArrayList<>(); }");
        assertThat(cells.notes())
                .containsExactly(
                        "Node changed: grid is empty now; game, perhaps and shared still hold objects of the former"
                                + " Node; make still runs the code from before; static Node.LOG begins anew. Run the cells that set"
                                + " grid, game, perhaps, shared and make again.");
    }

    @Test
    void onlyWhatThisCellHasChangedIsNamed() {
        cells.run("class A { int n = 1; } class B { int n = 1; } Object a = new A(); Object b = new B();");
        cells.run("class A { int n = 2; }");
        assertThat(cells.notes().toString()).contains("a still holds objects of the former A");
        cells.run("class B { int n = 2; }");
        assertThat(cells.notes())
                .containsExactly("B changed: b still holds objects of the former B. Run the cells that set b again.");
    }

    @Test
    void lambdasAndThreadsWithTheOldCodeOfAMethodAreNamed() throws InterruptedException {
        cells.run("""
                int step() { return 1; }
                volatile boolean on = true;
                volatile long sum = 0;
                IntSupplier supplier = () -> step();
                var thread = new Thread(() -> { while (on) { sum += step(); Thread.onSpinWait(); } }, "adder");
                thread.start();
                """);
        cells.run("int step() { return 1_000_000_000; }");
        assertThat(cells.notes()).isEmpty();
        cells.run("long before = sum; while (sum < before + 3_000_000_000L) Thread.onSpinWait();"); // in its new form
        cells.run("short step() { return 2; }");
        assertThat(cells.notes().toString())
                .contains("step changed: supplier and the thread adder still run the code from before");
        cells.run("on = false; thread.join();");
    }
}
