package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.text.Names;

/**
 * A column of texts as indices of their pieces, as an embedding expects them: 0 where the text has ended, 1 for a piece
 * that training has not seen, from 2 on those of the vocabulary. Longer texts are cut off.
 *
 * @param column its name; the inputs are {@code column 1}, {@code column 2} …
 * @param pieces how texts are cut
 * @param vocabulary the pieces known, the most frequent first
 * @param length how many indices a text becomes
 */
public record IndexEncoder(String column, TextPieces pieces, Categories vocabulary, int length)
        implements ColumnEncoder {
    static final String KIND = "indices";
    private static final int LONGEST = 1 << 16;
    private static final int FIRST = 2; // of the vocabulary

    public IndexEncoder {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("\"%s\" expects a length from 1 to %s for its texts, but got %s"
                    .formatted(column, LONGEST, length));
        }
    }

    /** Fitted on texts: their most frequent pieces, at most so many. */
    public static IndexEncoder fit(
            String column, Collection<String> texts, TextPieces pieces, int vocabulary, int length) {
        return new IndexEncoder(column, pieces, pieces.vocabulary(texts, vocabulary, false), length);
    }

    @Override
    public List<String> inputNames() {
        return IntStream.rangeClosed(1, length).mapToObj(i -> column + " " + i).toList();
    }

    @Override
    public int width() {
        return length;
    }

    /** How many entries an embedding of these indices needs. */
    public int entries() {
        return vocabulary.size() + FIRST;
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        List<String> found = pieces.cut(TextPieces.text(column, raw));
        for (int i = 0; i < length; i++) {
            into[at + i] = i < found.size() ? FIRST + vocabulary.position(found.get(i), -1) : 0;
        }
    }

    @Override
    public String decode(double[] from, int at) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int place = (int) from[at + i] - FIRST;
            if (place >= -1) {
                found.add(
                        place >= 0 && place < vocabulary.size()
                                ? vocabulary.texts().get(place)
                                : "�");
            }
        }
        return pieces.join(found);
    }

    /** How many pieces a text has, of which {@link #length} are read. */
    public int pieces(String text) {
        return pieces.cut(text).size();
    }

    @Override
    public String note(Object raw) {
        int count = pieces.cut(TextPieces.text(column, raw)).size();
        String unknown = pieces.unknown(column, vocabulary, raw);
        String cut = count <= length
                ? null
                : "\"%s\" has %s %s, of which the first %s are read"
                        .formatted(Names.shorten(column), count, pieces.unit(), length);
        return unknown == null || cut == null ? unknown == null ? cut : unknown : cut + "; " + unknown;
    }

    @Override
    public String words() {
        return "indices of the first %s %s among %s (%s …), 0 for none, 1 for unknown: masking(), embedding(%s, …)"
                .formatted(
                        length,
                        pieces.unit(),
                        vocabulary.size(),
                        Names.list(vocabulary.texts().stream().limit(3).toList()),
                        entries());
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("column", column);
        description.put("pieces", pieces.describe());
        description.put("vocabulary", vocabulary.texts());
        description.put("length", length);
        return description;
    }

    static IndexEncoder of(Settings settings) {
        return new IndexEncoder(
                settings.text("column"),
                TextPieces.of(settings.get("pieces")),
                new Categories(settings.texts("vocabulary")),
                settings.whole("length", 1, LONGEST));
    }
}
