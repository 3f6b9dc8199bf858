package org.cellwise.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.cellwise.text.FileErrors;

/**
 * The columns of a file, cell by cell as texts.
 *
 * @param form how the file turned out to be written
 * @param names of the columns, each one once
 * @param hasNames whether they stand in the first line; otherwise they are C0, C1 …
 * @param cells of each column, all of one number
 */
public record CsvColumns(CsvForm form, List<String> names, boolean hasNames, List<Cells> cells) {
    /**
     * Reads a whole file.
     *
     * @throws IllegalArgumentException if its lines do not make a table, or it is too large for the memory there is
     * @throws UncheckedIOException if it cannot be read
     */
    public static CsvColumns of(CsvForm form) {
        CsvColumns inSections = Sections.read(form);
        if (inSections != null) {
            return inSections;
        }
        try (Reader reader = form.open()) {
            return of(form, reader, CellCollector.whole());
        } catch (CharacterCodingException e) {
            return of(form.with(CsvForm.WINDOWS));
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException(CsvForm.DAMAGED, e);
        } catch (IOException e) {
            throw FileErrors.reading(form.file(), e);
        }
    }

    /** The rows of several files of the same columns, one after another, in the form of the first. */
    public static CsvColumns joined(List<CsvColumns> parts) {
        CsvColumns first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        List<Cells> cells = IntStream.range(0, first.cells.size())
                .parallel()
                .mapToObj(c -> Cells.joined(
                        parts.stream().map(part -> part.cells.get(c)).toList()))
                .toList();
        return new CsvColumns(first.form, first.names, first.hasNames, cells);
    }

    /** Reads lines into a collector. */
    static CsvColumns of(CsvForm form, Reader reader, CellCollector collector) throws IOException {
        try (CsvReader<Object> rows = CsvReader.builder()
                .fieldSeparator(form.separator())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // the collector says what is wrong
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(form.isSpaced())
                .build(collector, reader)) {
            if (form.isNamed()) {
                rows.skipLines(1);
            }
            rows.iterator().hasNext(); // the collector hands out nothing, so this reads to the end
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw refusal(e);
        }
        return collector.columns(form);
    }

    private static RuntimeException refusal(CsvParseException e) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException refusal) {
                return refusal;
            }
            if (cause instanceof IOException broken) {
                throw broken;
            }
        }
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(deepest.getMessage());
        return new IllegalArgumentException(
                message.toLowerCase(Locale.ROOT).contains("quote")
                        ? message + ": close the quotation mark, or look whether the file was cut"
                        : message,
                e);
    }

    /** {@code UTF-8, columns separated by ";"}. */
    public String written() {
        String name = form.charset().equals(StandardCharsets.UTF_8)
                ? "UTF-8"
                : form.charset().displayName(Locale.ROOT);
        return "%s%s, columns separated by %s"
                .formatted(form.isPacked() ? "gzip, " : "", name, Separator.words(form.separator()));
    }
}
