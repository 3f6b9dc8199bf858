package org.cellwise.data.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cellwise.text.FileErrors;

/**
 * How a file of separated values is written, as its beginning shows.
 *
 * @param file the file, or the name of what is read in place of one
 * @param opening opens it
 * @param isPacked whether it is packed by gzip
 * @param charset of its letters
 * @param mark bytes before the first letter, which say the character set
 * @param separator what stands between columns
 * @param isNamed whether a first line {@code sep=;} says so
 * @param isSpaced whether there are spaces around quotation marks
 */
public record CsvForm(
        Path file,
        Opening opening,
        boolean isPacked,
        Charset charset,
        int mark,
        char separator,
        boolean isNamed,
        boolean isSpaced) {
    /** What Excel writes unless asked for UTF-8. */
    static final Charset WINDOWS = Charset.forName("windows-1252");

    static final String DAMAGED = "its packed bytes end too early, or are damaged";

    /** Opens what is read, each time at its beginning. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    /** Opens a file, any part of which can be read by itself. */
    record Whole(Path path) implements Opening {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    private static final Pattern NAMED = Pattern.compile("sep=[^\"\\r\\n](?=[\\r\\n])");
    private static final int HEAD = 1 << 18;
    private static final int FIRST = 200; // letters that tell other kinds of text
    private static final int BUFFER = 1 << 16;

    /**
     * The form of a file.
     *
     * @throws IllegalArgumentException if it is empty, or of another kind
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static CsvForm of(Path file) {
        return of(file, new Whole(file));
    }

    /** As {@link #of(Path)}, for what is no file. */
    public static CsvForm of(Path file, Opening opening) {
        byte[] head;
        boolean packed;
        try (InputStream raw = new BufferedInputStream(opening.open())) {
            raw.mark(2);
            packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            head = (packed ? new GZIPInputStream(raw) : raw).readNBytes(HEAD);
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException("Cannot read %s: %s".formatted(file, DAMAGED), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        refuseOthers(file, head);
        int mark = mark(head);
        Charset charset = charset(mark, head);
        String text = lines(decoded(head, mark, charset), head.length == HEAD);
        if (text.isBlank()) {
            throw new IllegalArgumentException("The file " + file + " is empty: it holds no table");
        }
        boolean named = NAMED.matcher(text).lookingAt(); // a first line that Excel understands
        char separator = named ? text.charAt(4) : Separator.of(text);
        boolean spaced = text.contains(separator + " \"") || text.contains("\" " + separator);
        return new CsvForm(file, opening, packed, charset, mark, separator, named, spaced);
    }

    /** The same, with letters of another character set. */
    CsvForm with(Charset other) {
        return new CsvForm(file, opening, isPacked, other, mark, separator, isNamed, isSpaced);
    }

    /** The same without the first line that tells the separator. */
    CsvForm withoutName() {
        return new CsvForm(file, opening, isPacked, charset, 0, separator, false, isSpaced);
    }

    /** The letters of the file; malformed ones are an error, unless each byte is a letter anyway. */
    Reader open() throws IOException {
        InputStream raw = opening.open();
        try {
            InputStream in = isPacked ? new GZIPInputStream(raw, BUFFER) : raw;
            in.skipNBytes(mark);
            return reader(in);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** The letters of some bytes of the file. */
    Reader reader(InputStream in) {
        CodingErrorAction action = charset.equals(WINDOWS) ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        return new InputStreamReader(
                in, charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action));
    }

    private static void refuseOthers(Path file, byte... head) {
        String start = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
        String first = new String(head, 0, Math.min(FIRST, head.length), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        String kind = start.startsWith("PK\u0003\u0004")
                ? "a spreadsheet or zip file: save the sheet as CSV, or unpack it first"
                : start.equals("PAR1")
                        ? "a Parquet file: call table(\"….parquet\") with its own ending"
                        : start.startsWith("\u00D0\u00CF\u0011\u00E0")
                                ? "an Excel file: save the sheet as CSV"
                                : first.startsWith("<!doctype html") || first.startsWith("<html")
                                        ? "a web page, such as servers send in place of a file: download the file itself"
                                        : first.startsWith("[{") || first.startsWith("{\"")
                                                ? "JSON: save it as CSV"
                                                : "";
        if (!kind.isEmpty()) {
            throw new IllegalArgumentException("The file " + file + " is no table of text but " + kind);
        }
    }

    private static int mark(byte... head) {
        if (head.length > 2 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf) {
            return 3;
        }
        return head.length > 1 && (head[0] == -1 && head[1] == -2 || head[0] == -2 && head[1] == -1) ? 2 : 0;
    }

    private static Charset charset(int mark, byte... head) {
        if (mark == 2) {
            return head[0] == -1 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2]; // at even and odd places
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        int many = head.length / 4;
        if (mark == 0 && Math.max(zeros[0], zeros[1]) > many) {
            return zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    private static String decoded(byte[] head, int mark, Charset charset) {
        return charset.decode(ByteBuffer.wrap(head, mark, head.length - mark)).toString();
    }

    /** The whole lines of a text that may be cut at its end. */
    private static String lines(String text, boolean isCut) {
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return isCut && end > 0 ? text.substring(0, end) : text;
    }
}
