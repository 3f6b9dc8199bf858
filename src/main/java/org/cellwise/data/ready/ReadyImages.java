package org.cellwise.data.ready;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.file.CifarFiles;
import org.cellwise.data.file.IdxFiles;

/** Sets of images in files that are there already. */
public final class ReadyImages {
    private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");
    private static final String[] CLOTHES = {
        "T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"
    };

    private ReadyImages() {}

    /**
     * Fashion-MNIST: 60,000 pictures of clothes to train on and 10,000 to judge by, 1 x 28 x 28, ten kinds; from Debian's
     * package {@code dataset-fashion-mnist}, or from what {@code download("fashion-mnist").fetch()} has brought. MIT
     * licence; Xiao, Rasul and Vollgraf (2017).
     *
     * @throws IllegalArgumentException if the files are in neither place
     */
    public static Split fashionMnist() {
        return read("fashion-mnist", Cache.folder().resolve("fashion-mnist"), DEBIAN)
                .named(CLOTHES);
    }

    /** As {@link #fashionMnist()}, from the four files in a folder. */
    public static Split fashionMnist(Path folder) {
        return read("fashion-mnist", folder).named(CLOTHES);
    }

    /**
     * MNIST: 60,000 handwritten digits to train on and 10,000 to judge by, 1 x 28 x 28; from what
     * {@code download("mnist").fetch()} has brought.
     *
     * @throws IllegalArgumentException if the files are not there
     */
    public static Split mnist() {
        return read("mnist", Cache.folder().resolve("mnist")).split();
    }

    /** As {@link #mnist()}, from the four files in a folder. */
    public static Split mnist(Path folder) {
        return read("mnist", folder).split();
    }

    /**
     * CIFAR-10: 50,000 small pictures to train on and 10,000 to judge by, 3 x 32 x 32, ten kinds; from what
     * {@code download("cifar-10").fetch()} has brought. As numbers they take 740 MB.
     *
     * @throws IllegalArgumentException if the files are not there
     */
    public static Split cifar10() {
        return cifar10(Cache.folder().resolve("cifar-10"));
    }

    /**
     * As {@link #cifar10()}, from a folder that has {@code cifar-10-binary.tar.gz}, or what is in it: {@code
     * data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}.
     */
    public static Split cifar10(Path folder) {
        Path packed = folder.resolve("cifar-10-binary.tar.gz");
        Path place = Files.isRegularFile(packed) ? packed : folder;
        Map<String, byte[]> train =
                Files.exists(place) ? Archive.read(place, name -> name.matches("data_batch_\\d\\.bin")) : Map.of();
        Map<String, byte[]> test = train.isEmpty() ? train : Archive.read(place, "test_batch.bin"::equals);
        if (test.isEmpty()) {
            throw new IllegalArgumentException(
                    "cifar-10 is not in %s: look at download(\"cifar-10\") and call its fetch(), or name the folder that has cifar-10-binary.tar.gz, or data_batch_1.bin … and test_batch.bin"
                            .formatted(folder));
        }
        return Split.of(CifarFiles.read(train), CifarFiles.read(test));
    }

    private record Parts(Dataset train, Dataset test) {
        Split named(String... classes) {
            return Split.of(train.outputs(classes), test.outputs(classes));
        }

        Split split() {
            return Split.of(train, test);
        }
    }

    private static Parts read(String set, Path... folders) {
        for (Path folder : folders) {
            if (find(folder, "train-images-idx3-ubyte") != null) {
                return new Parts(pair(folder, "train"), pair(folder, "t10k"));
            }
        }
        throw new IllegalArgumentException(
                "%s is not in %s: look at download(\"%s\") and call its fetch(), or name the folder that has the files%s"
                        .formatted(
                                set,
                                String.join(
                                        " or ",
                                        Stream.of(folders).map(Path::toString).toList()),
                                set,
                                List.of(folders).contains(DEBIAN)
                                        ? ", or install Debian's dataset-fashion-mnist"
                                        : ""));
    }

    private static Dataset pair(Path folder, String part) {
        Path images = find(folder, part + "-images-idx3-ubyte");
        Path labels = find(folder, part + "-labels-idx1-ubyte");
        if (images == null || labels == null) {
            throw new IllegalArgumentException(
                    "%s expects the files %s-images-idx3-ubyte and %s-labels-idx1-ubyte, with .gz or without"
                            .formatted(folder, part, part));
        }
        return IdxFiles.read(images, labels);
    }

    private static Path find(Path folder, String name) {
        return Stream.of(name, name + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }
}
