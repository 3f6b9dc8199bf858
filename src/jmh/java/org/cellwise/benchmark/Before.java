package org.cellwise.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.cellwise.Cellwise;

/** Another build of Cellwise as a contestant: the sources of the benchmarks compiled against it, so that names may differ. */
final class Before {
    private static final Path SOURCES = Path.of("src/jmh/java");

    private Before() {}

    /**
     * Compiles the benchmarks against a build.
     *
     * @param build its jar, or the folder of its classes
     * @param classPath of this process, with this build
     * @return the class path with that build in its place
     * @throws IllegalStateException if the benchmarks use what that build has not
     */
    static String classPath(Path build, String classPath) throws IOException {
        if (!Files.exists(build)) {
            throw new IllegalArgumentException("-Dbefore expects the jar of a build, but there is no " + build);
        }
        Path classes = Files.createTempDirectory("before");
        String others = withoutThisBuild(classPath);
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", build + File.pathSeparator + others));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (failed != 0) {
            throw new IllegalStateException("The benchmarks do not compile against " + build);
        }
        return String.join(File.pathSeparator, classes.toString(), build.toString(), others);
    }

    private static String withoutThisBuild(String classPath) {
        Path own = Path.of(Cellwise.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(own))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
