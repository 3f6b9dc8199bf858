package org.cellwise.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairsTest {
    private static final String TEXT =
            "low low low low low lower lower newest newest newest newest newest newest widest";

    /** The example of Sennrich et al. (2016), by bytes and with the space before a word as part of it. */
    @Test
    void joinsWhatFollowsMostOften() {
        BytePairs pairs = BytePairs.of(TEXT, 262);
        assertThat(pairs.merges()).startsWith("w e", "l o", "s t", "e we", "ewe st");
        assertThat(pairs.size()).isEqualTo(262);
    }

    @Test
    void anyTextComesBack() {
        BytePairs pairs = BytePairs.of(TEXT, 280);
        for (String text : List.of(TEXT, "never seen: Größe 😀\n\n  two", "", "'tis we'll")) {
            assertThat(pairs.decode(pairs.encode(text))).isEqualTo(text);
        }
        assertThat(pairs.encode(TEXT).length).isLessThan(TEXT.length() / 2);
        assertThat(pairs.encode("Größe")).hasSizeGreaterThan(5);
    }

    /** GPT-2's numbers: printing bytes first, then the others, then merges. */
    @Test
    void numbersAreThoseOfGpt2() {
        BytePairs pairs = BytePairs.of(TEXT, 256);
        assertThat(pairs.encode("!")).containsExactly(0);
        assertThat(pairs.encode("A")).containsExactly(32);
        assertThat(pairs.encode(" ")).containsExactly(220);
        assertThat(pairs.encode("\n")).containsExactly(198);
        assertThat(pairs.names().get(220)).isEqualTo("␣");
        assertThat(pairs.names()).doesNotHaveDuplicates();
    }

    @Test
    void mergesAreReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("merges.txt");
        Files.writeString(file, "#version: 0.2\nĠ t\nĠt h\ne r\n");
        BytePairs pairs = BytePairs.read(file);
        assertThat(pairs.encode(" ther")).containsExactly(257, 258);
        assertThat(pairs.decode(257, 258)).isEqualTo(" ther");
        Files.writeString(file, "#version: 0.2\nĠ t\nxy h\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BytePairs.read(file))
                .withMessageContaining("number 2 is 'xy h'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BytePairs.of(TEXT, 100))
                .withMessageContaining("256 tokens");
    }

    @Test
    void trainingEndsWhereNoPairComesTwice() {
        assertThat(BytePairs.of("ab", 300).size()).isEqualTo(256);
        assertThat(BytePairs.of("abab", 300).merges()).containsExactly("a b");
    }

    /** As where a text was cut within an emoji: no file would keep it. */
    @Test
    void halfOfACharacterIsRefused() {
        String cut = "a 😀".substring(0, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BytePairs.of(TEXT, 260).encode(cut))
                .withMessageContaining("half of a character (U+D83D) behind 2 others");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BytePairs.of(cut, 260))
                .withMessageContaining("cut it elsewhere");
    }
}
