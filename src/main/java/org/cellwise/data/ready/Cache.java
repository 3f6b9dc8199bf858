package org.cellwise.data.ready;

import java.nio.file.Path;

/** Where fetched files are kept. */
public final class Cache {
    private Cache() {}

    /** The folder: what {@code cellwise.cache} says, or {@code cellwise} in the user's folder for caches. */
    public static Path folder() {
        String chosen = System.getProperty("cellwise.cache");
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        return caches != null && !caches.isBlank()
                ? Path.of(caches, "cellwise")
                : Path.of(System.getProperty("user.home"), ".cache", "cellwise");
    }
}
