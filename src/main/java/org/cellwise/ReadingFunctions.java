package org.cellwise;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.data.Split;
import org.cellwise.data.augment.Augmentation;
import org.cellwise.data.augment.Augmented;
import org.cellwise.data.file.IdxFiles;
import org.cellwise.data.file.ImageFolder;
import org.cellwise.data.file.NpyFiles;
import org.cellwise.data.file.NumberArray;
import org.cellwise.data.file.NumberBlocks;
import org.cellwise.data.file.PictureFiles;
import org.cellwise.data.ready.Download;
import org.cellwise.data.ready.DownloadSet;
import org.cellwise.data.ready.ReadyImages;
import org.cellwise.data.ready.Shapes;
import org.cellwise.data.stream.RowMaker;
import org.cellwise.data.stream.Streamed;
import org.cellwise.data.table.CsvFiles;
import org.cellwise.data.table.ReadTable;
import org.cellwise.data.table.TableFiles;
import org.cellwise.data.table.TableParts;
import org.cellwise.math.Seed;
import org.cellwise.text.Given;
import tech.tablesaw.api.Table;

/** Where data comes from: files, whole or in parts, data that is there, the network where asked; images changed by chance. */
abstract class ReadingFunctions extends Facade {
    ReadingFunctions() {}

    // -- tables

    /**
     * A table from a file of separated values, packed by gzip or not: what separates its columns, its letters, decimal
     * commas, dates, missing values and types are found out from the whole file, which {@link #found} tells:
     * {@code table("notebooks/data/penguins.csv")}. Parquet is read where DuckDB is on the class path.
     *
     * @throws IllegalArgumentException if a comma in its numbers may be decimal or part thousands, or its lines make no
     *     table
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table table(String file) {
        return TableFiles.read(Path.of(Given.require(file, "table", "the name of a file")), Locale.ROOT);
    }

    /**
     * The same with numbers and dates written as in a country: {@code table("notebooks/data/penguins.csv", Locale.US)}.
     *
     * @throws IllegalArgumentException if it is no table, or needs what is not there
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table table(String file, Locale locale) {
        return TableFiles.read(Path.of(Given.require(file, "table", "the name of a file")), locale);
    }

    /**
     * How the file of a table was read, as a table with a row for each column: {@code found(penguins())}.
     *
     * @throws IllegalArgumentException if the table is not as it came from a file
     */
    public static Table found(Table table) {
        return ReadTable.found(table);
    }

    /**
     * A table from a CSV file, whatever separates its columns; decimal commas are found out, too:
     * {@code readCsv("notebooks/data/penguins.csv")}.
     *
     * @throws IllegalArgumentException if a comma in its numbers may be decimal or part thousands
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table readCsv(String file) {
        return CsvFiles.read(Path.of(Given.require(file, "readCsv", "the name of a file")));
    }

    /**
     * The same with numbers written as in a country: {@code readCsv("notebooks/data/penguins.csv", Locale.US)}.
     *
     * @throws IllegalArgumentException if its lines do not make a table
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table readCsv(String file, Locale locale) {
        return CsvFiles.read(Path.of(Given.require(file, "readCsv", "the name of a file")), locale);
    }

    // -- images and arrays

    /**
     * Images and their classes from a pair of idx files, gzipped or not, as of MNIST: rows of shape 1 x height x width
     * from 0 to 1, classes 0 to 9; {@code images(Path.of("train-images-idx3-ubyte.gz"),
     * Path.of("train-labels-idx1-ubyte.gz"))}.
     *
     * @throws IllegalArgumentException if a file is not what it should be, or the two do not belong together
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static Dataset images(Path images, Path labels) {
        return IdxFiles.read(images, labels);
    }

    /**
     * The same by names of files: {@code images("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")}.
     *
     * @throws IllegalArgumentException if a file is not what it should be, or the two do not belong together
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static Dataset images(String images, String labels) {
        return IdxFiles.read(images, labels);
    }

    /**
     * Pictures from a folder that has a folder for each class, each brought to one height and width:
     * {@code images("pets", 64, 64).grey().split(0.8, seed(1))}.
     *
     * @throws IllegalArgumentException if there are not two folders with pictures
     * @throws java.io.UncheckedIOException if the folder cannot be read
     */
    public static ImageFolder images(String folder, int height, int width) {
        return ImageFolder.of(Path.of(folder), height, width);
    }

