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
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import org.cellwise.kernel.redefine.SnippetClasses;

/** The classes, records and interfaces of the cells, and which of them others have taken the place of. */
final class CellTypes {

    private static final int LOOKED_AT = 100; // of the elements of a collection

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
     * @param edited names of those with a new form
     * @param statics static fields of theirs, which begin anew
     */
    record Changes(Set<String> edited, Set<String> statics) {
        boolean any() {
            return !edited.isEmpty();
        }

        Optional<String> note(List<String> emptied, List<String> held) {
            List<String> parts = new ArrayList<>();
            if (!emptied.isEmpty()) {
                parts.add(names(emptied) + (emptied.size() == 1 ? " is" : " are") + " empty now");
            }
            if (!held.isEmpty()) {
                parts.add(names(held) + (held.size() == 1 ? " still holds" : " still hold") + " objects of the former "
                        + names(edited));
            }
            if (!statics.isEmpty()) {
                parts.add(names(statics) + (statics.size() == 1 ? " begins" : " begin") + " anew");
            }
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            String remedy = emptied.isEmpty() && held.isEmpty()
                    ? ""
                    : ". Run the cells that set "
                            + names(Stream.concat(emptied.stream(), held.stream())
                                    .toList())
                            + " again";
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
            if (event.snippet() instanceof TypeDeclSnippet type
                    && event.status().isDefined()) {
                String now = classOf(type);
                String old = classes.put(type.name(), now);
                if (old != null && !old.equals(now)) {
                    former.add(old);
                    changes.edited().add(type.name());
                    moveStatics(type.name(), old, now, event.causeSnippet() == null ? changes.statics() : null);
                }
            }
        }
    }

    /** Static fields of a class that was compiled again keep their values; those of an edited class are named. */
    private void moveStatics(String name, String old, String now, Set<String> edited) {
        try {
            Class<?> from = execution.classes().holder(old + "$" + name);
            Class<?> to = execution.classes().holder(now + "$" + name);
            for (Field field : from.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic()) {
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

    /** Whether a value is an object of a former class, or holds one. */
    boolean isHeld(Object value) {
        if (value == null) {
            return false;
        }
        if (isFormer(value.getClass())) {
            return true;
        }
        Stream<?> elements = Stream.of();
        try {
            if (value instanceof Collection<?> collection) {
                elements = collection.stream();
            } else if (value instanceof Map<?, ?> map) {
                elements = Stream.concat(map.keySet().stream(), map.values().stream());
            } else if (value instanceof Object[] array) {
                elements = Stream.of(array);
            }
            return elements.limit(LOOKED_AT).anyMatch(one -> one != null && isFormer(one.getClass()));
        } catch (RuntimeException e) {
            return false; // a collection that another thread changes meanwhile
        }
    }
}
