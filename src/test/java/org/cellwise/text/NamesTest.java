package org.cellwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
