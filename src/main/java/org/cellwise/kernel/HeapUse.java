package org.cellwise.kernel;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.cellwise.kernel.magic.NamespaceMagics.Variable;

/** A rough idea of what fills the heap, found with next to no memory: arrays and collections, and those within them. */
final class HeapUse {

    private static final int SHOWN = 5;
    private static final int LOOKED_AT = 1000; // values of one variable
    private static final int REFERENCE = 8; // bytes

    private HeapUse() {}

    record Share(String name, long bytes) {}

    static List<Share> largest(List<Variable> variables) {
        return variables.stream()
                .map(one -> new Share(one.name(), bytes(one.value())))
                .filter(share -> share.bytes() > 0)
                .sorted(Comparator.comparing(Share::bytes).reversed())
                .limit(SHOWN)
                .toList();
    }

    private static long bytes(Object value) {
        Deque<Object> waiting = new ArrayDeque<>();
        add(waiting, value);
        long bytes = 0;
        for (int i = 0; i < LOOKED_AT && !waiting.isEmpty(); i++) {
            Object one = waiting.poll();
            if (one.getClass().isArray()) {
                Class<?> type = one.getClass().getComponentType();
                bytes += (long) Array.getLength(one) * (type.isPrimitive() ? size(type) : REFERENCE);
                if (one instanceof Object[] elements) {
                    addAll(waiting, Arrays.asList(elements));
                }
            } else if (one instanceof Collection<?> elements) {
                bytes += (long) elements.size() * REFERENCE;
                addAll(waiting, elements);
            } else if (one instanceof Map<?, ?> map) {
                bytes += (long) map.size() * 2 * REFERENCE;
                addAll(waiting, map.values());
            } else if (one instanceof CharSequence text) {
                bytes += text.length();
            }
        }
        return bytes;
    }

    private static void addAll(Deque<Object> waiting, Collection<?> elements) {
        try {
            for (Object one : elements) {
                if (!add(waiting, one)) {
                    break;
                }
            }
        } catch (RuntimeException e) {
            return; // another thread changes it meanwhile
        }
    }

    /** Returns whether there is room for more. */
    private static boolean add(Deque<Object> waiting, Object value) {
        if (value != null) {
            waiting.add(value);
        }
        return waiting.size() < LOOKED_AT;
    }

    private static int size(Class<?> primitive) {
        return primitive == long.class || primitive == double.class
                ? 8
                : primitive == int.class || primitive == float.class
                        ? 4
                        : primitive == short.class || primitive == char.class ? 2 : 1;
    }
}
