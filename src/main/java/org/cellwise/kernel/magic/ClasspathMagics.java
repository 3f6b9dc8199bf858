package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code %jars} and {@code %classpath}: files and folders for the class path, as globs separated by spaces. */
public final class ClasspathMagics {

    private final Consumer<String> addToClasspath;

    public ClasspathMagics(Consumer<String> addToClasspath) {
        this.addToClasspath = addToClasspath;
    }

    public void register(Magics magics) {
        magics.registerLineMagic("jars", this::add);
        magics.registerLineMagic("classpath", this::add);
    }

    private List<String> add(List<String> globs) {
        if (globs.isEmpty()) {
            throw new IllegalArgumentException("expects paths, for example %jars lib/*.jar");
        }
        List<String> added = new ArrayList<>();
        for (String glob : globs) {
            List<String> paths = CommandLine.matchingPaths(glob);
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("no file matches " + glob + ", looked for from "
                        + System.getProperty("user.dir") + ": check the path");
            }
            added.addAll(paths);
        }
        added.forEach(addToClasspath);
        return added;
    }
}