    /**
     * Writes images as PNG files, a folder for each class, as {@link #images(String, int, int)} reads them:
     * {@code saveImages(shapes(40, 16, 0.1, seed(1)), "shapes")}.
     *
     * @throws IllegalArgumentException if rows are no images with a class each
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public static void saveImages(Dataset images, String folder) {
        PictureFiles.write(images, Path.of(folder));
    }

    /**
     * The array in a file of NumPy's: {@code npy("x.npy")}.
     *
     * @throws IllegalArgumentException if it is none of numbers, or larger than memory takes
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static NumberArray npy(String file) {
        return NpyFiles.read(Path.of(file));
    }

    /**
     * The arrays in a file of NumPy's, by name: {@code npz("digits.npz").get("x")}.
     *
     * @throws IllegalArgumentException if it is no such file, or one of its arrays is broken
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Map<String, NumberArray> npz(String file) {
        return NpyFiles.readAll(Path.of(file));
    }

    /**
     * A dataset of two arrays of NumPy's, rows along the first axis; whole numbers, one a row, are classes:
     * {@code dataset(npy("x.npy"), npy("y.npy"))}.
     *
     * @throws IllegalArgumentException if the arrays are not of one number of rows, or hold what a network cannot take
     */
    public static Dataset dataset(NumberArray inputs, NumberArray targets) {
        return NumberArray.dataset(inputs, targets);
    }

    // -- larger than memory

    /**
     * Files of separated values that need not fit into memory, a star standing for any letters of a name:
     * {@code csvParts("notebooks/data/iris.csv").source(table -> dataset(table).standardize().label("species"))}.
     *
     * @throws IllegalArgumentException if there are no such files, or their columns differ
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static TableParts csvParts(String... files) {
        return TableParts.csv(files);
    }

    /**
     * The same of Parquet files, where DuckDB is on the class path: {@code parquetParts("ticks-*.parquet").sample()}.
     *
     * @throws IllegalArgumentException if there are no such files, their columns differ, or DuckDB is missing
     */
    public static TableParts parquetParts(String... files) {
        return TableParts.parquet(files);
    }

    /**
     * Rows of two files that are read while they are trained on, npy or idx that is not packed:
     * {@code streamed("x.npy", "y.npy").memory(512)}.
     *
     * @throws IllegalArgumentException if a file is not what it should be, or the two do not belong together
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static Streamed streamed(String inputs, String targets) {
        return NumberBlocks.source(Path.of(inputs), Path.of(targets));
    }

    /**
     * Rows that are made while they are trained on, the same ones in each pass: {@code generated(100_000, 2, 1, seed(1),
     * (random, x, y) -> { x[0] = random.nextDouble(); x[1] = random.nextDouble(); y[0] = x[0] * x[1]; })}.
     *
     * @param inputs numbers of each row
     * @param outputs numeric targets of each row
     * @throws IllegalArgumentException if there are no rows, inputs or outputs
     */
    public static Streamed generated(long rows, int inputs, int outputs, Seed seed, RowMaker maker) {
        return Streamed.generated(rows, inputs, outputs, seed, maker);
    }

    /**
     * The same with a class of each row: {@code generated(100_000, 1, List.of("low", "high"), seed(1), (random, x, y) -> {
     * x[0] = random.nextDouble(); y[0] = x[0] < 0.5 ? 0 : 1; })}.
     *
     * @throws IllegalArgumentException if there are no rows or inputs, or fewer than 2 classes
     */
    public static Streamed generated(long rows, int inputs, List<String> classes, Seed seed, RowMaker maker) {
        return Streamed.generated(rows, inputs, classes, seed, maker);
    }

    // -- images changed by chance

    /**
     * Rows that are changed by chance each time they are trained on: {@code augment(blobs(300, 3, 0.5, seed(1)),
     * noise(0.05))}, and for images {@code List.of(shift(2), flip(), rotate(10), crop(0.8))}. Look at
     * {@code augment(blobs(300, 3, 0.5, seed(1)), mixUp(0.2)).head(12)} before.
     *
     * @throws IllegalArgumentException if pixels are to be moved of rows that are no images
     */
    public static Augmented augment(Source data, Augmentation... steps) {
        return Augmented.of(data, steps);
    }

    /**
     * Moves an image by up to so many whole pixels: {@code shift(2)}.
     *
     * @throws IllegalArgumentException if there is no pixel to move by
     */
    public static Augmentation shift(int pixels) {
        return new Augmentation.Shift(pixels);
    }

    /** Swaps left and right in one of two cases: {@code flip()}. */
    public static Augmentation flip() {
        return new Augmentation.Flip();
    }

    /**
     * Turns an image by up to so many degrees either way: {@code rotate(10)}.
     *
     * @throws IllegalArgumentException if the angle is not above 0 and at most 180
     */
    public static Augmentation rotate(double degrees) {
        return new Augmentation.Rotate(degrees);
    }

