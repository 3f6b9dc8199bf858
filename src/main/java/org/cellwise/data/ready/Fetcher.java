package org.cellwise.data.ready;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches a file once: what has come is kept under another name until it is whole and has the right hash. */
final class Fetcher {
    private static final long LARGEST = 1L << 36;
    private static final int BUFFER = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

    private Fetcher() {}

    /** The file in a folder, fetched if it is not there. */
    static Path fetch(Download wanted, Path folder) {
        Path file = folder.resolve(wanted.name());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (Files.exists(file) && hash(wanted, file).equals(wanted.hash())) {
                return file;
            }
            Files.createDirectories(file.getParent());
            receive(wanted, part);
            String hash = hash(wanted, part);
            if (!hash.equals(wanted.hash())) {
                Files.delete(part);
                throw new IllegalArgumentException(
                        "What came from %s is not the file that was expected: its %s is %s in place of %s; it was thrown away, so that another call begins anew"
                                .formatted(wanted.source(), wanted.algorithm(), hash, wanted.hash()));
            }
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot fetch %s: %s; call again to go on where it was cut, or put the file into %s yourself"
                            .formatted(
                                    wanted.source(),
                                    e.getMessage() == null ? e.toString() : e.getMessage(),
                                    file.getParent()),
                    e);
        }
    }

    private static void receive(Download wanted, Path part) throws IOException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        if (wanted.bytes() > 0 && there == wanted.bytes()) {
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(wanted.source()).timeout(PATIENCE);
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream in = response.body()) {
            boolean goesOn = response.statusCode() == 206 && start(response) == there;
            if (response.statusCode() == 416) { // nothing is left of it
                return;
            }
            if (response.statusCode() != 200 && !goesOn) {
                throw new IOException("the server answered with status " + response.statusCode());
            }
            copy(in, part, goesOn ? there : 0, wanted.bytes() > 0 ? wanted.bytes() : LARGEST);
        }
        if (wanted.bytes() > 0 && Files.size(part) < wanted.bytes()) {
            throw new IOException("only %s of %s bytes came".formatted(Files.size(part), wanted.bytes()));
        }
    }

    private static HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was stopped", e);
        }
    }

    private static long start(HttpResponse<?> response) {
        Matcher range =
                RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : -1;
    }

    private static void copy(InputStream in, Path part, long there, long most) throws IOException {
        long left = most - there;
        try (OutputStream out =
                there > 0 ? Files.newOutputStream(part, StandardOpenOption.APPEND) : Files.newOutputStream(part)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw new IllegalArgumentException(
                            "the server sends more than the %s bytes that were announced".formatted(most));
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("it was stopped");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static String hash(Download wanted, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(wanted.algorithm());
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has both
        }
    }
}
