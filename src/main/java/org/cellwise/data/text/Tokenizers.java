package org.cellwise.data.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cellwise.data.encode.Settings;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** Tokenizers from their descriptions. */
public final class Tokenizers {
    private Tokenizers() {}

    /**
     * A text, unless it holds half of a character, which no file keeps as it is.
     *
     * @throws IllegalArgumentException if one of two chars that stand for a character lacks the other
     */
    static String whole(String text) {
        Given.require(text, "A tokenizer", "a text");
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] >= Character.MIN_SURROGATE && points[i] <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("The text has half of a character (U+"
                        + Numbers.hex(points[i], 4).toUpperCase(Locale.ROOT) + ") behind " + i
                        + " others, as where it was cut within an emoji: cut it elsewhere, or leave that half out");
            }
        }
        return text;
    }

    /**
     * The tokenizer that described itself so. The description may come from anywhere.
     *
     * @throws IllegalArgumentException if it is no description of one, or of a kind that this version does not know
     */
    public static Tokenizer of(Map<String, Object> description) {
        Settings settings = Settings.of("a tokenizer", description);
        String kind = settings.kind();
        Tokenizer made = switch (kind) {
            case Characters.KIND -> new Characters(settings.text("alphabet"));
            case BytePairs.KIND -> BytePairs.of(settings.texts("merges"));
            default ->
                throw new IllegalArgumentException("There is no tokenizer of the kind \"%s\": %s"
                        .formatted(Names.shorten(kind), Names.hint(kind, List.of(BytePairs.KIND, Characters.KIND))));
        };
        settings.end();
        return made;
    }
}
