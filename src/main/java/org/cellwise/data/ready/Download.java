package org.cellwise.data.ready;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A file that can be had from the network: where it comes from, how large it is, on what terms, and how it is known to be
 * the right one.
 *
 * @param name what it is called here, and in the cache
 * @param source where it lies
 * @param bytes its size; 0 if that is not known before
 * @param licence the terms of its use, in a few words
 * @param algorithm of the hash, such as {@code SHA-256}
 * @param hash of the whole file, in hexadecimal digits
 */
public record Download(String name, URI source, long bytes, String licence, String algorithm, String hash) {
    private static final String MNIST = "https://ossci-datasets.s3.amazonaws.com/mnist/";
    private static final String FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private static final String MNIST_LICENCE = "CC BY-SA 3.0; Y. LeCun and C. Cortes, handwritten digits, 28 x 28";
    private static final String FASHION_LICENCE = "MIT; Zalando SE (2017), pictures of clothes, 28 x 28";

    /** Files that are known by name. The hashes are those that their publishers and torchvision or scikit-learn give. */
    private static final List<Download> KNOWN = List.of(
            mnist("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
            mnist("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
            mnist("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
            mnist("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
            fashion("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            fashion("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
            fashion("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
            fashion("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
            new Download(
                    "cifar-10/cifar-10-binary.tar.gz",
                    URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                    170_052_171,
                    "no licence stated; A. Krizhevsky (2009), small colour pictures of 10 kinds, 32 x 32",
                    "SHA-256",
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
            new Download(
                    "california-housing/cal_housing.tgz",
                    URI.create("https://ndownloader.figshare.com/files/5976036"),
                    441_963,
                    "no licence stated; R. K. Pace and R. Barry (1997), house prices of the census of 1990",
                    "SHA-256",
                    "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681"));

    public Download {
        if (name.isBlank()
                || name.contains("..")
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")) {
            throw new IllegalArgumentException(
                    "A download expects a name that is a plain path within the cache, but got \"%s\""
                            .formatted(Names.shorten(name)));
        }
        String scheme = String.valueOf(source.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || source.getHost() == null) {
            throw new IllegalArgumentException(
                    "A download expects an address of http or https, but got " + Names.shorten(source.toString()));
        }
        hash = hash.toLowerCase(Locale.ROOT);
        int digits = algorithm.equals("MD5") ? 32 : 64;
        if (!List.of("MD5", "SHA-256").contains(algorithm) || !hash.matches("[0-9a-f]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    "A download expects a hash of %s digits by MD5 or SHA-256, but got \"%s\" by %s: sha256sum prints it"
                            .formatted(digits, Names.shorten(hash), Names.shorten(algorithm)));
        }
    }

    /** A file from anywhere, known by its SHA-256 hash; it is called as the last part of the address. */
    public static Download of(String address, String sha256) {
        URI source = URI.create(address);
        String path = String.valueOf(source.getPath());
        return new Download(
                path.substring(path.lastIndexOf('/') + 1),
                source,
                0,
                "not known here: ask its source",
                "SHA-256",
                sha256);
    }

    /** The files that are known by name. */
    public static List<Download> known() {
        return KNOWN;
    }

    /**
     * The known files of a set, such as {@code mnist}, or the one of this whole name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static List<Download> named(String name) {
        List<Download> named = KNOWN.stream()
                .filter(known -> known.name.equals(name) || known.set().equals(name))
                .toList();
        if (named.isEmpty()) {
            List<String> sets = KNOWN.stream().map(Download::set).distinct().toList();
            throw new IllegalArgumentException(
                    "There is no known data \"%s\"; %s".formatted(Names.shorten(name), Names.hint(name, sets)));
        }
        return named;
    }

    private String set() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    private static Download mnist(String file, long bytes, String md5) {
        return new Download("mnist/" + file, URI.create(MNIST + file), bytes, MNIST_LICENCE, "MD5", md5);
    }

    private static Download fashion(String file, long bytes, String md5) {
        return new Download("fashion-mnist/" + file, URI.create(FASHION + file), bytes, FASHION_LICENCE, "MD5", md5);
    }

    /** Name, size, source and licence in one line. */
    @Override
    public String toString() {
        String size = bytes == 0 ? "size not known" : Numbers.bytes(bytes);
        return "%s (%s) from %s; licence: %s".formatted(name, size, source, licence);
    }
}
