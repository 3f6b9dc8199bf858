package org.cellwise.kernel;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.cellwise.kernel.redefine.SnippetClasses;

/** Finds what lives on from before an edit: objects of the former classes, lambdas and threads with the former code. */
final class FormerCode {

    private static final int LOOKED_AT = 1000; // values of one variable
    private static final String OF_CELLS = "REPL.";
    private static final String CELLS = "cells"; // the thread

    private final SnippetClasses classes;
    private final Set<String> replaced;

    /** @param replaced the wrapping classes that others have taken the place of */
    FormerCode(SnippetClasses classes, Set<String> replaced) {
        this.classes = classes;
        this.replaced = replaced;
    }

    /** Whether a value is an object of a former class, or holds one. */
    boolean holdsObjects(Object value) {
        return reachable(value)
                .anyMatch(one -> !isLambda(one) && replaced.contains(SnippetClasses.wrapperOf(elementType(one))));
    }

    /** Whether a value is, or holds, a lambda that calls what was replaced. */
    boolean runs(Object value) {
        return reachable(value)
                .anyMatch(one -> isLambda(one) && callsReplaced(one.getClass().getName()));
    }

    /** Threads of the user's that are at such code. */
    List<String> threads() {
        List<String> names = new ArrayList<>();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            boolean runs = Stream.of(frames).anyMatch(frame -> callsReplaced(frame.getClassName()));
            if (runs && !thread.getName().equals(CELLS)) {
                names.add("the thread " + thread.getName());
            }
        });
        return names;
    }

    private static boolean isLambda(Object value) {
        return value.getClass().isHidden();
    }

    private boolean callsReplaced(String className) {
        return className.startsWith(OF_CELLS)
                && classes.mentions(className.replaceFirst("\\$\\$Lambda.*", "")).stream()
                        .anyMatch(replaced::contains);
    }

    private static String elementType(Object value) {
        Class<?> type = value.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.getName();
    }

    private static Stream<Object> reachable(Object value) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> waiting = new ArrayDeque<>();
        add(waiting, value);
        while (!waiting.isEmpty() && seen.size() < LOOKED_AT) {
            Object one = waiting.poll();
            if (seen.add(one)) {
                addParts(waiting, one);
            }
        }
        return seen.stream();
    }

    private static void addParts(Deque<Object> waiting, Object value) {
        try {
            if (value instanceof Collection<?> elements) {
                elements.stream().limit(LOOKED_AT).forEach(one -> add(waiting, one));
            } else if (value instanceof Map<?, ?> map) {
                map.entrySet().stream().limit(LOOKED_AT).forEach(one -> {
                    add(waiting, one.getKey());
                    add(waiting, one.getValue());
                });
            } else if (value instanceof Object[]) {
                for (int i = 0; i < Math.min(LOOKED_AT, Array.getLength(value)); i++) {
                    add(waiting, Array.get(value, i));
                }
            } else if (value instanceof Optional<?> optional) {
                optional.ifPresent(one -> add(waiting, one));
            } else if (value instanceof AtomicReference<?> reference) {
                add(waiting, reference.get());
            } else if (value.getClass().getName().startsWith(OF_CELLS)) {
                addFields(waiting, value);
            }
        } catch (RuntimeException | ReflectiveOperationException | LinkageError e) {
            return; // a collection that another thread changes meanwhile, or one of the user's that fails
        }
    }

    private static void addFields(Deque<Object> waiting, Object value) throws ReflectiveOperationException {
        for (Class<?> type = value.getClass(); type.getName().startsWith(OF_CELLS); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    add(waiting, field.get(value));
                }
            }
        }
    }

    private static void add(Deque<Object> waiting, Object value) {
        if (value != null && waiting.size() < LOOKED_AT) {
            waiting.add(value);
        }
    }
}
