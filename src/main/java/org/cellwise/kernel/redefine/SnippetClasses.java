package org.cellwise.kernel.redefine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;
import org.cellwise.kernel.redefine.SnippetClassFile.Member;

/**
 * The classes that JShell compiles of snippets, and how they are redefined without losing what they hold.
 *
 * <p>JShell wraps each snippet in a class: a variable becomes its static field, a method its static method. When a snippet
 * or something it uses changes, JShell compiles the class again and asks to redefine it; where that is refused, the class
 * is replaced and its values are gone. Here
 * <ul>
 *   <li>code that differs in line numbers alone is left as it is;
 *   <li>a variable of the same type keeps its field, and the code that sets it moves to a class of another name;
 *   <li>methods of the same signatures are exchanged behind {@link CellMethods}, for everybody who calls them;
 *   <li>all else is refused: a class with objects cannot change its form.
 * </ul>
 */
public final class SnippetClasses {

    /** Loads classes; {@code find} knows those that were loaded. */
    public interface Loader {
        void load(ClassBytecodes... classes)
                throws ClassInstallException, NotImplementedException, EngineTerminationException;

        Class<?> find(String name) throws ClassNotFoundException;
    }

    private final Loader loader;
    private final Map<String, Snippets> wrappers = new ConcurrentHashMap<>(); // by the name of the wrapping class
    private final Set<Snippets> changed = new LinkedHashSet<>(); // which the JVM does not have yet
    private final Map<String, LoadedCode> loaded = new ConcurrentHashMap<>(); // by the name under which it runs

    /** One wrapping class, and the classes nested in it, as they were compiled last. */
    private static final class Snippets {
        private final String name;
        private final Map<String, SnippetClassFile> newest = new LinkedHashMap<>(); // by the name JShell knows
        private Map<String, SnippetClassFile> running = Map.of();
        private CellMethods methods; // null where there are none
        private int generation;

        Snippets(String name) {
            this.name = name;
        }

        String running() {
            return generation == 0 ? name : name + "$$" + generation;
        }

        SnippetClassFile wrapper() {
            return running.get(name);
        }

        /** Whether JShell has replaced this by the other before the JVM got what was compiled last. */
        boolean givesWayTo(Snippets other) {
            boolean earlier = this != other && withoutForm(name).equals(withoutForm(other.name));
            if (earlier) {
                newest.putAll(running);
            }
            return earlier;
        }

        /** {@code REPL.$JShell$12} of {@code REPL.$JShell$12B}, the second form of the snippet. */
        private static String withoutForm(String name) {
            return name.replaceFirst("[A-Z]+$", "");
        }

        /** Whether these class files differ from what runs in line numbers at most. */
        boolean runs(Map<String, SnippetClassFile> files) {
            return files.entrySet().stream().allMatch(one -> {
                SnippetClassFile before = running.get(one.getKey());
                return before != null && before.sameCode(one.getValue());
            });
        }
    }

    /**
     * @param wrapper the name of the wrapping class
     * @param number of the line in its source; the first is 1
     */
    public record Line(String wrapper, int number) {}

    private record LoadedCode(Snippets snippets, String originalName, SnippetClassFile file) {}

    public SnippetClasses(Loader loader) {
        this.loader = loader;
    }

