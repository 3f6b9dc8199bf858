package org.cellwise.data.text;

import java.util.List;
import java.util.Map;
import org.cellwise.data.encode.Settings;
import org.cellwise.text.Names;

/** Tokenizers from their descriptions. */
public final class Tokenizers {
    private Tokenizers() {}

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
