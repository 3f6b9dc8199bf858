package org.cellwise.kernel.heap;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.cellwise.kernel.magic.NamespaceMagics.Variable;

/**
 * A rough idea of what fills the heap, found with next to no memory: arrays, texts, collections, objects of classes that
 * are not the JDK's, and all that is within them. What cannot be seen or is met twice does not count.
 */
public final class HeapUse {

    private static final int SHOWN = 5;
    private static final int SMALLEST = 1 << 20; // bytes
    private static final int LOOKED_AT = 2_000_000; // values of one variable
    private static final int WAITING = 10_000; // values whose parts are still to be looked at
    private static final int SEEN = 1 << 22; // bits; two values that share one count once
    private static final int OBJECT = 16; // bytes
    private static final int REFERENCE = 4;

    private final BitSet seen = new BitSet(SEEN);
    private final Deque<Object> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean counts; // the value that is looked at
    private int left = LOOKED_AT;

    private HeapUse() {}

    /** @param bytes at least */
    public record Share(String name, long bytes) {}

    /** Those that hold a megabyte or more, the largest first. */
    public static List<Share> largest(List<Variable> variables) {
        return variables.stream()
                .map(one -> new Share(one.name(), new HeapUse().bytes(one.value())))
                .filter(share -> share.bytes() >= SMALLEST)
                .sorted(Comparator.comparing(Share::bytes).reversed())
                .limit(SHOWN)
                .toList();
    }

    private long bytes(Object value) {
        add(value);
        while (!waiting.isEmpty() && left > 0) {
            try {
                counts = true;
                addParts(waiting.removeLast());
            } catch (RuntimeException | ReflectiveOperationException | LinkageError e) {
                continue; // another thread changes it meanwhile, or its class fails
            }
        }
        return bytes;
    }

    private void add(Object value) {
        if (value == null || left-- <= 0) {
            return;
        }
        int bit = System.identityHashCode(value) & (SEEN - 1);
        counts = !seen.get(bit); // its parts are looked at in any case, as it may be another value with the same bit
        seen.set(bit);
        count(OBJECT);
        if (value instanceof CharSequence text) {
            count(OBJECT + text.length());
        } else if (value.getClass().isArray()) {
            Class<?> type = value.getClass().getComponentType();
            count((long) Array.getLength(value) * (type.isPrimitive() ? size(type) : REFERENCE));
        }
        boolean hasParts = value instanceof Object[]
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || isOpen(value.getClass());
        if (hasParts && waiting.size() < WAITING) {
            waiting.add(value);
        }
    }

    private void count(long more) {
        bytes += counts ? more : 0;
    }

    private void addParts(Object value) throws ReflectiveOperationException {
        if (value instanceof Object[] elements) {
            for (int i = 0; i < elements.length && left > 0; i++) {
                add(elements[i]);
            }
        } else if (value instanceof Collection<?> elements) {
            count((long) elements.size() * REFERENCE);
            for (Object one : elements) {
                add(one);
            }
        } else if (value instanceof Map<?, ?> map) {
            count((long) map.size() * (2 * OBJECT + REFERENCE)); // the entries
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                add(entry.getKey());
                add(entry.getValue());
            }
        } else {
            for (Class<?> type = value.getClass(); isOpen(type); type = type.getSuperclass()) {
                addFields(type, value);
            }
        }
    }

    private void addFields(Class<?> type, Object value) throws ReflectiveOperationException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            if (field.getType().isPrimitive()) {
                count(size(field.getType()));
            } else {
                count(REFERENCE);
                field.setAccessible(true);
                add(field.get(value));
            }
        }
    }

    private static boolean isOpen(Class<?> type) {
        return type != null && !type.getModule().isNamed(); // the JDK's own cannot be looked into
    }

    private static int size(Class<?> primitive) {
        return primitive == long.class || primitive == double.class
                ? 8
                : primitive == int.class || primitive == float.class
                        ? 4
                        : primitive == short.class || primitive == char.class ? 2 : 1;
    }
}
