package org.cellwise.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import jdk.jshell.TypeDeclSnippet;
import org.cellwise.text.Names;

/** The names that a cell can use, for proposals where one is mistyped or not imported. */
final class VisibleNames {

    private static final String FACADE = "org.cellwise.Cellwise";
    private static final int LONGEST = 40;
    private static final int PROPOSED = 3;
    private static final int PATIENCE = 20;
    private static final long WAIT_NANOS = 100_000_000;

    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final CellVariables variables;
    private final CellExecution execution;

    VisibleNames(JShell shell, CellVariables variables, CellExecution execution) {
        this.shell = shell;
        this.variables = variables;
        this.execution = execution;
        analysis = shell.sourceCodeAnalysis();
    }

    /** Methods that can be called by their bare name. */
    Set<String> methods() {
        Set<String> names = new TreeSet<>();
        shell.methods().forEach(method -> names.add(method.name()));
        shell.imports().filter(one -> one.isStatic()).forEach(one -> {
            int end = one.fullname().lastIndexOf('.');
            String member = one.fullname().substring(end + 1);
            for (Method method : methodsOf(one.fullname().substring(0, end))) {
                if (Modifier.isStatic(method.getModifiers())
                        && (member.equals("*") || member.equals(method.getName()))) {
                    names.add(method.getName());
                }
            }
        });
        return names;
    }

    Set<String> all() {
        Set<String> names = methods();
        names.addAll(variables.names());
        shell.types().map(TypeDeclSnippet::name).forEach(names::add);
        return names;
    }

    /** Methods and fields of a type as the compiler calls it. */
    Set<String> membersOf(String type) {
        Set<String> names = new TreeSet<>();
        methodsOf(type).forEach(method -> names.add(method.getName()));
        try {
            Class<?> loaded = load(type);
            boolean ofCells = loaded.getName().startsWith("REPL.");
            for (Field field : ofCells ? loaded.getDeclaredFields() : loaded.getFields()) {
                names.add(field.getName());
            }
        } catch (ClassNotFoundException | LinkageError e) {
            return names;
        }
        return names;
    }

    private List<Method> methodsOf(String type) {
        try {
            Class<?> loaded = load(type);
            List<Method> methods = new ArrayList<>(List.of(loaded.getMethods()));
            if (loaded.getName().startsWith("REPL.")) {
                methods.addAll(List.of(loaded.getDeclaredMethods())); // a class of the cells
            }
            return methods;
        } catch (ClassNotFoundException | LinkageError e) {
            return List.of();
        }
    }

    private Class<?> load(String type) throws ClassNotFoundException {
        Class<?> ofCells = execution.typeOfCells(type);
        return ofCells != null ? ofCells : Class.forName(type, false, execution.loader());
    }

    /** What to import for a name that is not known. */
    List<String> imports(String name, boolean method) {
        if (method) {
            boolean ours =
                    methodsOf(FACADE).stream().anyMatch(one -> one.getName().equals(name));
            return ours ? List.of("import static " + FACADE + ".*;") : List.of();
        }
        QualifiedNames known = analysis.listQualifiedNames(name, name.length());
        for (int i = 0; i < PATIENCE && !known.isUpToDate(); i++) {
            LockSupport.parkNanos(WAIT_NANOS); // the index of all classes is made while the first cells run
            known = analysis.listQualifiedNames(name, name.length());
        }
        List<String> found = new ArrayList<>(known.getNames());
        found.sort(Comparator.comparing((String type) -> !type.startsWith("java.util."))
                .thenComparing(type -> !type.startsWith("java."))
                .thenComparing(Comparator.naturalOrder()));
        return found.stream()
                .limit(PROPOSED)
                .map(type -> "import " + type + ";")
                .toList();
    }

    /** The names that a slip of the finger away from {@code name}, the nearest first. */
    List<String> near(String name, Collection<String> names) {
        int limit = Math.max(1, (name.length() + 1) / 3);
        String typed = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(one -> !one.equals(name)
                        && one.length() <= LONGEST
                        && name.length() <= LONGEST
                        && Names.distance(typed, one.toLowerCase(Locale.ROOT)) <= limit)
                .sorted(Comparator.comparing((String one) -> Names.distance(typed, one.toLowerCase(Locale.ROOT))))
                .limit(PROPOSED)
                .toList();
    }
}
