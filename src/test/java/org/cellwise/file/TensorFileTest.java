package org.cellwise.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The container of all saved files, and what it refuses. */
class TensorFileTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("arrays.safetensors");
    }

    /** A file with a header as it is, and so many bytes behind it. */
    private Path raw(String header, byte... numbers) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return Files.write(
                file(),
                ByteBuffer.allocate(8 + text.length + numbers.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(numbers)
                        .array());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return buffer.array();
    }

    private static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Path written() {
        float[] weights = {1, -2.5f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -0f, 6};
        TensorWriter.write(
                file(),
                Map.of("about", "a \"text\" ü"),
                List.of(
                        TensorData.of("weights", new int[] {2, 3}, weights, 0),
                        TensorData.of("doubles", new double[] {Math.PI, Double.NaN}),
                        TensorData.of("one", new int[] {}, weights, 1),
                        TensorData.of("none", new int[] {0, 4}, weights, 0),
                        TensorData.of("longs", new long[] {Long.MIN_VALUE, 7})));
        return file();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        try (TensorFile file = TensorFile.open(written())) {
            assertThat(file.isChecked()).isTrue();
            assertThat(file.metadata()).containsEntry("about", "a \"text\" ü").hasSize(2);
            assertThat(file.entries())
                    .extracting(TensorEntry::name)
                    .containsExactly("doubles", "longs", "weights", "one", "none");
            assertThat(file.entry("weights")).hasToString("weights (2 x 3, f32)");
            assertThat(file.floats("weights"))
                    .containsExactly(1, -2.5f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -0f, 6);
            assertThat(file.doubles("doubles")).containsExactly(Math.PI, Double.NaN);
            assertThat(file.floats("one")).containsExactly(-2.5f);
            assertThat(file.floats("none")).isEmpty();
            assertThat(file.longs("longs")).containsExactly(Long.MIN_VALUE, 7);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> file.floats("wieghts"))
                    .withMessageContaining("has no array \"wieghts\": did you mean \"weights\"?");
        }
    }

    /** So that other software may take the numbers where they lie. */
    @Test
    void numbersLieWhereTheirSizeDivides() throws IOException {
        byte[] all = Files.readAllBytes(written());
        long header = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        try (TensorFile file = TensorFile.open(file())) {
            assertThat(file.entries())
                    .allSatisfy(entry ->
                            assertThat(entry.begin() % entry.type().bytes()).isZero());
        }
    }

    @Test
    void manyNumbersInPieces() {
        float[] many = new float[300_001];
        Arrays.setAll(new int[many.length], i -> Float.floatToIntBits(many[i] = i));
        double[] doubles = IntStream.range(0, 200_001).mapToDouble(i -> i / 3.0).toArray();
        TensorWriter.write(
                file(),
                Map.of(),
                List.of(TensorData.of("many", new int[] {300_000}, many, 1), TensorData.of("doubles", doubles)));
        try (TensorFile file = TensorFile.open(file())) {
            assertThat(file.floats("many")).isEqualTo(Arrays.copyOfRange(many, 1, many.length));
            assertThat(file.doubles("doubles")).isEqualTo(doubles);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F64, 8", "F32, 4", "F16, 2", "BF16, 2", "I64, 8", "I32, 4", "I16, 2", "I8, 1", "U64, 8", "U32, 4", "U16, 2",
        "U8, 1", "BOOL, 1"
    })
    void allTypes(String type, int bytes) throws IOException {
        ByteBuffer numbers = room(2 * bytes);
        for (int i = 0; i < 2; i++) {
            boolean second = i == 1;
            switch (type) {
                case "F64" -> numbers.putDouble(second ? -3 : 1);
                case "F32" -> numbers.putFloat(second ? -3 : 1);
                case "F16" -> numbers.putShort((short) (second ? 0xC200 : 0x3C00));
                case "BF16" -> numbers.putShort((short) (second ? 0xC040 : 0x3F80));
                case "I64" -> numbers.putLong(second ? -3 : 1);
                case "I32" -> numbers.putInt(second ? -3 : 1);
                case "I16" -> numbers.putShort((short) (second ? -3 : 1));
                case "I8" -> numbers.put((byte) (second ? -3 : 1));
                case "U64" -> numbers.putLong(second ? -1 : 1);
                case "U32" -> numbers.putInt(second ? -1 : 1);
                case "U16" -> numbers.putShort((short) (second ? -1 : 1));
                case "U8" -> numbers.put((byte) (second ? -1 : 1));
                default -> numbers.put((byte) (second ? 0 : 1));
            }
        }
        double second = switch (type) {
            case "U64" -> 0x1p64;
            case "U32" -> 4294967295.0;
            case "U16" -> 65535;
            case "U8" -> 255;
            case "BOOL" -> 0;
            default -> -3;
        };
        String header = "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[2],\"data_offsets\":[0," + 2 * bytes + "]}}";
        try (TensorFile file = TensorFile.open(raw(header, bytes(numbers)))) {
            assertThat(file.doubles("a")).containsExactly(1, second);
            assertThat(file.floats("a")).containsExactly(1, (float) second);
        }
    }

    @Test
    void halves() {
        short[] bits = {0, (short) 0x8000, 1, 0x03FF, 0x0400, 0x3555, 0x7BFF, 0x7C00, (short) 0xFC00, 0x7E00};
        float[] expected = {
            0,
            -0f,
            0x1p-24f,
            1023 * 0x1p-24f,
            0x1p-14f,
            0.33325195f,
            65504,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN
        };
        for (int i = 0; i < bits.length; i++) {
            assertThat(ElementType.half(bits[i])).isEqualTo(Float.valueOf(expected[i]));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}|8|\"b\" begins at byte 2 of the numbers, but those before end at byte 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[5,9]}}|9|\"b\" begins at byte 5",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|begins at byte 4 of the numbers, but none end at byte 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|9|says that numbers take 4 bytes, but the file has 9",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|3|says that numbers take 4 bytes, but the file has 3",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|has a shape that takes 8 bytes, but lies in 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|4|expects where it begins and where it ends",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4|expects whole numbers from 0, but holds -1",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0|more numbers than any file holds",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,0],\"data_offsets\":[0,4]}}|4|takes 0 bytes, but lies in 4",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|.dtype is F31",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}|4|has no field \"shape\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|the name \"a\" stands twice",
                "{\"__metadata__\":{\"a\":1}}|0|a expects a text, but is 1",
                "{\"a\":3}|0|expects an object, but is 3",
                "[]|0|header does not begin with {",
                "x{}|0|header does not begin with {",
                "{}x|0|expected the end",
            })
    void whatTheHeaderMayNotSay(String header, int bytes, String why) throws IOException {
        Path file = raw(header, new byte[bytes]);
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> TensorFile.open(file))
                .withMessageContaining(why)
                .withMessageContaining("arrays.safetensors");
    }

    @Test
    void lengthsThatLie() throws IOException {
        for (long length : new long[] {-1, 0, 1, 3, 1_000, 99_999_999_999L, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Files.write(
                    file(),
                    room(10).putLong(length)
                            .put("{}".getBytes(StandardCharsets.UTF_8))
                            .array());
            assertThatExceptionOfType(FileFormatException.class).isThrownBy(() -> TensorFile.open(file()));
        }
        Files.write(
                file(),
                room(10).putLong(2).put("{}".getBytes(StandardCharsets.UTF_8)).array());
        try (TensorFile empty = TensorFile.open(file())) {
            assertThat(empty.entries()).isEmpty();
        }
    }

    @Test
    void textThatIsNoUtf8() throws IOException {
        byte[] header =
                "{\"a?\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}".getBytes(StandardCharsets.UTF_8);
        header[3] = (byte) 0xC0;
        Files.write(
                file(),
                room(8 + header.length).putLong(header.length).put(header).array());
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> TensorFile.open(file()))
                .withMessageContaining("no UTF-8");
    }

    /** Cut, longer, or with any byte changed, it is refused, and as damaged wherever it can be known. */
    @Test
    void aFileOfOursIsBelievedOnlyAsItWasWritten() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length), length >= 8 + Checksum.END);
        }
        refused(Arrays.copyOf(whole, whole.length + 1), true);
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[i] ^= 1 << bit;
                if (i >= 8 && i < 8 + Checksum.END - 8) { // the place of the checksum is no longer there
                    continue;
                }
                refused(flipped, true);
            }
        }
    }

    private void refused(byte[] bytes, boolean asDamaged) throws IOException {
        Path bad = Files.write(folder.resolve("bad"), bytes);
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> TensorFile.open(bad))
                .satisfies(e -> assertThat(e.isDamage() || !asDamaged)
                        .as(e.getMessage())
                        .isTrue());
    }

    /** Files that other software wrote anew keep the text of the checksum, at whatever place. */
    @Test
    void aChecksumElsewhereIsNotAskedFor() throws IOException {
        String header =
                "{\"__metadata__\":{\"about\":\"\",\"checksum\":\"12345678\"},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}  ";
        try (TensorFile file = TensorFile.open(raw(header, (byte) 5))) {
            assertThat(file.isChecked()).isFalse();
            assertThat(file.floats("a")).containsExactly(5);
        }
    }

    /** Random changes of any kind: read or refused in words, in bounded time and memory. */
    @Test
    void whateverIsInIt() throws IOException {
        byte[] whole = Files.readAllBytes(raw(
                "{\"__metadata__\":{\"x\":\"y\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9]}}",
                new byte[9]));
        SplittableRandom random = new SplittableRandom(1);
        byte[] letters = "{}[]\",:0123456789-e.\\u F".getBytes(StandardCharsets.UTF_8);
        for (int attempt = 0; attempt < 2_000; attempt++) {
            byte[] changed = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(changed.length);
                changed[at] =
                        random.nextBoolean() ? letters[random.nextInt(letters.length)] : (byte) random.nextInt(256);
            }
            Path bad = Files.write(folder.resolve("bad"), changed);
            try (TensorFile file = TensorFile.open(bad)) {
                file.entries()
                        .forEach(entry -> assertThat(file.floats(entry.name())).hasSize((int) entry.count()));
            } catch (FileFormatException e) {
                assertThat(e).hasMessageContaining("bad");
            }
        }
    }

    @Test
    void namesThatStandTwiceAreNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TensorWriter.write(
                        file(), Map.of(), List.of(TensorData.of("a", 1f), TensorData.of("a", new long[] {1}))))
                .withMessageContaining("\"a\" is there twice");
        assertThat(file()).doesNotExist();
    }
}
