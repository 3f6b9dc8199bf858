package org.cellwise.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.cellwise.data.Dataset;
import org.junit.jupiter.api.Test;

class CharactersTest {
    private final Characters abc = Characters.of("cab a\nb😀");

    @Test
    void textComesBack() {
        assertThat(abc.size()).isEqualTo(6);
        assertThat(abc.decode(abc.encode("a cab\n😀"))).isEqualTo("a cab\n😀");
        assertThat(abc.names()).containsExactly("new line", "space", "a", "b", "c", "😀");
    }

    @Test
    void whatIsNotInTheAlphabetIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> abc.encode("abd"))
                .withMessageContaining("has no d")
                .withMessageContaining("new line");
        assertThatIllegalArgumentException().isThrownBy(() -> abc.decode(6)).withMessageContaining("0 … 5");
        assertThatIllegalArgumentException().isThrownBy(() -> Characters.of("")).withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Characters("aba"))
                .withMessageContaining("once");
    }

    @Test
    void passagesHoldTheTokenThatFollowsAtEachPlace() {
        Characters letters = Characters.of("abcd");
        Dataset rows = Passages.of("abcdabc", letters, 3, 2);
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.features(1)).containsExactly(2, 3, 0);
        assertThat(rows.target(1)).containsExactly(3, 0, 1);
        assertThat(rows.outputNames()).containsExactly("a", "b", "c", "d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Passages.of("abc", letters, 3, 1))
                .withMessageContaining("text of 4 or more, but it has 3");
    }

    /** As where a text was cut within an emoji: no file would keep it. */
    @Test
    void halfOfACharacterIsRefused() {
        String cut = "a 😀".substring(0, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> abc.encode(cut))
                .withMessageContaining("half of a character (U+D83D) behind 2 others");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Characters.of(cut))
                .withMessageContaining("cut it elsewhere");
    }
}
