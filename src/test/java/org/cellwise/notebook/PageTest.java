package org.cellwise.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values as files, without a notebook. */
class PageTest {
    private final Network net = network(inputs(2), dense(1));

    @TempDir
    private Path folder;

    @Test
    void aPageHoldsWhatANotebookShows() throws IOException {
        Path page = save(net, folder.resolve("new/folder/net.html").toString());
        assertThat(page).isEqualTo(folder.resolve("new/folder/net.html"));
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("charset=\"utf-8\"", "<img src=\"data:image/svg+xml", "<table", "dense_1");
        assertThat(page("<i>$x$</i>")).contains("<pre>&lt;i&gt;$x$&lt;/i&gt;</pre>");
        assertThat(page(new double[][] {{1}})).contains("<img src=\"data:image/png;base64,");
        assertThat(page(null)).contains("<pre>null</pre>");
        assertThat(page(explain(net, 1, 2))).contains("<pre>");
    }

    private String page(Object value) throws IOException {
        return Files.readString(Page.save(value, folder.resolve("a.html")));
    }

    @Test
    void aPictureIsSavedByItself() throws IOException {
        Path png = Page.save(net, folder.resolve("net.PNG"));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(100);
        assertThat(Files.readString(Page.save(draw(net), folder.resolve("net.svg"))))
                .startsWith("<svg");
    }

    @Test
    void whatCannotBeSavedIsRefusedWithWhatCan() throws IOException {
        assertThatThrownBy(() -> save(net, "net.pdf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("save expects a file that ends in .html, .png or .svg, but got net.pdf");
        assertThatThrownBy(() -> Page.save("text", folder.resolve("a.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("String")
                .hasMessageContaining(".html");
        assertThatThrownBy(() -> Page.save(net, folder.resolve("a.svg")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("draw(net)");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Page.save(net, file.resolve("a.png"))).isInstanceOf(UncheckedIOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**a.*");
    }

    @Test
    void aPageIsOpenedByTheSystem() throws IOException {
        Path page = Page.open(net, List.of("true"));
        assertThat(page).exists();
        Files.delete(page);
    }

    @Test
    void withoutABrowserTheErrorNamesThePage() {
        for (String starter : List.of("false", "/no/such/browser")) {
            assertThatThrownBy(() -> Page.open(net, List.of(starter)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(starter)
                    .satisfies(e -> {
                        Path page = Path.of(e.getMessage().replaceFirst("(?s).*yourself, (\\S+\\.html),.*", "$1"));
                        assertThat(page).exists();
                        Files.delete(page);
                    });
        }
    }
}
