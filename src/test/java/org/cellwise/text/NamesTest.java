package org.cellwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    private static final List<String> KNOWN = List.of("species", "island", "bill_length_mm", "bill_depth_mm", "sex");

    @ParameterizedTest
    @CsvSource({
        "specis, species",
        "sepcies, species",
        "Species, species",
        "speceis, species",
        "bill_lenght_mm, bill_length_mm",
        "bill_length, bill_length_mm",
        "depth, bill_depth_mm",
        "sx, sex"
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Names.nearest(typed, KNOWN)).contains(meant);
        assertThat(Names.hint(typed, KNOWN)).startsWith("did you mean \"" + meant + "\"? There are: species, island");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Names.nearest("price", KNOWN)).isEmpty();
        assertThat(Names.hint("price", KNOWN)).startsWith("There are: species");
        assertThat(Names.hint("price", List.of())).isEqualTo("there are none");
    }

    @Test
    void shortensLongLists() {
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "p" + i).toList();
        assertThat(Names.list(many)).startsWith("p0, p1,").endsWith("p11 and 53 more");
    }

    @Test
    void namesOfAnyLengthCostLittle() {
        String huge = "x".repeat(100_000);
        List<String> known = IntStream.range(0, 2000)
                .mapToObj(i -> i % 100 == 0 ? huge + i : "column_" + i)
                .toList();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(Names.nearest(huge + "10O", known)).contains(huge + "100");
            assertThat(Names.nearest("y" + huge + "z", List.of(huge))).isEmpty();
            assertThat(Names.nearest("ab".repeat(50_000), List.of("ba".repeat(50_000), "a".repeat(100_000))))
                    .isEmpty();
            assertThat(Names.nearest("abc".repeat(30_000), List.of("acb".repeat(30_000))))
                    .isEmpty();
            assertThat(Names.nearest("colum_17", known)).contains("column_17");
            assertThat(Names.hint(huge, known)).hasSizeLessThan(1500);
        });
    }

    @Test
    void thousandsOfNamesCostLittle() {
        List<String> known = IntStream.range(0, 20_000)
                .mapToObj(i -> "a rather long name of a column in a wide table, number " + i)
                .toList();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Names.hint("a rather lang name of a colunm in a wide table, nmber 12345", known))
                        .startsWith("did you mean \"a rather long name of a column in a wide table, number 12345\"?")
                        .endsWith(" and 19988 more"));
    }

    @Test
    void longNamesAreShownByTheirEnds() {
        assertThat(Names.shorten("bill_length_mm")).isEqualTo("bill_length_mm");
        assertThat(Names.shorten("first" + "x".repeat(100_000) + "last"))
                .startsWith("firstxxx")
                .contains("…")
                .endsWith("xxxlast")
                .hasSize(60);
        for (int shift = 0; shift < 2; shift++) {
            String cut = Names.shorten("y".repeat(shift) + "🐧".repeat(100));
            assertThat(cut.codePoints()).allMatch(point -> point == 'y' || point == '…' || point == 0x1F427);
        }
        assertThat(Names.list(List.of("z".repeat(1000), "b"))).hasSize(63).endsWith("…" + "z".repeat(19) + ", b");
    }

    @Test
    void lettersChangeCaseUnderNoLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Names.nearest("ISLAND", KNOWN)).contains("island");
        } finally {
            Locale.setDefault(before);
        }
    }
}
