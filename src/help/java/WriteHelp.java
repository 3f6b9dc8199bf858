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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Gathers the Javadoc of what is public into one file, which {@code help("dense")} and Shift-Tab read. Run by the build with
 * the folder of the sources and the file to write. An entry is a line {@code \f name \t owner \t signature}, then its comment.
 */
public final class WriteHelp {
    private static final String FACADE = "Cellwise";

    private final StringBuilder help = new StringBuilder();

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
            for (CompilationUnitTree unit : task.parse()) {
                boolean facade = unit.getPackageName().toString().equals("org.cellwise");
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree one
                            && (facade || isPublic(one.getModifiers().getFlags(), false))) {
                        type(docs, new TreePath(new TreePath(unit), one), one, facade ? FACADE : name(one), facade);
                    }
                }
            }
        }
        return help.toString();
    }

    private static String name(ClassTree type) {
        return type.getSimpleName().toString();
    }

    private static boolean isPublic(java.util.Set<Modifier> flags, boolean inInterface) {
        return flags.contains(Modifier.PUBLIC) || inInterface && !flags.contains(Modifier.PRIVATE);
    }

    private void type(DocTrees docs, TreePath path, ClassTree type, String owner, boolean facade) {
        if (!facade || name(type).equals(FACADE)) {
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

    private void add(String name, String owner, String signature, String comment) {
        if (comment != null && !comment.isBlank()) {
            help.append('\f')
                    .append(name)
                    .append('\t')
                    .append(owner)
                    .append('\t')
                    .append(signature)
                    .append('\n');
            comment.lines()
                    .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                    .forEach(line -> help.append(line.stripTrailing()).append('\n'));
        }
    }
}
