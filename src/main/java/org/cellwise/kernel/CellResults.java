package org.cellwise.kernel;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * The values of cells that end in an expression, which JShell calls {@code $1}, {@code $2} and so on. As variables of
 * JShell each of them would make every later cell slower, so they become variables when a cell mentions them.
 */
final class CellResults {

    static final int KEPT = 100;
    private static final Pattern NAME = Pattern.compile("(?<![\\w$])\\$\\d+(?![\\w$])");

    private final JShell shell;
    private final CellVariables variables;
    private final Map<String, Result> results = new LinkedHashMap<>();

    private record Result(String type, Object value) {}

    CellResults(JShell shell, CellVariables variables) {
        this.shell = shell;
        this.variables = variables;
    }

    /** Takes these variables of JShell's over. */
    void take(List<VarSnippet> made) {
        for (VarSnippet variable : made) {
            Field field = variables.field(variable);
            try {
                results.put(variable.name(), new Result(TypeText.of(field.getGenericType()), field.get(null)));
                if (!field.getType().isPrimitive()) {
                    field.set(null, null); // its class stays for ever
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            variables.settle(shell.drop(variable));
        }
        List<String> names = new ArrayList<>(results.keySet());
        names.subList(0, Math.max(0, names.size() - KEPT)).forEach(results::remove);
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    void clear() {
        results.clear();
    }

    /** Declares the results that a cell mentions. */
    void declareThoseIn(String cell) {
        Matcher mention = NAME.matcher(cell);
        while (mention.find()) {
            Result result = results.remove(mention.group());
            if (result != null) {
                List<SnippetEvent> events = shell.eval(result.type() + " " + mention.group() + ";");
                variables.settle(events);
                variables.set(mention.group(), result.value());
            }
        }
    }
}
