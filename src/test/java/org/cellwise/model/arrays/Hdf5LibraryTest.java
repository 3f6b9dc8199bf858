package org.cellwise.model.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The library that reads HDF5 may be missing, or be where only cells find it. */
class Hdf5LibraryTest {
    private static final Path FILE = Path.of("src/test/resources/keras/images.weights.h5");

    private static URL[] classPath(Predicate<String> which) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(which)
                .map(Hdf5LibraryTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isLibrary(String path) {
        return path.contains("jhdf") || path.contains("commons-lang3");
    }

    /** The names of the arrays, as classes find them that do not see the library. */
    private static Object names(ClassLoader without, ClassLoader cells) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(cells);
        try {
            Object file = without.loadClass(ArrayFile.class.getName())
                    .getMethod("open", Path.class)
                    .invoke(null, FILE);
            Object arrays = without.loadClass(ArrayFile.class.getName())
                    .getMethod("arrays")
                    .invoke(file);
            return ((Map<?, ?>) arrays).keySet();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void whatCellsAddIsFound() throws Exception {
        URL[] ours = classPath(path -> !isLibrary(path));
        URL[] library = classPath(Hdf5LibraryTest::isLibrary);
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader without = new URLClassLoader(ours, platform);
                URLClassLoader cells = new URLClassLoader(library, without)) {
            assertThat(names(without, cells).toString()).contains("layers/conv2d/vars/0");
            for (ClassLoader none : new ClassLoader[] {null, without}) {
                assertThatThrownBy(() -> names(without, none))
                        .isInstanceOf(InvocationTargetException.class)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("images.weights.h5 holds its weights as HDF5")
                        .hasMessageContaining("%maven io.jhdf:jhdf:0.13.0");
            }
        }
    }
}
