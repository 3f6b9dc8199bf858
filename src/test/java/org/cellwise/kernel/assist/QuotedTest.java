package org.cellwise.kernel.assist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cellwise.kernel.magic.NamespaceMagics.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {

    private static final List<Variable> VARIABLES = List.of(
            new Variable("birds", "Birds", new Birds()),
            new Variable("counts", "Map", new TreeMap<>(Map.of("owl", 1, "wren", 2))));

    /** As a table says what its columns are called. */
    public static final class Birds {
        public List<String> columnNames() {
            return List.of("wing", "weight", "kind");
        }
    }

    private static List<String> candidates(String code) {
        return Quoted.at(code, code.length()).candidates(VARIABLES);
    }

    @Test
    void namesOfWhatTheStatementMentions() {
        assertThat(candidates("f(\"x\"); dataset(birds).features(\"kind\", \"w"))
                .containsExactly("wing", "weight");
        assertThat(candidates("counts.get(\"")).containsExactly("owl", "wren");
        assertThat(candidates("birds; other.get(\"w")).isEmpty();
    }

    @Test
    void otherwiseFiles() {
        assertThat(candidates("read(\"src/te")).containsExactly("src/test/");
        assertThat(candidates("read(\"no such folder/")).isEmpty();
    }

    @Test
    void theTextBeginsAfterItsQuote() {
        assertThat(Quoted.at("a + \"bc", 7)).isEqualTo(new Quoted("a + ", "bc", 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"closed\"", "\"closed\" + x", "// \"comment", "'\"'", "\"\"\"\n block"})
    void elsewhereThereIsNone(String code) {
        assertThat(Quoted.at(code, code.length())).isNull();
    }
}
