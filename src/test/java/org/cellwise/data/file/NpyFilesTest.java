package org.cellwise.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cellwise.Reference;
import org.cellwise.data.Dataset;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that NumPy wrote, whose script stands beside them, and files that nobody should write. */
class NpyFilesTest {
    private static final Path NUMPY = Path.of("src/test/resources/numpy");

    @TempDir
    private Path folder;

    @Test
    void readsWhatNumPyWrites() throws IOException {
        JsonObject values = new JsonParser()
                .parse(Files.readString(NUMPY.resolve("values.json")))
                .getAsJsonObject();
        assertThat(values.size()).isGreaterThan(12);
        for (Map.Entry<String, JsonElement> expected : values.entrySet()) {
            NumberArray array = NpyFiles.read(NUMPY.resolve(expected.getKey() + ".npy"));
            JsonObject told = expected.getValue().getAsJsonObject();
            assertThat(array.values()).as(expected.getKey()).containsExactly(Reference.numbers(told.get("values")));
            assertThat(Arrays.stream(array.shape()).asDoubleStream().toArray())
                    .containsExactly(Reference.numbers(told.get("shape")));
        }
        Map<String, NumberArray> packed = NpyFiles.readAll(NUMPY.resolve("packed.npz"));
        assertThat(packed).containsOnlyKeys("x", "y");
        assertThat(packed.get("x").values())
                .containsExactly(NpyFiles.read(NUMPY.resolve("f4.npy")).values());
        assertThat(packed.get("y")).hasToString("\"y\" (3 of int64)");
        assertThat(NpyFiles.readAll(NUMPY.resolve("plain.npz"))).containsOnlyKeys("x", "y");
    }

    @Test
    void becomesADataset() {
        Map<String, NumberArray> arrays = NpyFiles.readAll(NUMPY.resolve("packed.npz"));
        Dataset classes = NumberArray.dataset(arrays.get("x"), arrays.get("y"));
        assertThat(classes.outputNames()).containsExactly("0", "1", "2");
        assertThat(classes.classIndex(1)).isEqualTo(2);
        assertThat(classes.features(2)).containsExactly((float) (4 / 3.0), (float) (5 / 3.0));
        NumberArray images = NpyFiles.read(NUMPY.resolve("u1.npy"));
        NumberArray numbers = NpyFiles.read(NUMPY.resolve("fortran.npy"));
        Dataset shaped = NumberArray.dataset(images, numbers);
        assertThat(shaped.inputShape()).isEqualTo(Shape.of(2, 2));
        assertThat(shaped.outputNames()).hasSize(12);
        assertThat(shaped.target(1)[0]).isEqualTo(12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberArray.dataset(images, arrays.get("y")))
                .withMessageContaining("a target for each of 1 row or more")
                .withMessageContaining("2 x 2 x 2 of uint8");
        NumberArray large = NpyFiles.read(NUMPY.resolve("f8.npy"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumberArray.dataset(images, large))
                .withMessageContaining("have -1.0E300 in row 1");
    }

    @Test
    void refusesWhatIsNoNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(NUMPY.resolve("objects.npy")))
                .withMessageContaining("pickled Python, which is never run here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(NUMPY.resolve("records.npy")))
                .withMessageContaining("save each field as an array of its own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(NUMPY.resolve("words.npy")))
                .withMessageContaining("values of type '<U3', not numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(NUMPY.resolve("plain.npz")))
                .withMessageContaining("does not begin as npy files do");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.readAll(NUMPY.resolve("f4.npy")))
                .withMessageContaining("no zip file");
        assertThatThrownBy(() -> NpyFiles.read(folder.resolve("none.npy")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void believesNoSizes() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(npy("(2000000000, 2000000000)", new byte[8])))
                .withMessageContaining("more than fit into the memory there is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(npy("(3, 2)", new byte[8])))
                .withMessageContaining("it ends after 8 of the 24 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(npy("(1, 2)", new byte[9])))
                .withMessageContaining("more than the 8 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.read(npy("(99999999999, 2)", new byte[8])))
                .withMessageContaining("its shape is");
        byte[] whole = Files.readAllBytes(npy("(1, 2)", new byte[8]));
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpyFiles.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() throws IOException {
        Path bomb = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(header("(1000, 1000000000)"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        assertThat(Files.size(bomb)).isLessThan(1 << 17);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyFiles.readAll(bomb))
                .withMessageContaining("\"x\": it announces 1000000000000 numbers");
    }

    private Path npy(String shape, byte... numbers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header(shape));
        out.writeBytes(numbers);
        return Files.write(folder.resolve("a.npy"), out.toByteArray());
    }

    private static byte[] header(String shape) {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
