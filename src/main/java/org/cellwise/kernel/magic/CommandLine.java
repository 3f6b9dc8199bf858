package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words and globs, as a command line has them. */
public final class CommandLine {

    private CommandLine() {}

    /** The words of a command line: quotes hold words together, a backslash counts as itself unless before a quote. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word =
                Pattern.compile("(?:\"(?:\\\\\"|[^\"])*\"|'[^']*'|[^\\s\"'])+").matcher(line == null ? "" : line);
        while (word.find()) {
            words.add(word.group().replaceAll("(?<!\\\\)\"|'", "").replace("\\\"", "\""));
        }
        return words;
    }

    /** Absolute paths of what one glob matches; a folder's files too when it ends in a slash. */
    public static List<String> matchingPaths(String glob) {
        try {
            GlobFinder finder = new GlobFinder(glob);
            List<String> paths = new ArrayList<>();
            for (Path path : glob.endsWith("/") ? finder.computeMatchingFiles() : finder.computeMatchingPaths()) {
                paths.add(path.toAbsolutePath().normalize().toString());
            }
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the files of " + glob + ": " + e.getMessage(), e);
        }
    }
}
