package org.cellwise.data.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on this machine gives what is fetched; it notes what it was asked for. */
class DownloadTest {
    private final byte[] content = "0123456789".repeat(5000).getBytes(StandardCharsets.US_ASCII);
    private final List<String> ranges = new ArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer server;
    private boolean takesRanges = true;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            int from = range != null && takesRanges ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            if (from > 0) {
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes %s-%s/%s".formatted(from, content.length - 1, content.length));
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : status, content.length - from);
            exchange.getResponseBody().write(content, from, content.length - from);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Download wanted(long bytes, String hash) {
        return new Download(
                "set/data.bin",
                URI.create("http://localhost:%s/data.bin"
                        .formatted(server.getAddress().getPort())),
                bytes,
                "CC0",
                "SHA-256",
                hash);
    }

    private String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fetchesOnceAndChecksTheHash() throws IOException {
        DownloadSet set = new DownloadSet(List.of(wanted(content.length, hash())));
        assertThat(set.toString())
                .contains("set/data.bin (50 kB) from http://localhost:")
                .contains("licence: CC0")
                .contains("Nothing is fetched yet: call fetch()");
        assertThat(ranges).isEmpty();
        assertThat(set.fetch(folder)).isEqualTo(folder.resolve("set"));
        assertThat(folder.resolve("set/data.bin")).hasBinaryContent(content);
        set.fetch(folder);
        assertThat(ranges).containsExactly("null");
        Files.write(folder.resolve("set/data.bin"), new byte[3]); // damaged afterwards
        set.fetch(folder);
        assertThat(folder.resolve("set/data.bin")).hasBinaryContent(content);
    }

    @Test
    void goesOnWhereItWasCut() throws IOException {
        Path part = folder.resolve("set/data.bin.part");
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(content, 20_000));
        Fetcher.fetch(wanted(content.length, hash()), folder);
        assertThat(ranges).containsExactly("bytes=20000-");
        assertThat(folder.resolve("set/data.bin")).hasBinaryContent(content);
        assertThat(part).doesNotExist();
        // a server that cannot go on sends all of it anew
        takesRanges = false;
        Files.delete(folder.resolve("set/data.bin"));
        Files.write(part, Arrays.copyOf(content, 20_000));
        Fetcher.fetch(wanted(0, hash()), folder);
        assertThat(folder.resolve("set/data.bin")).hasBinaryContent(content);
    }

    @Test
    void whatIsNotAsAnnouncedIsThrownAway() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fetcher.fetch(wanted(content.length, "0".repeat(64)), folder))
                .withMessageContaining("is not the file that was expected: its SHA-256 is " + hash());
        assertThat(folder.resolve("set/data.bin")).doesNotExist();
        assertThat(folder.resolve("set/data.bin.part")).doesNotExist();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fetcher.fetch(wanted(1000, hash()), folder))
                .withMessageContaining("more than the 1000 bytes");
        status = 404;
        assertThatThrownBy(() -> Fetcher.fetch(wanted(content.length, hash()), folder.resolve("other")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("answered with status 404")
                .hasMessageContaining("put the file into");
    }

    @Test
    void namesAndAddresses() {
        assertThat(DownloadSet.named("mnist").files()).hasSize(4);
        assertThat(DownloadSet.named("mnist").toString()).contains("9.9 MB").contains("CC BY-SA 3.0");
        assertThat(DownloadSet.named("cifar-10").files()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DownloadSet.named("mnits"))
                .withMessageContaining("There is no known data \"mnits\"")
                .withMessageContaining("mnist");
        assertThat(Download.of("https://example.org/a/data.csv", "0".repeat(64)).name())
                .isEqualTo("data.csv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Download.of("file:///etc/passwd", "0".repeat(64)))
                .withMessageContaining("http or https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Download.of("https://example.org/..", "0".repeat(64)))
                .withMessageContaining("plain path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Download.of("https://example.org/x", "abc"))
                .withMessageContaining("sha256sum prints it");
    }
}
