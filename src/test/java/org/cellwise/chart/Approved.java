package org.cellwise.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellwise.chart.picture.Picture;

/** Compares with files that were looked at; the system property {@code cellwise.approve} writes them anew. */
public final class Approved {
    private static final Path FOLDER = Path.of("src/test/resources/approved");

    private Approved() {}

    /** An SVG, one element a line, so that a change can be read. */
    public static void svg(String name, Picture picture) {
        text(name + ".svg", picture.svg().replace("><", ">\n<") + "\n");
    }

    public static void text(String name, String text) {
        try {
            Path file = FOLDER.resolve(name);
            if (Boolean.getBoolean("cellwise.approve")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(text).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
