import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Gathers the Javadoc of what is public into one file, which {@code help("dense")} and Shift-Tab read. Run by the build with
 * the folder of the sources and the file to write. An entry is a line {@code \f name \t owner \t signature \t topic}, then its comment; functions
 * of the facade have the first sentence of their file for a topic.
 */
public final class WriteHelp {
    private static final String FACADE = "Cellwise";

    private final StringBuilder help = new StringBuilder();
    private String topic = "";
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> published = new TreeSet<>(); // classes that extend another
    private final Map<String, String> heirs = new HashMap<>(); // the public class that extends one, by its name

    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        String help = new WriteHelp().all(sources);
        if (!Files.exists(target) || !Files.readString(target).equals(help)) {
            Files.createDirectories(target.getParent());
            Files.writeString(target, help);
        }
    }

    private String all(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(sources.resolve("org/cellwise"))) {
            List<Path> read = all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.startsWith(sources.resolve("org/cellwise/kernel")))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, problem -> {}, null, null, files.getJavaFileObjectsFromPaths(read));
            DocTrees docs = DocTrees.instance(task);
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            units.forEach(this::readParents);
            published.forEach(this::findHeir);
            for (CompilationUnitTree unit : units) {
                boolean facade = unit.getPackageName().toString().equals("org.cellwise");
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree one) {
                        boolean shown = isPublic(one.getModifiers().getFlags(), false);
                        String owner = facade ? FACADE : shown ? name(one) : heirs.get(name(one));
                        if (owner != null) {
                            topic = facade
                                    ? firstSentence(docs.getDocComment(new TreePath(new TreePath(unit), one)))
                                    : "";
                            type(docs, new TreePath(new TreePath(unit), one), one, owner, facade || !shown);
                        }
                    }
                }
            }
        }
        return help.toString();
    }

    private void readParents(CompilationUnitTree unit) {
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree one && one.getExtendsClause() != null) {
                parents.put(name(one), one.getExtendsClause().toString());
                if (isPublic(one.getModifiers().getFlags(), false)) {
                    published.add(name(one));
                }
            }
        }
    }

    /** What a class has that is not public belongs to the public one that extends it. */
    private void findHeir(String published) {
        for (String parent = parents.get(published); parent != null; parent = parents.get(parent)) {
            heirs.putIfAbsent(parent, published);
        }
    }

    private static String name(ClassTree type) {
        return type.getSimpleName().toString();
    }

    private static boolean isPublic(Set<Modifier> flags, boolean inInterface) {
        return flags.contains(Modifier.PUBLIC) || inInterface && !flags.contains(Modifier.PRIVATE);
    }

    private void type(DocTrees docs, TreePath path, ClassTree type, String owner, boolean membersOnly) {
        if (!membersOnly || name(type).equals(FACADE)) {
            add(name(type), "", kind(type) + " " + owner, docs.getDocComment(path));
        }
        boolean inInterface = type.getKind() == Tree.Kind.INTERFACE;
        for (Tree member : type.getMembers()) {
            TreePath at = new TreePath(path, member);
            if (member instanceof MethodTree method
                    && isPublic(method.getModifiers().getFlags(), inInterface)) {
                boolean constructor = method.getName().contentEquals("<init>");
                String called = constructor ? name(type) : method.getName().toString();
                add(called, owner, signature(method, called, constructor), docs.getDocComment(at));
            } else if (member instanceof ClassTree inner
                    && isPublic(inner.getModifiers().getFlags(), inInterface)) {
                type(docs, at, inner, owner + "." + name(inner), false);
            }
        }
    }

    private static String kind(ClassTree type) {
        return switch (type.getKind()) {
            case INTERFACE -> "interface";
            case RECORD -> "record";
            case ENUM -> "enum";
            default -> "class";
        };
    }

    private static String signature(MethodTree method, String name, boolean constructor) {
        String parameters =
                method.getParameters().stream().map(WriteHelp::parameter).collect(Collectors.joining(", "));
        return (constructor ? "new " : method.getReturnType() + " ") + name + "(" + parameters + ")";
    }

    private static String parameter(VariableTree variable) {
        String text = variable.toString();
        return text.substring(text.startsWith("final ") ? "final ".length() : 0).strip();
    }

    private static String firstSentence(String comment) {
        String text = comment == null ? "" : comment.strip().replaceAll("\\s+", " ");
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }

    private void add(String name, String owner, String signature, String comment) {
        if (comment != null && !comment.isBlank()) {
            help.append('\f')
                    .append(name)
                    .append('\t')
                    .append(owner)
                    .append('\t')
                    .append(signature)
                    .append('\t')
                    .append(topic)
                    .append('\n');
            comment.lines()
                    .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                    .forEach(line -> help.append(line.stripTrailing()).append('\n'));
        }
    }
}
