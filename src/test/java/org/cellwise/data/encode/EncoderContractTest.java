package org.cellwise.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every encoder does: names a number for each input, tells what it did, and comes back from its description. */
class EncoderContractTest {
    static Stream<EncoderCases.Case> cases() {
        return EncoderCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasANameForEachFiniteNumberThatItWrites(EncoderCases.Case one) {
        ColumnEncoder encoder = one.encoder();
        assertThat(encoder.inputNames()).hasSize(encoder.width()).doesNotHaveDuplicates();
        for (Object value : one.values()) {
            double[] into = new double[encoder.width() + 2];
            Arrays.fill(into, -77);
            encoder.encode(value, into, 1);
            assertThat(into[0]).as("before its place").isEqualTo(-77);
            assertThat(into[into.length - 1]).as("behind its place").isEqualTo(-77);
            for (int i = 1; i <= encoder.width(); i++) {
                assertThat(into[i]).as(encoder.inputNames().get(i - 1)).isFinite();
            }
            encoder.decode(into, 1); // says something of whatever it wrote
        }
        assertThat(encoder.words()).isNotBlank();
    }

    /** As a file does it: through JSON, where all numbers are doubles. */
    @ParameterizedTest
    @MethodSource("cases")
    void comesBackFromItsDescriptionToTheBit(EncoderCases.Case one) {
        Gson gson = new Gson();
        Map<?, ?> read = gson.fromJson(gson.toJson(one.encoder().describe()), Map.class);
        ColumnEncoder again = Encoders.of(read);
        assertThat(again.inputNames()).isEqualTo(one.encoder().inputNames());
        assertThat(again.describe()).isEqualTo(one.encoder().describe());
        for (Object value : one.values()) {
            assertThat(encoded(again, value)).containsExactly(encoded(one.encoder(), value));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesADescriptionThatLacksSomethingOrHasMoreOrAnotherType(EncoderCases.Case one) {
        Map<String, Object> description = one.encoder().describe();
        for (String setting : description.keySet()) {
            Map<String, Object> changed = new HashMap<>(description);
            changed.remove(setting);
            assertRefused(changed, setting);
            changed.put(setting, List.of(Map.of("kind", "no such thing")));
            assertRefused(changed, "");
            changed.put(setting, Double.NaN);
            assertRefused(changed, "");
        }
        Map<String, Object> more = new HashMap<>(description);
        more.put("from the future", 1);
        assertRefused(more, "from the future");
    }

    private static void assertRefused(Map<String, Object> description, String word) {
        assertThatThrownBy(() -> Encoders.of(description))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isDescribedByPlainValuesAlone(EncoderCases.Case one) {
        List<Object> open = new ArrayList<>(List.of(one.encoder().describe()));
        while (!open.isEmpty()) {
            Object value = open.remove(open.size() - 1);
            if (value instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> assertThat(key).isInstanceOf(String.class));
                open.addAll(map.values());
            } else if (value instanceof Collection<?> list) {
                open.addAll(list);
            } else {
                assertThat(value).isInstanceOfAny(String.class, Double.class, Integer.class, Boolean.class);
            }
        }
    }

    /** "low" is there most often, then "lowe": the example of Sennrich, Haddow and Birch (2016), whose end of a word is a space. */
    @Test
    void joinsTheMostFrequentPairsFirst() {
        List<String> words = new ArrayList<>();
        Map.of("low", 5, "lower", 2, "newest", 6, "widest", 3)
                .forEach((word, count) -> words.addAll(Collections.nCopies(count, word)));
        TextPieces pieces = TextPieces.bytePairs(words, 10 + 4);
        assertThat(pieces.merges()).containsExactly("e", "s", "es", "t", "l", "o", "lo", "w");
        assertThat(pieces.cut("lowest")).containsExactly("low", "est");
    }

    static double[] encoded(ColumnEncoder encoder, Object value) {
        double[] into = new double[encoder.width()];
        encoder.encode(value, into, 0);
        return into;
    }

    @Test
    void anEncoderWithinAnotherNeedsAKindToo() {
        assertThatThrownBy(() -> Encoders.of(Map.of("kind", "filled", "value", 1.0, "encoder", Map.of("column", "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind");
    }
}
