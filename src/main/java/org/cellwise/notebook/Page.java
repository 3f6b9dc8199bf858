package org.cellwise.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.picture.Picture;
import org.cellwise.file.NewFile;
import org.cellwise.text.FileErrors;

/** Values as files and in a browser, as a notebook would show them: for JShell and for programs of one's own. */
public final class Page {
    private static final int PATIENCE = 2; // seconds that a browser's starter has to fail in

    private Page() {}

    /**
     * Writes what a notebook would show of the value: a page, whose name ends in {@code .html}, or its picture alone,
     * {@code .png} or {@code .svg}. Folders that are missing are made; an older file stays until the new one is
     * whole.
     *
     * @throws IllegalArgumentException if the name ends otherwise, or the value has no such picture
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path save(Object value, Path file) {
        byte[] content = content(value, file);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
        NewFile.replace(file, out -> out.write(content));
        return file;
    }

    /**
     * Shows the value in the browser, by way of a page in the folder for temporary files.
     *
     * @return the page
     * @throws IllegalStateException if no browser can be started; the page is there nevertheless
     */
    public static Path open(Object value) {
        return open(value, starter(System.getProperty("os.name")));
    }

    static Path open(Object value, List<String> starter) {
        Path page = save(value, temporary());
        Throwable cause = null;
        try {
            Process process = new ProcessBuilder(with(starter, page.toUri().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() == 0) {
                return page;
            }
        } catch (IOException e) {
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return page;
        }
        throw new IllegalStateException(
                "No browser could be started with " + starter.get(0) + ": open the page yourself, " + page
                        + ", or write it where you want it with save(…, \"name.html\")",
                cause);
    }

    private static List<String> starter(String system) {
        if (system.startsWith("Windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler");
        }
        return List.of(system.startsWith("Mac") ? "open" : "xdg-open");
    }

    private static List<String> with(List<String> command, String argument) {
        return Stream.concat(command.stream(), Stream.of(argument)).toList();
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("cellwise-", ".html");
        } catch (IOException e) {
            throw FileErrors.writing(Path.of(System.getProperty("java.io.tmpdir"), "cellwise.html"), e);
        }
    }

    private static byte[] content(Object value, Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".html")) {
            return html(value).getBytes(StandardCharsets.UTF_8);
        }
        if (name.endsWith(".png")) {
            return png(value, file);
        }
        if (name.endsWith(".svg")) {
            return svg(value, file).getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("save expects a file that ends in .html, .png or .svg, but got " + file);
    }

    private static MimeBundle bundle(Object value) {
        return Renderer.render(value == null ? MimeBundle.text("null") : value)
                .orElseGet(() -> MimeBundle.text(String.valueOf(value)));
    }

    private static byte[] png(Object value, Path file) {
        String encoded = bundle(value).data().get("image/png");
        if (encoded == null) {
            throw new IllegalArgumentException("%s has no picture to save as %s: use a name that ends in .html"
                    .formatted(what(value), file.getFileName()));
        }
        return Base64.getDecoder().decode(encoded);
    }

    private static String svg(Object value, Path file) {
        return Picture.from(value)
                .filter(Picture::isVector)
                .map(Picture::svg)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s is no drawing that can be saved as %s: use a name that ends in .png or .html; a network is drawn by draw(net)"
                                .formatted(what(value), file.getFileName())));
    }

    private static String what(Object value) {
        return value == null ? "null" : "The value of type " + value.getClass().getSimpleName();
    }

    private static String html(Object value) {
        MimeBundle bundle = bundle(value);
        String title = bundle.plain().lines().findFirst().orElse("Cellwise");
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>
                <body style="font-family: Helvetica, Arial, sans-serif">
                %s
                </body>
                </html>
                """.formatted(Markup.escape(title), body(bundle));
    }

    private static String body(MimeBundle bundle) {
        if (bundle.data().containsKey("text/html")) {
            return bundle.data().get("text/html");
        }
        String png = bundle.data().get("image/png");
        if (png == null) {
            return "<pre>" + Markup.escape(bundle.plain()) + "</pre>";
        }
        Object width = bundle.metadata().get("image/png").get("width");
        return "<img src=\"data:image/png;base64,%s\" width=\"%s\" alt=\"%s\">"
                .formatted(png, width, Markup.escape(bundle.plain()));
    }
}
