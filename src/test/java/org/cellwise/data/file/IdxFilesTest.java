package org.cellwise.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.cellwise.data.Dataset;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFilesTest {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    @BeforeEach
    void writePair() throws IOException {
        images = write("images", idx(new int[] {IMAGES, 3, 2, 2}, 0, 51, 102, 255, 1, 2, 3, 4, 200, 128, 127, 0));
        labels = write("labels", idx(new int[] {LABELS, 3}, 2, 0, 1));
    }

    @Test
    void takesNamesOfFilesAsTexts() {
        assertThat(IdxFiles.read(images.toString(), labels.toString()))
                .hasToString(IdxFiles.read(images, labels).toString());
        assertThatThrownBy(() -> IdxFiles.read("no-such-file", labels.toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("Cannot read no-such-file: there is no such file in the folder "
                        + Path.of("").toAbsolutePath());
    }

    private static byte[] idx(int[] header, int... bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        for (int number : header) {
            data.writeInt(number);
        }
        for (int b : bytes) {
            data.writeByte(b);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte... bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private Path write(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private void refuses(Path badImages, Path badLabels, String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdxFiles.read(badImages, badLabels))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void imagesAndTheirClasses() {
        Dataset data = IdxFiles.read(images, labels);
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.inputShape()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(data.outputNames()).containsExactly("0", "1", "2");
        assertThat(data.features(0)).containsExactly(new double[] {0, 0.2, 0.4, 1}, within(1e-7));
        assertThat(data.features(2))
                .containsExactly(new double[] {200 / 255.0, 128 / 255.0, 127 / 255.0, 0}, within(1e-7));
        assertThat(data.label(0)).isEqualTo("2");
        assertThat(data.encode(0, 51, 102, 255)).containsExactly(data.features(0), within(1e-7));
    }

    @Test
    void gzippedFilesAreTheSame() throws IOException {
        Path packed = write("images.gz", gzip(Files.readAllBytes(images)));
        Path packedLabels = write("labels.gz", gzip(Files.readAllBytes(labels)));
        Dataset data = IdxFiles.read(packed, packedLabels);
        assertThat(data.features(1)).isEqualTo(IdxFiles.read(images, labels).features(1));
    }

    @Test
    void filesThatAreMixedUp() throws IOException {
        refuses(labels, images, "labels is no idx file of images: it begins with 00000801 in place of 00000803");
        Path fewer = write("fewer", idx(new int[] {LABELS, 2}, 0, 1));
        refuses(images, fewer, "holds 3 images, but ", "fewer holds 2 labels: choose the two of one pair");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 12, 16, 17, 27})
    void filesThatEndTooEarly(int length) throws IOException {
        byte[] whole = Files.readAllBytes(images);
        refuses(write("cut", Arrays.copyOf(whole, length)), labels, "cut is no idx file of images: it ends");
        byte[] packed = gzip(whole);
        Path cut = write("cut.gz", Arrays.copyOf(packed, packed.length * length / 28));
        refuses(cut, labels, "cut.gz is no idx file of images: it ");
    }

    @Test
    void filesThatGoOn() throws IOException {
        byte[] whole = Files.readAllBytes(images);
        Path longer = write("longer", Arrays.copyOf(whole, whole.length + 1));
        refuses(longer, labels, "it has more than the 12 bytes");
    }

    /** A header may claim what it likes: memory is taken only for what comes. */
    @Test
    void sizesBeyondAllBounds() throws IOException {
        for (int[] sizes : new int[][] {
            {-1, 2, 2},
            {0, 28, 28},
            {1 << 30, 1 << 30, 1 << 30},
            {Integer.MAX_VALUE, 28, 28},
            {65536, 65536, 1},
            {3, -2, -2}
        }) {
            Path file = write("sizes", idx(new int[] {IMAGES, sizes[0], sizes[1], sizes[2]}, 1, 2, 3));
            refuses(file, labels, "its sizes are " + Arrays.toString(sizes));
        }
        Path large = write("large", idx(new int[] {IMAGES, 10000, 28, 28}, 1, 2, 3));
        refuses(large, labels, "it ends after 3 of 7840000 bytes");
        Path wide = write("wide", gzip(idx(new int[] {IMAGES, 1, 2048, 1024}, new int[2048 * 1024])));
        refuses(wide, write("one", idx(new int[] {LABELS, 1}, 0)), "images of 2048 x 1024, but at most 1048576 pixels");
    }

    @Test
    void damagedAndMissingFiles() throws IOException {
        byte[] packed = gzip(Files.readAllBytes(images));
        packed[12] ^= 0x55;
        refuses(write("damaged.gz", packed), labels, "damaged.gz is no idx file of images");
        assertThatThrownBy(() -> IdxFiles.read(folder.resolve("none"), labels))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot read")
                .hasMessageContaining("none");
    }
}
