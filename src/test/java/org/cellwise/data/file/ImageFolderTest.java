package org.cellwise.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.cellwise.data.Dataset;
import org.cellwise.data.stream.Streamed;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        for (int i = 0; i < 6; i++) {
            int shade = 40 * i;
            image("dark/" + i + ".png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, at -> shade * 0x010101);
            image("red/" + i + ".png", BufferedImage.TYPE_INT_RGB, 8, 8, at -> 0xff0000);
        }
        Files.writeString(folder.resolve("readme.txt"), "no folder");
        Files.writeString(folder.resolve("red/notes.txt"), "no picture");
        Files.createDirectory(folder.resolve("empty"));
    }

    @Test
    void aClassIsAFolder() {
        Dataset data = ImageFolder.of(folder, 2, 2).all();
        assertThat(data.inputShape()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(data.outputNames()).containsExactly("dark", "red");
        assertThat(data.classCounts()).containsExactly(6, 6);
        assertThat(data.features(7)).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(ImageFolder.of(folder, 2, 2))
                .hasToString(
                        "Folder of 12 pictures; 2 classes (dark 6, red 6); each as 3 x 2 x 2; left aside: the folder \"empty\" without a picture, 1 other file");
        assertThat(ImageFolder.of(folder, 2, 2).split(0.5, new Seed(1)).train().size())
                .isEqualTo(6);
    }

    @Test
    void greyPixelsAreAsInTheFile() {
        Dataset data = ImageFolder.of(folder, 4, 4).grey().all();
        assertThat(data.inputShape()).isEqualTo(Shape.of(1, 4, 4));
        for (int i = 0; i < 6; i++) {
            assertThat(data.features(i)[5]).isEqualTo((float) (40 * i / 255.0), within(1e-7));
        }
        assertThat(data.features(6)[0]).isEqualTo(0.299, within(1e-6)); // the luma of red
    }

    @Test
    void eachPixelIsTheMeanOfItsArea() throws IOException {
        image("dark/9.png", BufferedImage.TYPE_BYTE_GRAY, 2, 4, at -> at % 2 == 0 ? 0xffffff : 0);
        Dataset data = ImageFolder.of(folder, 1, 3).grey().all();
        // columns 1, 0, 1, 0, of which each of three new ones covers 4/3
        assertThat(data.features(6)[0]).isEqualTo(3 / 4.0, within(1e-6));
        assertThat(data.features(6)[1]).isEqualTo(0.5, within(1e-6));
        assertThat(data.features(6)[2]).isEqualTo(1 / 4.0, within(1e-6));
    }

    @Test
    void whatIsTransparentStandsOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80ff0000);
        ImageIO.write(image, "png", folder.resolve("red/a.png").toFile());
        Dataset data = ImageFolder.of(folder, 1, 1).all();
        assertThat(data.features(12)[0]).isEqualTo(1, within(1e-6));
        assertThat(data.features(12)[1]).isEqualTo(1 - 128 / 255.0, within(1e-6));
    }

    @Test
    void jpegToo() throws IOException {
        image("red/j.jpg", BufferedImage.TYPE_INT_RGB, 16, 16, at -> 0x0000ff);
        double[] blue = ImageFolder.of(folder, 2, 2).all().features(12);
        assertThat(blue[8]).isEqualTo(1, within(0.02));
        assertThat(blue[0]).isEqualTo(0, within(0.02));
    }

    @Test
    void brokenPicturesAreNamed() throws IOException {
        byte[] good = Files.readAllBytes(folder.resolve("dark/0.png"));
        Files.write(folder.resolve("dark/cut.png"), Arrays.copyOf(good, 40));
        Files.write(folder.resolve("dark/empty.png"), new byte[0]);
        Files.writeString(folder.resolve("red/text.jpg"), "no picture at all");
        ImageFolder images = ImageFolder.of(folder, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(images::all)
                .withMessageContaining("3 of 15 pictures in")
                .withMessageContaining("dark/cut.png: ")
                .withMessageContaining("dark/empty.png: it is empty")
                .withMessageContaining("red/text.jpg: it is no picture of a known kind")
                .withMessageContaining("skipBroken()");
        Dataset rest = images.skipBroken().all();
        assertThat(rest.size()).isEqualTo(12);
        assertThat(rest.features(6))
                .isEqualTo(ImageFolder.of(folder, 2, 2).skipBroken().all().features(7));
    }

    @Test
    void aPictureThatClaimsToBeHugeIsNotUnpacked() throws IOException {
        Files.write(folder.resolve("red/bomb.png"), png(60_000, 60_000));
        Files.write(folder.resolve("red/wide.png"), png(32_000, 32_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.of(folder, 2, 2).all())
                .withMessageContaining("red/bomb.png: it claims to be of 60000 x 60000 pixels, more than are read")
                .withMessageContaining("red/wide.png: it claims");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.of(folder, 2, 2).stream())
                .withMessageContaining("2 of 14 pictures");
    }

    @Test
    void aLargePictureIsThinnedWhileItIsRead() throws IOException {
        image("red/large.png", BufferedImage.TYPE_BYTE_GRAY, 1000, 1000, at -> at / 1000 < 500 ? 0 : 0xffffff);
        double[] pixels = ImageFolder.of(folder, 2, 2).grey().all().features(12);
        assertThat(pixels).containsExactly(0, 0, 1, 1);
    }

    @Test
    void streamsTheSameRows() {
        ImageFolder images = ImageFolder.of(folder, 3, 3);
        Streamed streamed = images.stream();
        assertThat(streamed.rowCount()).isEqualTo(12);
        assertThat(streamed.schema()).isEqualTo(images.all().schema());
        assertThat(streamed.head(12).features(4)).isEqualTo(images.all().features(4));
        assertThat(streamed.head(12).label(11)).isEqualTo("red");
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.of(folder.resolve("red"), 2, 2))
                .withMessageContaining("expects 2 folders or more with pictures")
                .withMessageEndingWith("but has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.of(folder, 0, 2))
                .withMessageContaining("a height and a width from 1");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ImageFolder.of(folder.resolve("none"), 2, 2))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no such file");
    }

    private void image(String file, int type, int height, int width, IntUnaryOperator colour) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < height * width; i++) {
            int rgb = colour.applyAsInt(i);
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                image.getRaster().setSample(i % width, i / width, 0, rgb & 0xff);
            } else {
                image.setRGB(i % width, i / width, rgb);
            }
        }
        ImageIO.write(image, file.substring(file.lastIndexOf('.') + 1), path.toFile());
    }

    /** A grey picture that claims a size and has the first rows of it. */
    private static byte[] png(int height, int width) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream sizes = new DataOutputStream(header);
        sizes.writeInt(width);
        sizes.writeInt(height);
        sizes.write(new byte[] {8, 0, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(9))) {
            deflater.write(new byte[4 << 20]);
        }
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND");
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte... content) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(content.length);
        byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
        data.write(type);
        data.write(content);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(content);
        data.writeInt((int) sum.getValue());
    }
}
