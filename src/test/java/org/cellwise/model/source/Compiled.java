package org.cellwise.model.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes from source, in memory, with no class path but the JDK. */
final class Compiled extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> classes;
    private final String name;

    private Compiled(String name, Map<String, ByteArrayOutputStream> classes) {
        super(ClassLoader.getPlatformClassLoader());
        this.name = name;
        this.classes = classes;
    }

    /** Another of the classes that were compiled. */
    Compiled of(String other) {
        return new Compiled(other, classes);
    }

    static Compiled of(JavaSource... sources) {
        Compiled compiled = new Compiled(sources[0].className(), new HashMap<>());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.US_ASCII);
        boolean done = compiler.getTask(
                        messages,
                        compiled.manager(files),
                        null,
                        List.of("-Xlint:all", "-Werror", "--release", "17", "-cp", "", "-proc:none"),
                        null,
                        Arrays.stream(sources)
                                .map(source -> text(source.className(), source.text()))
                                .toList())
                .call();
        assertThat(done).as(messages.toString()).isTrue();
        return compiled;
    }

    private static JavaFileObject text(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private JavaFileManager manager(StandardJavaFileManager files) {
        return new ForwardingJavaFileManager<>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                        classes.put(className, bytes);
                        return bytes;
                    }
                };
            }
        };
    }

    @Override
    protected Class<?> findClass(String wanted) throws ClassNotFoundException {
        if (!classes.containsKey(wanted)) {
            throw new ClassNotFoundException(wanted);
        }
        byte[] bytes = classes.get(wanted).toByteArray();
        return defineClass(wanted, bytes, 0, bytes.length);
    }

    /** What a method of that name gives. */
    Object call(String method, Object argument) {
        try {
            Class<?> type = loadClass(name);
            return Arrays.stream(type.getMethods())
                    .filter(m -> m.getName().equals(method))
                    .findFirst()
                    .orElseThrow()
                    .invoke(null, argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What main writes to standard output. */
    String main(String in) {
        InputStream before = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            call("main", new String[0]);
        } finally {
            System.setIn(before);
            System.setOut(out);
        }
        return written.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
