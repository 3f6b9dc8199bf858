package org.cellwise.kernel;

import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * The class path of the library itself, which stands in the kernel's jar. What cells add is for cells; the library sees it
 * here, since parts of it need other libraries that users bring, such as Spark. Java has no call for it without an agent,
 * and an agent would make the start of a kernel slower.
 */
final class LibraryPath {
    private static final String APPEND = "appendToClassPathForInstrumentation"; // opened by the jar's manifest

    private LibraryPath() {}

    /** Adds a jar or a folder; in a Java that does not let it, cells alone see it. */
    static void add(String path) {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        try {
            Method append = loader.getClass().getDeclaredMethod(APPEND, String.class);
            append.setAccessible(true);
            append.invoke(loader, Path.of(path).toAbsolutePath().toString());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // as it was before
        }
    }
}