    /**
     * Takes a part of an image of this share at least, in the size of the whole: {@code crop(0.8)}.
     *
     * @throws IllegalArgumentException if the share is not above 0 and below 1
     */
    public static Augmentation crop(double smallest) {
        return new Augmentation.Crop(smallest);
    }

    /**
     * Adds normal noise of this standard deviation: {@code noise(0.05)}.
     *
     * @throws IllegalArgumentException if the deviation is not above 0
     */
    public static Augmentation noise(double deviation) {
        return new Augmentation.Noise(deviation);
    }

    /**
     * Mixes rows in pairs (mixup, Zhang et al., 2018): {@code mixUp(0.2)}.
     *
     * @throws IllegalArgumentException if the parameter is not above 0 and at most 1
     */
    public static Augmentation mixUp(double alpha) {
        return new Augmentation.MixUp(alpha);
    }

    // -- data that is there

    /** Palmer Archipelago penguins, 344 rows with some missing values: {@code penguins()}. */
    public static Table penguins() {
        return TableFiles.penguins();
    }

    /** Fisher's iris, 150 rows: {@code iris()}. */
    public static Table iris() {
        return TableFiles.iris();
    }

    /** Handwritten digits, 8 by 8 pixels from 0 to 16, 1797 rows: {@code digits()}. */
    public static Table digits() {
        return TableFiles.digits();
    }

    /**
     * Small grey pictures of circles, squares, triangles and crosses, with noise of this deviation: {@code shapes(400, 16,
     * 0.1, seed(1))}.
     *
     * @param size height and width of each picture
     * @throws IllegalArgumentException if there are fewer than 4 rows, or pictures of less than 8 pixels a side
     */
    public static Dataset shapes(int rows, int size, double noise, Seed seed) {
        return Shapes.of(rows, size, noise, seed);
    }

    /**
     * Fashion-MNIST, from Debian's package or what {@code download("fashion-mnist")} brings when it is fetched:
     * {@code fashionMnist().train()}.
     *
     * @throws IllegalArgumentException if the files are in neither place
     */
    public static Split fashionMnist() {
        return ReadyImages.fashionMnist();
    }

    /**
     * The same from the four files in a folder: {@code fashionMnist("data/fashion")}.
     *
     * @throws IllegalArgumentException if the files are not there, or not what they should be
     */
    public static Split fashionMnist(String folder) {
        return ReadyImages.fashionMnist(Path.of(folder));
    }

    /**
     * MNIST from what {@code download("mnist")} brings when it is fetched: {@code mnist().train()}.
     *
     * @throws IllegalArgumentException if the files are not there
     */
    public static Split mnist() {
        return ReadyImages.mnist();
    }

    /**
     * The same from the four files in a folder: {@code mnist("data/mnist")}.
     *
     * @throws IllegalArgumentException if the files are not there, or not what they should be
     */
    public static Split mnist(String folder) {
        return ReadyImages.mnist(Path.of(folder));
    }

    /**
     * CIFAR-10 from what {@code download("cifar-10")} brings when it is fetched: {@code cifar10().train()}.
     *
     * @throws IllegalArgumentException if the files are not there
     */
    public static Split cifar10() {
        return ReadyImages.cifar10();
    }

    /** The same from a folder with the archive, or with what is in it: {@code cifar10("data/cifar")}. */
    public static Split cifar10(String folder) {
        return ReadyImages.cifar10(Path.of(folder));
    }

    /**
     * House prices in California from what {@code download("california-housing")} brings when it is fetched: {@code
     * californiaHousing()}.
     *
     * @throws IllegalArgumentException if the file is not there
     */
    public static Table californiaHousing() {
        return TableFiles.californiaHousing();
    }

    /** The same from a folder with the archive, or with what is in it: {@code californiaHousing("data/houses")}. */
    public static Table californiaHousing(String folder) {
        return TableFiles.californiaHousing(Path.of(folder));
    }

    /**
     * Says where known data can be had from, how large it is and on what terms; what it gives has a fetch that gets it:
     * {@code download("mnist")}.
     *
     * @throws IllegalArgumentException if no data of this name is known
     */
    public static DownloadSet download(String name) {
        return DownloadSet.named(name);
    }

    /**
     * The same for a file from anywhere, which is believed only with this SHA-256 hash:
     * {@code download("https://example.org/data.csv", "0".repeat(64))}.
     *
     * @throws IllegalArgumentException if the address or the hash is none
     */
    public static DownloadSet download(String address, String sha256) {
        return new DownloadSet(List.of(Download.of(address, sha256)));
    }
}
