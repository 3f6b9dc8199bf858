package org.cellwise.model.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Opens HDF5 files by a library that need not be there. A notebook adds it where its cells look for classes, which may be
 * beneath the place where this library's own classes are: then the class that names it is defined anew, down there.
 */
final class Hdf5Library {
    private Hdf5Library() {}

    static ArrayFile open(Path path, ByteBuffer within) {
        try {
            return Hdf5File.open(path, within);
        } catch (NoClassDefFoundError e) {
            ClassLoader cells = Thread.currentThread().getContextClassLoader();
            if (cells == null || cells == Hdf5Library.class.getClassLoader()) {
                throw e;
            }
            return beneath(cells, e).apply(path, within);
        }
    }

    @SuppressWarnings("unchecked") // what Hdf5File.Opener is
    private static BiFunction<Path, ByteBuffer, ArrayFile> beneath(ClassLoader cells, NoClassDefFoundError missing) {
        try {
            return (BiFunction<Path, ByteBuffer, ArrayFile>) new Beneath(cells)
                    .loadClass(Hdf5File.Opener.class.getName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            missing.addSuppressed(e);
            throw missing;
        }
    }

    /** Finds all classes where cells find them, but for the one that names the library, which it defines. */
    private static final class Beneath extends ClassLoader {
        private static final String HERE = Hdf5File.class.getName();

        Beneath(ClassLoader cells) {
            super(cells);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(HERE) && !name.startsWith(HERE + "$")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = Hdf5Library.class.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
