package org.cellwise.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import org.cellwise.kernel.redefine.SnippetClasses;

/** The classes, records and interfaces of the cells, and which of them others have taken the place of. */
final class CellTypes {

    private final SourceCodeAnalysis analysis;
    private final CellExecution execution;
    private final Map<String, String> classes = new HashMap<>(); // wrapping classes by the type's name
    private final Set<String> former = new HashSet<>(); // wrapping classes

    CellTypes(JShell shell, CellExecution execution) {
        analysis = shell.sourceCodeAnalysis();
        this.execution = execution;
    }

    /**
     * What happened to types.
     *
     * @param edited names of types and methods with a new form
     * @param statics static fields of theirs, which begin anew
     * @param replaced the wrapping classes that others have taken the place of
     */
    record Changes(Set<String> edited, Set<String> statics, Set<String> replaced) {
        Changes() {
            this(new TreeSet<>(), new TreeSet<>(), new HashSet<>());
        }

        boolean any() {
            return !edited.isEmpty();
        }

        /**
         * @param emptied variables without a value now
         * @param held variables that hold objects of former classes
         * @param running variables with code that was compiled before
         * @param threads with such code
         */
        Optional<String> note(List<String> emptied, List<String> held, List<String> running, List<String> threads) {
            List<String> parts = new ArrayList<>();
            if (!emptied.isEmpty()) {
                parts.add(names(emptied) + (emptied.size() == 1 ? " is" : " are") + " empty now");
            }
            if (!held.isEmpty()) {
                parts.add(names(held) + (held.size() == 1 ? " still holds" : " still hold") + " objects of the former "
                        + names(edited));
            }
            List<String> before =
                    Stream.concat(running.stream(), threads.stream()).toList();
            if (!before.isEmpty()) {
                parts.add(
                        names(before) + (before.size() == 1 ? " still runs" : " still run") + " the code from before");
            }
            if (!statics.isEmpty()) {
                parts.add(names(statics) + (statics.size() == 1 ? " begins" : " begin") + " anew");
            }
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            List<String> again =
                    Stream.of(emptied, held, running).flatMap(List::stream).toList();
            String remedy = again.isEmpty() ? "" : ". Run the cells that set " + names(again) + " again";
            remedy += threads.isEmpty() ? "" : ". End " + names(threads) + ", and start again";
            String cause = edited.isEmpty() ? "" : names(edited) + " changed: ";
            return Optional.of(cause + String.join("; ", parts) + remedy + ".");
        }

        private static String names(Collection<String> all) {
            List<String> names = List.copyOf(all);
            int last = names.size() - 1;
            return last < 1
                    ? String.join("", names)
                    : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
        }
    }

    /** The class that JShell made around a snippet. */
    String classOf(Snippet snippet) {
        return analysis.wrapper(snippet).fullClassName();
    }

    void update(List<SnippetEvent> events, Changes changes) {
        for (SnippetEvent event : events) {
            boolean type = event.snippet() instanceof TypeDeclSnippet;
            if (event.status().isDefined()
                    && event.snippet() instanceof DeclarationSnippet declared
                    && (type || declared instanceof MethodSnippet)) {
                String now = classOf(declared);
                String old = classes.put(key(declared), now);
                if (old != null && !old.equals(now)) {
                    changes.edited().add(declared.name());
                    changes.replaced().add(old);
                    if (type) {
                        former.add(old);
                        moveStatics(declared.name(), old, now, event.causeSnippet() == null ? changes.statics() : null);
                    }
                }
            }
        }
    }

    private static String key(DeclarationSnippet declared) {
        return declared instanceof MethodSnippet method
                ? method.name() + "(" + method.parameterTypes() + ")"
                : declared.name();
    }

    /** Static fields of a class that was compiled again keep their values; those of an edited class are named. */
    private void moveStatics(String name, String old, String now, Set<String> edited) {
        try {
            Class<?> from = execution.classes().holder(old + "$" + name);
            Class<?> to = execution.classes().holder(now + "$" + name);
            for (Field field : from.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean constant = Modifier.isFinal(modifiers) && !isFilled(field);
                if (Modifier.isStatic(modifiers) && !constant && !field.isSynthetic()) {
                    if (edited != null) {
                        edited.add("static " + name + "." + field.getName());
                    } else {
                        move(field, to);
                    }
                }
            }
        } catch (ClassNotFoundException e) {
            return; // the new one is not complete: it waits for another type
        }
    }

    /** Whether a final field holds what may have been put there since. */
    private static boolean isFilled(Field field) {
        if (!Collection.class.isAssignableFrom(field.getType()) && !Map.class.isAssignableFrom(field.getType())) {
            return false;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(null);
            return value instanceof Collection<?> elements && !elements.isEmpty()
                    || value instanceof Map<?, ?> entries && !entries.isEmpty();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static void move(Field field, Class<?> to) {
        try {
            Field target = to.getDeclaredField(field.getName());
            field.setAccessible(true);
            target.setAccessible(true);
            target.set(null, field.get(null));
        } catch (ReflectiveOperationException | IllegalArgumentException | LinkageError e) {
            return; // its type has changed, or setting the class up failed, which its next use will tell
        }
    }

    /** Whether another class has taken the place of this one, or of its elements. */
    boolean isFormer(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return former.contains(SnippetClasses.wrapperOf(element.getName()));
    }
}
