package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Words and globs, as a command line has them. */
public final class CommandLine {

    private CommandLine() {}

    /** The words of a command line: quotes hold words together, a backslash counts as itself unless before a quote. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; line != null && i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == '\\' && quote != '\'' && line.startsWith("\"", i + 1)) {
                word.append('"');
                i++;
            } else if (quote == 0 ? c == '"' || c == '\'' : c == quote) {
                quote = quote == 0 ? c : 0;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
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
