package org.cellwise.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.cellwise.data.file.IdxFiles;
import org.cellwise.data.file.ImageFolder;
import org.cellwise.data.file.NpyFiles;
import org.cellwise.data.file.NumberArray;
import org.cellwise.data.file.NumberBlocks;
import org.cellwise.data.table.CsvFiles;
import org.cellwise.data.table.TableParts;
import org.cellwise.math.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/**
 * Readers of files meet any bytes: they read them, or refuse them in words. Each meets good files with some bytes changed,
 * cut or doubled, in every run; with {@code JAZZER_FUZZ=1} in the environment and one method named by {@code -Dtest}, Jazzer
 * goes on from there by what code it reaches.
 */
class ReadersFuzzTest {
    private static final int RUNS = 40;
    private static final Path NUMPY = Path.of("src/test/resources/numpy");

    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = "60s")
    void csv(byte[] bytes) {
        refusesInWords(
                file -> {
                    Table whole = CsvFiles.read(file);
                    try {
                        assertThat(TableParts.csv(file.toString()).rowCount()).isEqualTo(whole.rowCount());
                    } catch (IllegalArgumentException e) {
                        assertThat(e.getMessage()).contains("in parts"); // packed, or in UTF-16
                    }
                },
                bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void npy(byte[] bytes) {
        refusesInWords(
                file -> {
                    NumberArray array = NpyFiles.read(file);
                    NumberArray.dataset(array, array);
                    NumberBlocks.source(file, file).head(3);
                },
                bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void npz(byte[] bytes) {
        refusesInWords(
                file -> NpyFiles.readAll(file).values().forEach(array -> NumberArray.dataset(array, array)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void idx(byte[] bytes) {
        refusesInWords(
                file -> {
                    IdxFiles.read(file, file);
                },
                bytes);
        refusesInWords(file -> NumberBlocks.source(file, file).head(3), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void image(byte[] bytes) {
        try {
            Path red = Files.createDirectories(folder.resolve("images/red"));
            Path blue = Files.createDirectories(folder.resolve("images/blue"));
            Files.write(red.resolve("a.png"), bytes);
            Files.write(blue.resolve("b.jpg"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        refusesInWords(file -> ImageFolder.of(folder.resolve("images"), 3, 3).all());
        refusesInWords(file ->
                ImageFolder.of(folder.resolve("images"), 3, 3).grey().stream().head(2));
    }

    private static void refusesInWords(Consumer<Path> reader, byte... bytes) {
        try {
            Path file = Files.write(folder.resolve("fuzzed"), bytes);
            reader.accept(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (IllegalStateException e) {
            assertThat(e.getMessage()).contains("single number"); // of an array without rows
        }
    }

    @Test
    void changedCsv() {
        for (String text : new String[] {
            "a,b,c\n1.5,x,2020-01-02\n-2,\"y, \"\"z\"\"\",2020-01-03\nNA,\"two\nlines\",\n",
            "sep=;\ngröße;k\n1.234,5;31.12.1999\n−3;1.2.2000 13:05\n",
            "\uFEFFt\tu\r\n1e5\t 5 %\r\n07\tyes\r\n"
        }) {
            mutate(this::csv, text.getBytes(StandardCharsets.UTF_8), RUNS);
            mutate(this::csv, text.getBytes(StandardCharsets.UTF_16), RUNS / 4);
        }
    }

    @Test
    void changedArrays() throws IOException {
        for (String name : new String[] {"f4.npy", "u1.npy", "fortran.npy", "i8.npy"}) {
            mutate(this::npy, Files.readAllBytes(NUMPY.resolve(name)), RUNS);
        }
        for (String name : new String[] {"packed.npz", "plain.npz"}) {
            mutate(this::npz, Files.readAllBytes(NUMPY.resolve(name)), RUNS);
        }
    }

    @Test
    void changedIdx() {
        mutate(this::idx, new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8}, RUNS);
        mutate(this::idx, new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3}, RUNS);
    }

    @Test
    void changedPictures() throws IOException {
        BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 63; i++) {
            image.setRGB(i % 9, i / 9, i * 0x030507);
        }
        for (String kind : new String[] {"png", "jpg", "gif", "bmp"}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, kind, out);
            mutate(this::image, out.toByteArray(), RUNS / 5);
        }
    }

    private static void mutate(Consumer<byte[]> target, byte[] good, int runs) {
        SeededRandom random = new SeededRandom(good.length);
        target.accept(good);
        for (int run = 0; run < runs; run++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(5)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 2 -> bytes[at] = "\"\n,;\0\u007f-9".getBytes(StandardCharsets.US_ASCII)[random.nextInt(8)];
                    case 3 -> bytes = Arrays.copyOf(bytes, at);
                    default -> {
                        byte[] longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                        System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
                        bytes = longer;
                    }
                }
            }
            target.accept(bytes);
        }
    }
}
