package org.cellwise.data.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** What known sets of data come in, read from small files of the same form. */
class ReadyFilesTest {
    private static final String HOUSES =
            "-122.230000,37.880000,41.000000,880.000000,129.000000,322.000000,126.000000,8.325200,452600.000000\n"
                    + "-122.220000,37.860000,21.000000,7099.000000,1106.000000,2401.000000,1138.000000,8.301400,358500.000000\n";

    @TempDir
    private Path folder;

    /** Pictures of which each pixel is the number of the picture and of the channel. */
    private static byte[] batch(int... labels) {
        byte[] bytes = new byte[labels.length * 3073];
        for (int i = 0; i < labels.length; i++) {
            bytes[i * 3073] = (byte) labels[i];
            for (int p = 0; p < 3072; p++) {
                bytes[i * 3073 + 1 + p] = (byte) (51 * i + 100 * (p / 1024));
            }
        }
        return bytes;
    }

    private static byte[] member(String name, int size, char type, byte... content) {
        byte[] head = new byte[512];
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, head, 0, name.length());
        byte[] digits = "%011o".formatted(size).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, head, 124, digits.length);
        head[156] = (byte) type;
        byte[] all = Arrays.copyOf(head, 512 + (content.length + 511) / 512 * 512);
        System.arraycopy(content, 0, all, 512, content.length);
        return all;
    }

    private static byte[] member(String name, byte... content) {
        return member(name, content.length, '0', content);
    }

    private void pack(String file, byte[]... members) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] member : members) {
            tar.writeBytes(member);
        }
        tar.write(new byte[1024]);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file)))) {
            out.write(tar.toByteArray());
        }
    }

    @Test
    void picturesFromTheArchive() throws IOException {
        pack(
                "cifar-10-binary.tar.gz",
                member("cifar-10-batches-bin/", 0, '5'),
                member("cifar-10-batches-bin/readme.html", "<a>".getBytes(StandardCharsets.US_ASCII)),
                member("cifar-10-batches-bin/data_batch_2.bin", batch(9)),
                member("cifar-10-batches-bin/data_batch_1.bin", batch(3, 0)),
                member("cifar-10-batches-bin/test_batch.bin", batch(9)));
        check(ReadyImages.cifar10(folder));
    }

    @Test
    void picturesFromWhatIsInIt() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), batch(3, 0));
        Files.write(folder.resolve("data_batch_2.bin"), batch(9));
        Files.write(folder.resolve("test_batch.bin"), batch(9));
        check(ReadyImages.cifar10(folder));
    }

    private static void check(Split split) {
        assertThat(split.train().size()).isEqualTo(3);
        assertThat(split.train().inputShape().toString()).isEqualTo("3 x 32 x 32");
        assertThat(split.train().label(0)).isEqualTo("cat");
        assertThat(split.train().label(1)).isEqualTo("airplane");
        assertThat(split.train().label(2)).isEqualTo("truck");
        assertThat(split.test().label(0)).isEqualTo("truck");
        double[] second = split.train().features(1);
        assertThat(second[1023]).isEqualTo((float) (51 / 255.0));
        assertThat(second[1024]).isEqualTo((float) (151 / 255.0));
        assertThat(second[3071]).isEqualTo((float) (251 / 255.0));
    }

    @Test
    void whatIsNoSuchBatch() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), batch(9));
        refuses("cifar-10 is not in " + folder, "download(\"cifar-10\")");
        Files.write(folder.resolve("data_batch_1.bin"), batch(3, 10));
        refuses("data_batch_1.bin", "picture 1 has the class 10");
        Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(batch(3, 0), 6000));
        refuses("data_batch_1.bin", "6000 bytes", "3073");
    }

    @Test
    void archivesThatAreDamaged() throws IOException {
        Path packed = folder.resolve("cifar-10-binary.tar.gz");
        pack(packed.getFileName().toString(), member("a/data_batch_1.bin", batch(3, 0)));
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        refuses("ends too early", "fetch it again");
        Files.write(packed, new byte[] {1, 2, 3, 4});
        refuses("damaged");
        pack(packed.getFileName().toString(), member("a/data_batch_1.bin", 1 << 30, '0', batch(3)));
        refuses("1073741824 bytes", "67108864");
        byte[] odd = member("a/data_batch_1.bin", batch(3));
        odd[130] = 'x';
        pack(packed.getFileName().toString(), odd);
        refuses("a size in it is");
    }

    private void refuses(String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadyImages.cifar10(folder))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void houses() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableFiles.californiaHousing(folder))
                .withMessageContaining("download(\"california-housing\")");
        pack(
                "cal_housing.tgz",
                member("CaliforniaHousing/cal_housing.domain", "x: continuous.".getBytes(StandardCharsets.US_ASCII)),
                member("CaliforniaHousing/cal_housing.data", HOUSES.getBytes(StandardCharsets.US_ASCII)));
        Table table = TableFiles.californiaHousing(folder);
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.columnNames()).startsWith("longitude", "latitude").endsWith("median_house_value");
        assertThat(table.numberColumn("median_house_value").getDouble(1)).isEqualTo(358_500);
        assertThat(table.numberColumn("longitude").getDouble(0)).isEqualTo(-122.23);
        Files.delete(folder.resolve("cal_housing.tgz"));
        Files.writeString(folder.resolve("cal_housing.data"), "1,2\n3,4\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableFiles.californiaHousing(folder))
                .withMessageContaining("has 2 columns, but 9 are expected");
    }
}
