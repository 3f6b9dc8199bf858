package org.cellwise.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in words why a file cannot be read or written, and what to do. */
public final class FileErrors {
    private FileErrors() {}

    /** For a file that was to be read. */
    public static UncheckedIOException reading(Path file, IOException cause) {
        return new UncheckedIOException("Cannot read " + file + ": " + whyNotRead(file.toAbsolutePath(), cause), cause);
    }

    /** For a file that was to be written. */
    public static UncheckedIOException writing(Path file, IOException cause) {
        return new UncheckedIOException(
                "Cannot save to " + file + ": " + whyNotWritten(file.toAbsolutePath(), cause), cause);
    }

    private static String whyNotRead(Path file, IOException cause) {
        if (Files.isDirectory(file)) {
            return "it is a folder: name a file in it";
        }
        return Files.exists(file) ? cause.toString() : "there is no such file in the folder " + file.getParent();
    }

    private static String whyNotWritten(Path file, IOException cause) {
        if (Files.isDirectory(file)) {
            return "it is a folder: name a file in it";
        }
        return Files.isDirectory(file.getParent())
                ? cause.toString()
                : "there is no folder " + file.getParent() + ": create it before";
    }
}
