package org.cellwise.data.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Schema;
import org.cellwise.data.Split;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.stream.Blocks;
import org.cellwise.data.stream.Streamed;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Shape;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * A folder with a folder of pictures for each class, chosen step by step; no pixel is read before {@link #all},
 * {@link #split} or {@link #stream}. It never changes: each choice gives a new one. Pictures are PNG, JPEG, GIF or BMP;
 * other files, and folders without any, are left aside, which the text of this says. Pixels go from 0 (black) to 1, what is transparent stands on white.
 */
public final class ImageFolder {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final int MOST_FILES = 10_000_000;
    private static final int LONGEST = 4096;
    private static final int BLOCK = 64;
    private static final int SHOWN = 8;

    private final Path folder;
    private final List<Path> files;
    private final int[] classes;
    private final List<String> classNames;
    private final int channels;
    private final int height;
    private final int width;
    private final boolean isLenient;
    private final String aside; // what was left aside, in words

    private ImageFolder(
            Path folder,
            List<Path> files,
            int[] classes,
            List<String> classNames,
            int channels,
            int height,
            int width,
            boolean isLenient,
            String aside) {
        this.folder = folder;
        this.files = files;
        this.classes = classes;
        this.classNames = classNames;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.isLenient = isLenient;
        this.aside = aside;
    }

    /**
     * The pictures in the folders of a folder, in the order of their names, each brought to one size.
     *
     * @throws IllegalArgumentException if there are not two folders with pictures
     * @throws java.io.UncheckedIOException if the folder cannot be read
     */
    public static ImageFolder of(Path folder, int height, int width) {
        if (height < 1 || width < 1 || height > LONGEST || width > LONGEST) {
            throw new IllegalArgumentException("images expects a height and a width from 1 to %s, but got %s x %s"
                    .formatted(LONGEST, height, width));
        }
        Map<String, List<Path>> found = new TreeMap<>();
        List<String> aside = new ArrayList<>();
        int others = 0;
        for (Path each : list(folder)) {
            String name = String.valueOf(each.getFileName());
            if (Files.isDirectory(each) && !name.startsWith(".")) {
                List<Path> all = list(each);
                List<Path> pictures =
                        all.stream().filter(ImageFolder::isPicture).toList();
                if (pictures.isEmpty()) {
                    aside.add("the folder \"%s\" without a picture".formatted(Names.shorten(name)));
                } else {
                    found.put(name, pictures);
                    others += all.size() - pictures.size();
                }
            }
        }
        if (others > 0) {
            aside.add(Names.count(others, "other file"));
        }
        if (found.size() < 2) {
            throw new IllegalArgumentException(
                    "%s expects 2 folders or more with pictures in them (%s), one for each class, but has %s%s"
                            .formatted(
                                    folder,
                                    String.join(", ", ENDINGS),
                                    found.size(),
                                    found.isEmpty() ? "" : ": " + Names.list(found.keySet())));
        }
        List<Path> files = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        List<String> names = List.copyOf(found.keySet());
        for (int c = 0; c < names.size(); c++) {
            List<Path> pictures = found.get(names.get(c));
            files.addAll(pictures);
            classes.addAll(Collections.nCopies(pictures.size(), c));
        }
        if (files.size() > MOST_FILES) {
            throw new IllegalArgumentException(
                    "%s has %s pictures, more than %s".formatted(folder, files.size(), MOST_FILES));
        }
        return new ImageFolder(
                folder,
                files,
                classes.stream().mapToInt(Integer::intValue).toArray(),
                names,
                3,
                height,
                width,
                false,
                aside.isEmpty() ? "" : "; left aside: " + Names.list(aside));
    }

    /** One channel, from black to white, in place of red, green and blue. */
    public ImageFolder grey() {
        return new ImageFolder(folder, files, classes, classNames, 1, height, width, isLenient, aside);
    }

    /** Leaves out pictures that cannot be read; without this call they are an error that names them. */
    public ImageFolder skipBroken() {
        return new ImageFolder(folder, files, classes, classNames, channels, height, width, true, aside);
    }

    /** The files, in the order of the rows of {@link #all} as long as none is broken. */
    public List<Path> files() {
        return Collections.unmodifiableList(files);
    }

    /** The classes, which are the names of the folders in alphabetical order. */
    public List<String> classes() {
        return classNames;
    }

    /**
     * All pictures as rows of shape (channels, height, width).
     *
     * @throws IllegalArgumentException if some are broken, or all of them do not fit into memory
     */
    public Dataset all() {
        long numbers = (long) files.size() * pixels();
        if (4 * numbers > Runtime.getRuntime().maxMemory() / 2 || numbers > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%s of %s x %s pixels do not fit into the memory there is (%s MB): make them smaller, train from them in parts, by stream(), or start Java with more, by -Xmx"
                            .formatted(
                                    Names.count(files.size(), "picture"),
                                    height,
                                    width,
                                    Runtime.getRuntime().maxMemory() >> 20));
        }
        float[] features = new float[(int) numbers];
        Map<Path, String> broken = new ConcurrentSkipListMap<>();
        boolean[] good = new boolean[files.size()];
        IntStream.range(0, files.size()).parallel().forEach(i -> {
            try {
                Pixels.read(files.get(i), channels, height, width, features, i * pixels());
                good[i] = true;
            } catch (IOException e) {
                broken.put(files.get(i), String.valueOf(e.getMessage()));
            }
        });
        refuse(broken);
        Dataset data = Dataset.encoded(encoder(), features, targets(), classNames, true)
                .reshape(channels, height, width);
        return broken.isEmpty()
                ? data
                : data.rows(IntStream.range(0, good.length).filter(i -> good[i]).toArray());
    }

    /** Two random parts, classes in the same proportions in both; see {@link Dataset#split(double, Seed)}. */
    public Split split(double train, Seed seed) {
        return all().split(train, seed);
    }

    /**
     * A source that reads the pictures while it is trained from, so that they need not fit into memory. Broken ones are
     * looked for before, which opens every file once; a picture that turns out broken in its middle is an error then.
     */
    public Streamed stream() {
        Map<Path, String> broken = new ConcurrentSkipListMap<>();
        files.parallelStream().forEach(file -> {
            try {
                Pixels.isColoured(file);
            } catch (IOException e) {
                broken.put(file, String.valueOf(e.getMessage()));
            }
        });
        refuse(broken);
        int[] kept = IntStream.range(0, files.size())
                .filter(i -> !broken.containsKey(files.get(i)))
                .toArray();
        return Streamed.of(new Pictures(kept));
    }

    private void refuse(Map<Path, String> broken) {
        if (broken.isEmpty() || isLenient && broken.size() < files.size()) {
            return;
        }
        List<String> texts = broken.entrySet().stream()
                .limit(SHOWN)
                .map(entry -> folder.relativize(entry.getKey()) + ": " + entry.getValue())
                .toList();
        throw new IllegalArgumentException("%s of %s pictures in %s cannot be read (%s%s): mend or remove them%s"
                .formatted(
                        broken.size(),
                        files.size(),
                        folder,
                        String.join("; ", texts),
                        broken.size() > SHOWN ? "; …" : "",
                        isLenient ? "" : ", or call skipBroken() to leave them out"));
    }

    private int pixels() {
        return channels * height * width;
    }

    private float[] targets() {
        float[] targets = new float[classes.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = classes[i];
        }
        return targets;
    }

    private RowEncoder encoder() {
        return new RowEncoder(
                names().stream()
                        .map(name -> new NumericEncoder(name, Scaler.NONE))
                        .toList(),
                List.of());
    }

    private List<String> names() {
        return Names.numbered("x", 1, pixels());
    }

    private static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /** Pictures, classes and size in one line. */
    @Override
    public String toString() {
        int[] counts = new int[classNames.size()];
        Arrays.stream(classes).forEach(c -> counts[c]++);
        List<String> texts = IntStream.range(0, counts.length)
                .mapToObj(c -> classNames.get(c) + " " + counts[c])
                .toList();
        return "Folder of %s; %s classes (%s); each as %s x %s x %s%s"
                .formatted(
                        Names.count(files.size(), "picture"),
                        counts.length,
                        Names.list(texts),
                        channels,
                        height,
                        width,
                        aside);
    }

    /** Pictures in blocks: every so many files one, so that classes are mixed within each. */
    private final class Pictures implements Blocks {
        private final int[] kept;
        private final int blocks;
        private final Schema schema = Schema.ofClass(Shape.of(channels, height, width), names(), classNames);

        Pictures(int... kept) {
            this.kept = kept;
            blocks = (kept.length + BLOCK - 1) / BLOCK;
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public int count() {
            return blocks;
        }

        @Override
        public int rows(int block) {
            return (kept.length - block + blocks - 1) / blocks;
        }

        @Override
        public void read(int block, float[] features, float[] targets, int at) {
            int place = at;
            for (int i = block; i < kept.length; i += blocks) {
                Path file = files.get(kept[i]);
                try {
                    Pixels.read(file, channels, height, width, features, place * pixels());
                } catch (IOException e) {
                    throw new IllegalArgumentException(
                            "Cannot read the picture %s: %s".formatted(file, e.getMessage()), e);
                }
                targets[place++] = classes[kept[i]];
            }
        }
    }
}
