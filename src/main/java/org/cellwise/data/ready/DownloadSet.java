package org.cellwise.data.ready;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Files that can be had from the network. Nothing is fetched before {@link #fetch} is called.
 *
 * @param files all of one set
 */
public record DownloadSet(List<Download> files) {
    public DownloadSet {
        files = List.copyOf(files);
    }

    /** A known set, such as {@code mnist}. */
    public static DownloadSet named(String name) {
        return new DownloadSet(Download.named(name));
    }

    /**
     * Fetches the files that are not there yet into the cache: {@code cellwise} in the user's folder for caches, or where
     * the system property {@code cellwise.cache} says. A fetch that was cut goes on where it was; each file is believed
     * only with the right hash.
     *
     * @return the folder with the files
     * @throws java.io.UncheckedIOException if the network or the disk fails
     * @throws IllegalArgumentException if what came is not what was announced
     */
    public Path fetch() {
        return fetch(Cache.folder());
    }

    /** As {@link #fetch()}, into another folder. */
    public Path fetch(Path folder) {
        Path last = folder;
        for (Download file : files) {
            last = Fetcher.fetch(file, folder).getParent();
        }
        return last;
    }

    /** What would be fetched: names, sizes, sources, licences. */
    @Override
    public String toString() {
        return files.stream().map(Download::toString).collect(Collectors.joining("\n", "", ""))
                + "\nNothing is fetched yet: call fetch() to get what is not in "
                + Cache.folder();
    }
}
