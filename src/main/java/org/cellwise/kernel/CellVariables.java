package org.cellwise.kernel;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.cellwise.kernel.heap.HeapUse;
import org.cellwise.kernel.magic.NamespaceMagics;

/**
 * The variables of the cells. JShell drops or empties a variable when something that its declaration mentions has changed;
 * here it gets its value back, declared by its type alone where the declaration no longer compiles.
 */
final class CellVariables {

    private final JShell shell;
    private final CellExecution execution;
    private final CellTypes types;
    private final Consumer<String> notes;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /** A declared variable and where its value is. */
    private record Variable(VarSnippet snippet, Field field) {
        Object value() {
            try {
                return field.get(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns whether the value fits. */
        boolean set(Object value) {
            try {
                field.set(null, value);
                return true;
            } catch (IllegalArgumentException | IllegalAccessException e) {
                return false;
            }
        }
    }

    /** @param notes hears what could not be kept */
    CellVariables(JShell shell, CellExecution execution, Consumer<String> notes) {
        this.shell = shell;
        this.execution = execution;
        this.notes = notes;
        types = new CellTypes(shell, execution);
    }

    /** Puts right what evaluating one snippet has done to all others. */
    void settle(List<SnippetEvent> events) {
        List<String> emptied = new ArrayList<>();
        CellTypes.Changes changed = new CellTypes.Changes();
        settle(events, changed, emptied);
        tell(changed, emptied);
    }

    private void settle(List<SnippetEvent> events, CellTypes.Changes changed, List<String> emptied) {
        types.update(events, changed);
        Map<String, SnippetEvent> declared = new TreeMap<>();
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof VarSnippet variable && isNamed(variable)) {
                if (event.causeSnippet() == null) {
                    declared.put(variable.name(), event);
                } else if (event.status().isDefined()) {
                    variables.computeIfAbsent(variable.name(), name -> at(variable)); // it waited for a type
                }
            }
        }
        declared.values().removeIf(this::isDone);
        for (String name : declared.keySet()) {
            restore(name, variables.get(name), changed, emptied);
        }
        for (String name : List.copyOf(variables.keySet())) {
            keep(name, changed, emptied);
        }
    }

    /** Gives a variable a value that fits its type. */
    void set(String name, Object value) {
        Variable variable = variables.get(name);
        if (variable != null) {
            variable.set(value);
        }
    }

    Field field(VarSnippet snippet) {
        return at(snippet).field();
    }

    Set<String> names() {
        return variables.keySet();
    }

    CellTypes types() {
        return types;
    }

    /** What {@code %who} lists. */
    List<NamespaceMagics.Variable> listed() {
        List<NamespaceMagics.Variable> listed = new ArrayList<>();
        variables.forEach((name, variable) -> listed.add(
                new NamespaceMagics.Variable(name, TypeText.of(variable.field().getGenericType()), variable.value())));
        return listed;
    }

    /** Forgets all variables, then all methods and types. */
    void reset() {
        List<Variable> all = List.copyOf(variables.values());
        variables.clear();
        for (Variable one : all) {
            shell.drop(one.snippet());
            if (!one.field().getType().isPrimitive()) {
                one.set(null); // its class stays for ever
            }
        }
        shell.methods().toList().forEach(shell::drop);
        shell.types().toList().forEach(shell::drop);
    }

    /** Sets the variable that holds most to null; returns its name. */
    Optional<String> emptyLargest() {
        Optional<String> largest =
                HeapUse.largest(listed()).stream().findFirst().map(HeapUse.Share::name);
        largest.ifPresent(name -> variables.get(name).set(null));
        return largest;
    }

    /** Names of the variables that are null. */
    List<String> empty() {
        return variables.entrySet().stream()
                .filter(one -> one.getValue().value() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isNamed(VarSnippet variable) {
        return variable.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** Takes a variable that has just been declared; false when that failed and there was one before. */
    private boolean isDone(SnippetEvent event) {
        VarSnippet now = (VarSnippet) event.snippet();
        Variable old = variables.get(now.name());
        boolean defined = event.status().isDefined();
        if (defined
                && (event.exception() == null || old == null || at(now).field().equals(old.field()))) {
            variables.put(now.name(), at(now)); // when it threw, nothing was assigned
            return true;
        }
        return old == null;
    }

    private void keep(String name, CellTypes.Changes changed, List<String> emptied) {
        Variable old = variables.get(name);
        if (old == null) {
            return;
        }
        Variable now = shell.status(old.snippet()).isDefined() ? find(old.snippet()) : null;
        if (now == null) {
            restore(name, old, changed, emptied);
        } else if (!now.field().equals(old.field())) {
            if (now.set(old.value())) {
                variables.put(name, now);
            } else {
                restore(name, old, changed, emptied);
            }
        }
    }

    /** Declares a variable again, in the widest form that its type allows. */
    private void restore(String name, Variable old, CellTypes.Changes changed, List<String> emptied) {
        Object value = old.value();
        boolean former = types.isFormer(old.field().getType());
        variables.remove(name);
        List<String> forms = new ArrayList<>(List.of(
                TypeText.of(old.field().getGenericType()),
                TypeText.name(old.field().getType())));
        if (!former) {
            forms.add("java.lang.Object");
        }
        for (String form : forms) {
            List<SnippetEvent> events = shell.eval(form + " " + name + ";");
            SnippetEvent made = events.get(0);
            if (made.snippet() instanceof VarSnippet variable && made.status() == Snippet.Status.VALID) {
                Variable now = at(variable);
                variables.put(name, now);
                boolean kept = !former && now.set(value);
                if (kept || former) {
                    if (former && value != null) {
                        emptied.add(name);
                    }
                    settle(events.subList(1, events.size()), changed, emptied);
                    return;
                }
            }
        }
        emptied.add(name);
    }

    private Variable at(VarSnippet snippet) {
        Variable found = find(snippet);
        if (found == null) {
            throw new IllegalStateException("The variable " + snippet.name() + " has no field");
        }
        return found;
    }

    /** Null where its class could not be loaded. */
    private Variable find(VarSnippet snippet) {
        try {
            return new Variable(snippet, execution.field(types.classOf(snippet), snippet.name()));
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private void tell(CellTypes.Changes changed, List<String> emptied) {
        List<String> held = new ArrayList<>();
        List<String> running = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        if (changed.any()) {
            FormerCode former = new FormerCode(execution.classes(), changed.replaced());
            variables.forEach((name, variable) -> {
                Object value = variable.value();
                if (former.holdsObjects(value)) {
                    held.add(name);
                } else if (former.runs(value)) {
                    running.add(name);
                }
            });
            threads.addAll(former.threads());
        }
        changed.note(emptied, held, running, threads).ifPresent(notes);
    }
}
