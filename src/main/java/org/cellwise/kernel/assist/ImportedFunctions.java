package org.cellwise.kernel.assist;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.kernel.magic.JavaText;

/**
 * Functions that {@code import static … .*} brings, by their bare names: JShell offers none whose class inherits them from one
 * that is not public, as our facade does. Those that fit the parameter come first.
 */
public final class ImportedFunctions {

    private final List<Method> methods = new ArrayList<>();

    /**
     * @param classes from which all is imported, by name
     * @param loader knows them
     */
    public ImportedFunctions(Stream<String> classes, ClassLoader loader) {
        classes.forEach(name -> {
            try {
                for (Method method : Class.forName(name, false, loader).getMethods()) {
                    if (Modifier.isStatic(method.getModifiers())) {
                        methods.add(method);
                    }
                }
            } catch (ClassNotFoundException | LinkageError e) {
                return; // a class of the cells, which JShell knows
            }
        });
    }

    /** As JShell writes them: with an opening bracket, and a closing one where nothing goes in. */
    public List<String> completions(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        String prefix = code.substring(start, cursor);
        if (prefix.isEmpty() || code.substring(0, start).stripTrailing().endsWith(".")) {
            return List.of();
        }
        List<Class<?>> wanted = wanted(code, start);
        return methods.stream()
                .filter(method -> method.getName().startsWith(prefix))
                .sorted(Comparator.comparing((Method method) -> !fits(method, wanted))
                        .thenComparing(Method::getName))
                .map(method -> method.getName() + (takesNothing(method.getName()) ? "()" : "("))
                .distinct()
                .toList();
    }

    private boolean takesNothing(String name) {
        return methods.stream()
                .filter(method -> method.getName().equals(name))
                .allMatch(method -> method.getParameterCount() == 0);
    }

    private static boolean fits(Method method, List<Class<?>> wanted) {
        return wanted.stream().anyMatch(type -> type.isAssignableFrom(method.getReturnType()));
    }

    /** What the functions around the cursor take at its place; empty where there is none. */
    private List<Class<?>> wanted(String code, int cursor) {
        List<Integer> opened = new ArrayList<>(); // where calls begin
        List<Integer> commas = new ArrayList<>(); // in each of them
        for (int at = 0; at < cursor; ) {
            int end = JavaText.afterLiteral(code, at);
            char c = code.charAt(at);
            if (end == at && "([{".indexOf(c) >= 0) {
                opened.add(at);
                commas.add(0);
            } else if (end == at && ")]}".indexOf(c) >= 0 && !opened.isEmpty()) {
                opened.remove(opened.size() - 1);
                commas.remove(commas.size() - 1);
            } else if (end == at && c == ',' && !commas.isEmpty()) {
                commas.set(commas.size() - 1, commas.get(commas.size() - 1) + 1);
            }
            at = Math.max(at + 1, end);
        }
        if (opened.isEmpty()) {
            return List.of();
        }
        String before = code.substring(0, opened.get(opened.size() - 1)).stripTrailing();
        String called = before.substring(before.length() - nameLength(before));
        int index = commas.get(commas.size() - 1);
        List<Class<?>> wanted = new ArrayList<>();
        for (Method method : methods) {
            Class<?> type = method.getName().equals(called) ? parameter(method, index) : null;
            if (type != null) {
                wanted.add(type);
            }
        }
        return wanted;
    }

    private static int nameLength(String text) {
        int length = 0;
        while (length < text.length() && Character.isJavaIdentifierPart(text.charAt(text.length() - 1 - length))) {
            length++;
        }
        return length;
    }

    private static Class<?> parameter(Method method, int index) {
        Class<?>[] types = method.getParameterTypes();
        if (method.isVarArgs() && index >= types.length - 1) {
            return types[types.length - 1].getComponentType();
        }
        return index < types.length ? types[index] : null;
    }
}
