package org.cellwise.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random sessions of cells beside a simple model of which values must live. {@code -Dcellwise.cells=5000} makes a long run,
 * {@code -Dcellwise.seed=…} another one.
 */
class SessionModelTest {

    private static final List<String> VARIABLES = List.of("a", "b", "c", "d", "list", "name", "total");
    private static final List<String> PACKAGES = List.of(
            "java.awt",
            "java.awt.event",
            "java.sql",
            "java.util",
            "java.util.zip",
            "java.util.jar",
            "java.time",
            "java.nio.charset",
            "java.util.concurrent.atomic",
            "java.text",
            "javax.swing",
            "javax.swing.text");

    private final CellSession cells = new CellSession();
    private final Random random = new Random(Long.getLong("cellwise.seed", 1));
    private final Map<String, String> values = new TreeMap<>(); // what String.valueOf must say, by variable
    private final Set<String> points = new HashSet<>(); // variables that hold objects of the record
    private final Set<String> users = new HashSet<>(); // variables that hold objects of the class that uses the method
    private final List<String> code = new ArrayList<>();
    private final Set<String> parts = new HashSet<>(); // variables that hold objects of the sealed hierarchy
    private int factor = 2; // of the method
    private boolean wide; // whether the method gives long
    private int form; // of the record
    private int count; // the static field
    private int next;

