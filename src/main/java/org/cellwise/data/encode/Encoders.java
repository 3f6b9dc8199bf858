package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.cellwise.text.Names;

/** Encoders from their descriptions; one line for each kind. */
public final class Encoders {
    private static final Map<String, Function<Settings, ColumnEncoder>> KINDS = Map.of(
            NumericEncoder.KIND, NumericEncoder::of,
            OneHotEncoder.KIND, OneHotEncoder::of,
            OrdinalEncoder.KIND, OrdinalEncoder::of,
            CyclicEncoder.KIND, CyclicEncoder::of,
            DateEncoder.KIND, DateEncoder::of,
            TargetEncoder.KIND, TargetEncoder::of,
            IndexEncoder.KIND, IndexEncoder::of,
            BagEncoder.KIND, BagEncoder::of,
            GroupedEncoder.KIND, GroupedEncoder::of,
            FilledEncoder.KIND, FilledEncoder::of);

    private Encoders() {}

    /** The encoder within another one, which must not be of these kinds: so nothing is nested without end. */
    static ColumnEncoder within(Object description, String... outer) {
        if (description instanceof Map<?, ?> map && Arrays.asList(outer).contains(map.get("kind"))) {
            throw new IllegalArgumentException(
                    "An encoder of the kind \"%s\" cannot stand within another one".formatted(map.get("kind")));
        }
        return of(description);
    }

    /**
     * The encoder that described itself so.
     *
     * @throws IllegalArgumentException if there is no such kind, or a setting is missing, unknown or makes no sense
     */
    public static ColumnEncoder of(Object description) {
        Settings settings = Settings.of("an encoder", description);
        String kind = settings.kind();
        Function<Settings, ColumnEncoder> maker = KINDS.get(kind);
        if (maker == null) {
            throw new IllegalArgumentException("There is no encoder of the kind \"%s\": %s"
                    .formatted(Names.shorten(kind), Names.hint(kind, new TreeSet<>(KINDS.keySet()))));
        }
        ColumnEncoder encoder = maker.apply(settings);
        settings.end();
        return encoder;
    }
}