    /** Takes classes that JShell has compiled for the first time. */
    public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes one : classes) {
            Snippets snippets = wrappers.computeIfAbsent(wrapperOf(one.name()), Snippets::new);
            snippets.newest.put(one.name(), new SnippetClassFile(one.bytecodes()));
            changed.removeIf(other -> other.givesWayTo(snippets));
            changed.add(snippets);
        }
    }

    /** @throws NotImplementedException when the classes have to be replaced by others */
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        Snippets snippets = wrappers.get(wrapperOf(classes[0].name()));
        Map<String, SnippetClassFile> compiled = new LinkedHashMap<>(snippets.newest);
        for (ClassBytecodes one : classes) {
            compiled.put(one.name(), new SnippetClassFile(one.bytecodes()));
        }
        if (!snippets.running.isEmpty() && !snippets.runs(compiled)) {
            Set<Member> shared = snippets.wrapper().shared();
            if (shared.isEmpty()
                    || !shared.equals(compiled.get(snippets.name).shared())
                    || namesNestedTypes(snippets, shared)) {
                throw new NotImplementedException("the form of " + snippets.name + " has changed");
            }
        }
        snippets.newest.putAll(compiled);
        changed.add(snippets);
    }

    /**
     * Lets the JVM have what JShell has compiled. Types that mention each other are compiled several times, with names
     * that change from one time to the next, before they fit: a class that the JVM has cannot change any more.
     */
    public void define() {
        List<Snippets> fresh = new ArrayList<>();
        List<Snippets> edited = new ArrayList<>();
        for (Snippets snippets : withMentioned()) {
            if (snippets.running.isEmpty()) {
                fresh.add(snippets);
            } else if (!snippets.runs(snippets.newest)) {
                edited.add(snippets);
            }
        }
        changed.clear();
        try {
            defineFresh(fresh);
            for (Snippets snippets : edited) {
                Class<?> bodies = defineGeneration(snippets, snippets.wrapper().shared());
                if (snippets.methods != null) {
                    snippets.methods.exchange(bodies);
                }
            }
        } catch (ReflectiveOperationException | ExecutionControlException e) {
            throw new IllegalStateException("The classes of a cell could not be loaded: " + e.getMessage(), e);
        }
    }

    /** What has changed, and what that mentions: JShell may return to an earlier form. */
    private Set<Snippets> withMentioned() {
        Set<Snippets> all = new LinkedHashSet<>();
        Deque<Snippets> waiting = new ArrayDeque<>(changed);
        while (!waiting.isEmpty()) {
            Snippets next = waiting.poll();
            if (all.add(next)) {
                next.newest.values().stream()
                        .flatMap(file -> file.wrappers().stream())
                        .map(wrappers::get)
                        .filter(other -> other != null && other.running.isEmpty())
                        .forEach(waiting::add);
            }
        }
        return all;
    }

    private void defineFresh(List<Snippets> fresh) throws ReflectiveOperationException, ExecutionControlException {
        List<ClassBytecodes> direct = new ArrayList<>();
        List<Snippets> methods = new ArrayList<>();
        for (Snippets snippets : fresh) {
            snippets.running = Map.copyOf(snippets.newest);
            if (snippets.wrapper() != null && !snippets.wrapper().methods().isEmpty()) {
                methods.add(snippets);
            } else {
                for (Map.Entry<String, SnippetClassFile> one : snippets.newest.entrySet()) {
                    direct.add(new ClassBytecodes(one.getKey(), one.getValue().bytes()));
                    loaded.put(one.getKey(), new LoadedCode(snippets, one.getKey(), one.getValue()));
                }
            }
        }
        loader.load(direct.toArray(ClassBytecodes[]::new));
        for (Snippets snippets : methods) {
            Class<?> bodies = defineGeneration(snippets, snippets.wrapper().shared());
            byte[] calls = CellMethods.classOfCalls(
                    slashed(snippets.name), snippets.wrapper().methods());
            loader.load(new ClassBytecodes(snippets.name, calls));
            snippets.methods = new CellMethods(bodies);
            snippets.methods.bind(loader.find(snippets.name));
        }
    }

    /** A variable of an anonymous class has a type of its own each time. */
    private static boolean namesNestedTypes(Snippets snippets, Set<Member> members) {
        String nested = slashed(snippets.name) + "$";
        return members.stream().anyMatch(member -> member.descriptor().contains(nested));
    }

    private Class<?> defineGeneration(Snippets snippets, Set<Member> shared)
            throws ReflectiveOperationException, ExecutionControlException {
        snippets.generation++;
        snippets.running = Map.copyOf(snippets.newest);
        List<ClassBytecodes> renamed = new ArrayList<>();
        for (Map.Entry<String, SnippetClassFile> one : snippets.newest.entrySet()) {
            String name = rename(one.getKey(), snippets.name, snippets.running());
            byte[] bytes = one.getValue().renamed(slashed(snippets.name), slashed(snippets.running()), shared);
            renamed.add(new ClassBytecodes(name, bytes));
            loaded.put(name, new LoadedCode(snippets, one.getKey(), one.getValue()));
        }
        loader.load(renamed.toArray(ClassBytecodes[]::new));
        return loader.find(snippets.running());
    }

    /** The class whose code runs now for the wrapping class of this name. */
    public Class<?> running(String name) throws ClassNotFoundException {
        define();
        Snippets snippets = wrappers.get(name);
        return loader.find(snippets == null ? name : snippets.running());
    }

    /** The class of this name that JShell knows, which holds the fields. */
    public Class<?> holder(String name) throws ClassNotFoundException {
        define();
        return loader.find(name);
    }

    /**
     * Where a frame of a stack trace stands in what JShell compiled last.
     *
     * @return null for code that is none of a snippet, or of one that has been edited since
     */
    public Line line(StackTraceElement frame) {
        LoadedCode code = loaded.get(frame.getClassName());
        SnippetClassFile newest = code == null ? null : code.snippets().newest.get(code.originalName());
        if (newest == null || frame.getLineNumber() < 0 || !newest.sameCode(code.file())) {
            return null;
        }
        int[] old = code.file().lines();
        for (int i = 0; i < old.length; i++) {
            if (old[i] == frame.getLineNumber()) {
                return new Line(code.snippets().name, newest.lines()[i]);
            }
        }
        return null;
    }

    /** The wrapping classes that the code of this class mentions. */
    public Set<String> mentions(String className) {
        LoadedCode code = loaded.get(className);
        return code == null ? Set.of() : code.file().wrappers();
    }

    /** The newest class of this name among those nested in wrapping classes; null when there is none. */
    public Class<?> typeNamed(String name) {
        Class<?> newest = null;
        for (Snippets snippets : wrappers.values()) {
            try {
                if (snippets.running.containsKey(snippets.name + "$" + name)) {
                    newest = loader.find(snippets.name + "$" + name);
                }
            } catch (ClassNotFoundException e) {
                continue; // it was not loaded under this name
            }
        }
        return newest;
    }

    private static String slashed(String name) {
        return name.replace('.', '/');
    }

    /** {@code REPL.$JShell$12B} of {@code REPL.$JShell$12B$Model}; other names as they are. */
    public static String wrapperOf(String name) {
        int prefix = name.indexOf("$JShell$");
        int end = prefix < 0 ? -1 : name.indexOf('$', prefix + "$JShell$".length());
        return end < 0 ? name : name.substring(0, end);
    }

    /** {@code text} with each mention of one class, and of those nested in it, changed. */
    static String rename(String text, String from, String to) {
        StringBuilder renamed = new StringBuilder();
        int at = 0;
        for (int found = text.indexOf(from); found >= 0; found = text.indexOf(from, at)) {
            int end = found + from.length();
            renamed.append(text, at, found);
            boolean longer =
                    end < text.length() && Character.isLetterOrDigit(text.charAt(end)); // $JShell$1 in $JShell$12
            renamed.append(longer || text.startsWith("_", end) ? from : to);
            at = end;
        }
        return renamed.append(text, at, text.length()).toString();
    }
}