    @Test
    void noValueIsLost() {
        int length = Integer.getInteger("cellwise.cells", 150);
        run(method(factor, wide) + record(form) + counter(0) + user(0));
        run(hierarchy(0));
        run("IntToLongFunction viaLambda = n -> scaled(n); Counter.n = 0;");
        for (int i = 0; i < length; i++) {
            code.clear();
            step();
            verify();
        }
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1 -> run(anImport() + (random.nextBoolean() ? "" : "\n" + anImport()));
            case 2, 3 -> declare(variable());
            case 4 -> compute(variable());
            case 5 -> assign();
            case 6 -> editMethod();
            case 7 -> editRecord();
            case 8 -> declareObject(variable());
            case 9 -> fail();
            case 10 -> {
                run("// counts\nCounter.next();");
                count++;
            }
            case 11 -> {
                run(counter(random.nextInt(3)).replace("next() {", "next() { " + "/* again */ "));
            }
            case 12 -> run(space() + method(factor, wide) + space() + record(form) + space() + user(0));
            case 13, 14 -> stop(variable());
            case 15 -> nested(variable());
            case 16 -> declarePart(variable());
            case 17 -> {
                run(space() + "record Wheel(int n, int form" + next++ + ") implements Part {}");
                forget(parts);
            }
            case 18 -> {
                run(hierarchy(next++));
                forget(parts);
            }
            default -> declareUser(variable());
        }
    }

    private String variable() {
        return VARIABLES.get(random.nextInt(VARIABLES.size()));
    }

    private String space() {
        return List.of("", "\n", "// a comment\n", "/* a\ncomment */ ", "\n\n   ")
                .get(random.nextInt(5));
    }

    private String anImport() {
        String from = PACKAGES.get(random.nextInt(PACKAGES.size()));
        return space()
                + switch (random.nextInt(4)) {
                    case 0 -> "import static java.lang.Math.*;";
                    case 1 -> "import java.util.List;";
                    default -> "import " + from + ".*;";
                };
    }

    private static String method(int factor, boolean wide) {
        return (wide ? "long" : "int") + " scaled(int n) { return n * " + factor + "; } ";
    }

    private static String record(int form) {
        return "record Point(int x" + (form == 0 ? "" : ", int y" + form) + ") { } ";
    }

    private static String counter(int space) {
        return "class Counter { static int n; static int next() {" + " ".repeat(space) + "return ++n; } }";
    }

    private static String user(int form) {
        return " class User { long id = scaled(1); public String toString() { return \"user\"; } } ";
    }

    private void declare(String name) {
        int number = next++;
        String text = "\"t" + number + "\"";
        switch (random.nextInt(6)) {
            case 0 -> set(name, "int " + name + " = " + number + ";", "" + number);
            case 1 -> set(name, "var " + name + " = " + text + ";", "t" + number);
            case 2 -> set(name, "String " + name + " = " + text + ";", "t" + number);
            case 3 ->
                set(
                        name,
                        "var " + name + " = new java.util.ArrayList<>(java.util.List.of(" + number + "));",
                        "[" + number + "]");
            case 4 -> set(name, "double " + name + " = " + number + ";", number + ".0");
            default ->
                set(
                        name,
                        "java.util.Map<String, Integer> " + name + " = java.util.Map.of(" + text + ", 1);",
                        "{t" + number + "=1}");
        }
    }

    private void compute(String name) {
        String other = variable();
        if (values.containsKey(other) && !other.equals(name)) {
            set(name, "var " + name + " = \"\" + " + other + " + scaled(1);", values.get(other) + factor);
        }
    }

    private void assign() {
        String name = variable();
        String value = values.get(name);
        if (value != null && value.startsWith("t")) {
            run(name + " = \"t\" + " + name + ";");
            values.put(name, "t" + value);
        }
    }

    private void set(String name, String cell, String value) {
        run(space() + cell);
        values.put(name, value);
        hold(name);
    }

    private void hold(String name) {
        points.remove(name);
        users.remove(name);
        parts.remove(name);
    }

    private static String hierarchy(int form) {
        return "sealed interface Part permits Wheel, Bolt { default int form" + form + "() { return 0; } }\n"
                + "record Wheel(int n, int form) implements Part {}\n"
                + "record Bolt(int n) implements Part {}\n"
                + "int number(Part part) { return part instanceof Wheel wheel ? wheel.n() : ((Bolt) part).n(); }\n";
    }

    private void declarePart(String name) {
        set(
                name,
                random.nextBoolean() ? "Part " + name + " = new Bolt(3);" : "var " + name + " = new Bolt(3);",
                "Bolt[n=3]");
        parts.add(name);
    }

    /** What stands before the stop has happened, what stands after it has not. */
    private void stop(String name) {
        String text = "t" + next++;
        String cell = "String " + name + " = \"" + text + "\"; org.cellwise.kernel.CellSession.begin(); "
                + List.of("Thread.sleep(1_000_000);", "while (true);", "while (!Thread.interrupted());")
                        .get(random.nextInt(3))
                + " " + variable() + " = null; int scaled(int n) { return -1; }";
        code.add(cell);
        assertThat(cells.stopped(cell, 2).name()).isEqualTo("Interrupted");
        hold(name);
        values.put(name, text);
    }

    private void nested(String name) {
        String text = "t" + next++;
        String inner = "String " + name + " = \\\"" + text + "\\\";";
        if (random.nextInt(3) == 0) {
            fails("org.cellwise.kernel.CellSession.nested(\"" + inner + " throw new Error();\");");
        } else {
            run("org.cellwise.kernel.CellSession.nested(\"" + inner + "\");");
        }
        hold(name);
        values.put(name, text);
    }

    private void fails(String cell) {
        code.add(cell);
        cells.fails(cell);
    }

    private void declareObject(String name) {
        set(
                name,
                random.nextBoolean() ? "var " + name + " = " + point() + ";" : "Point " + name + " = " + point() + ";",
                shown());
        points.add(name);
    }

    private void declareUser(String name) {
        set(name, "var " + name + " = new User();", "user");
        users.add(name);
    }

    private String point() {
        return form == 0 ? "new Point(7)" : "new Point(7, 8)";
    }

    private String shown() {
        return form == 0 ? "Point[x=7]" : "Point[x=7, y" + form + "=8]";
    }

    private void editMethod() {
        factor = 2 + random.nextInt(50);
        boolean other = random.nextInt(4) == 0;
        wide ^= other;
        run(space() + method(factor, wide));
        if (other) { // the class that calls it has to be compiled anew
            forget(users);
            run("viaLambda = n -> scaled(n);");
        }
    }

    private void editRecord() {
        form = 1 + next++;
        run(space() + record(form));
        forget(points);
    }

    private void forget(Set<String> objects) {
        String told = String.join("\n", cells.notes());
        for (String name : objects) {
            assertThat(told).as("the note names %s", name).containsPattern("\\b" + name + "\\b");
            values.put(name, "null");
        }
        objects.clear();
    }

    private void fail() {
        String name = variable();
        String cell = List.of(
                        "int " + name + " = Integer.parseInt(\"x\");",
                        "String " + name + " = java.util.List.of(\"x\").get(3);",
                        "var " + name + " = unknown();",
                        "int " + name + " = \"typo\";",
                        "int scaled(int n) { return \"typo\"; }",
                        "int scaled(int n) { return unknown(n); }",
                        "record Point(int x) { int y() { return \"typo\"; } }",
                        "class User { long id = unknown; }",
                        "Counter.n = Counter.n / (Counter.n - Counter.n);",
                        "throw new IllegalStateException();",
                        "import no.such.thing.*;\nthrow new Error();",
                        "sealed interface Part permits Wheel, Bol {}",
                        "sealed interface Part permits Wheel, Bolt { int n = \"typo\"; }",
                        "record Bolt(int n) implements Part { int typo() { return \"typo\"; } }",
                        "int other = 1; other = 2 +;")
                .get(random.nextInt(15));
        fails(space() + cell);
    }

    private void run(String cell) {
        code.add(cell);
        cells.run(cell);
    }

    private void verify() {
        StringBuilder cell = new StringBuilder("\"\"");
        StringBuilder expected = new StringBuilder();
        values.forEach((name, value) -> {
            cell.append(" + \"").append(name).append("=\" + ").append(name).append(" + \";\"");
            expected.append(name).append('=').append(value).append(';');
        });
        cell.append(
                " + scaled(3) + \" \" + viaLambda.applyAsLong(5) + \" \" + Counter.n + \" \" + new User().id + \" \" + number(new Bolt(4))");
        expected.append(3 * factor + " " + 5 * factor + " " + count + " " + factor + " 4");
        assertThat(cells.run(cell.toString()))
                .as("cell %d, after\n%s", cells.cell(), String.join("\n---\n", code))
                .isEqualTo(expected.toString());
    }
}
