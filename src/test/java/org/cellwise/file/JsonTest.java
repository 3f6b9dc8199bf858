package org.cellwise.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "quote \" backslash \\ line\n tab\t bell\u0007 ü 𝄞");
        value.put("whole", 4_611_686_018_427_387_904L);
        value.put("number", 0.1);
        value.put("small", -1.5e-300);
        value.put("minus zero", -0.0);
        value.put("yes", true);
        value.put("nothing", null);
        value.put("list", List.of(1L, "two", List.of(), Map.of()));
        assertThat(Json.read("it", Json.write(value))).isEqualTo(value);
        assertThat(Json.write(value))
                .startsWith("{\"text\":\"quote \\\" backslash \\\\ line\\u000a tab\\u0009 bell\\u0007 ü 𝄞\"");
    }

    @Test
    void allOfTheFormat() {
        assertThat(Json.read(
                        "it", " \t\r\n[ 1 , -2.5E+2, \"\\u00fc\\/\\b\\f\\n\\r\\t\\\\\" , { } ,true,false,null ]\n"))
                .isEqualTo(Arrays.asList(1L, -250.0, "ü/\b\f\n\r\t\\", Map.of(), true, false, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "NaN",
                "Infinity",
                "tru",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "1 2",
                "[1]]",
                "{\"a\":1 \"b\":2}",
                "// c\n1",
                "1e999",
                "\uFEFF1"
            })
    void whatIsNoJson(String text) {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Json.read("The header", text))
                .withMessageStartingWith("The header is no JSON that can be read: at letter ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":2,\"a\":3}|at letter 14, the name \"a\" stands twice",
                "[1, x]|at letter 5, expected a value, but there is \"x]\"",
                "[1 2]|at letter 4, expected ], but there is \"2]\"",
            })
    void saysWhereAndWhy(String text, String why) {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Json.read("it", text))
                .withMessageContaining(why);
    }

    @Test
    void depthCountAndLengthAreBounded() {
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Json.read("it", "[".repeat(100_000)))
                .withMessageContaining("more than 64 deep");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Json.read("it", "[" + "0,".repeat(1 << 20) + "0]"))
                .withMessageContaining("more than 1048576 values");
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> Json.read("it", "9".repeat(100_000)))
                .withMessageContaining("digits");
    }

    @Test
    void whatFilesCannotHoldIsNotWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(List.of("\ud834")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(new ArrayList<>(List.of(new Object()))))
                .withMessageContaining("java.lang.Object");
    }

    @Test
    void fieldsSayWhatTheyExpect() {
        Fields fields = Json.readObject("it", "{\"name\":\"a\",\"size\":3,\"list\":[{\"x\":true}]}");
        assertThat(fields.text("name")).isEqualTo("a");
        assertThat(fields.objects("list").get(0).flag("x")).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.text("nam"))
                .withMessageContaining("it has no field \"nam\": did you mean \"name\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.whole("size", 4, 9))
                .withMessage("it.size expects a whole number from 4 to 9, but is 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fields.objects("list").get(0).number("x"))
                .withMessage("it.list[0].x expects a number, but is true");
    }
}
