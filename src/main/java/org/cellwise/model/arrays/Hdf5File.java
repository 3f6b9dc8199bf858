package org.cellwise.model.arrays;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.cellwise.file.FileFormatException;

/**
 * The arrays of an HDF5 file by their paths, such as {@code layers/dense/vars/0}: the only class that names the library,
 * which need not be there; it touches nothing that is not public, since it may stand in another place than the classes beside it.
 */
final class Hdf5File implements ArrayFile {
    private static final int DEEPEST = 64;
    private static final int MOST = 100_000; // arrays
    private static final int MOST_PACKED = 1100; // times that bytes grow when they are unpacked, as zlib does at most

    private final Path path;
    private final HdfFile file;
    private final long bytes;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, NamedArray> arrays = new LinkedHashMap<>();

    /** Opens a file, for whoever cannot name this class. */
    public static final class Opener implements BiFunction<Path, ByteBuffer, ArrayFile> {
        @Override
        public ArrayFile apply(Path path, ByteBuffer within) {
            return open(path, within);
        }
    }

    private Hdf5File(Path path, HdfFile file, long size) {
        this.path = path;
        this.file = file;
        bytes = size;
    }

    /** Opens the bytes of a file, which may stand within another. */
    static Hdf5File open(Path path, ByteBuffer within) {
        HdfFile file = null;
        try {
            HdfFile opened = read(path, "it", () -> HdfFile.fromByteBuffer(within));
            file = opened;
            Hdf5File arrays = new Hdf5File(path, opened, within.capacity());
            read(path, "it", () -> {
                arrays.collect(opened, "", 0);
                return arrays;
            });
            file = null;
            return arrays;
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    /** What damaged bytes make of the library is one kind of error. */
    private static <T> T read(Path path, String what, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (FileFormatException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            throw new FileFormatException(
                    "%s cannot be read as HDF5: %s is damaged, or kept in a way that is not read: %s"
                            .formatted(
                                    path,
                                    what,
                                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        }
    }

    private void collect(Group group, String before, int depth) {
        if (depth > DEEPEST) {
            throw new FileFormatException(path + " has groups in groups deeper than " + DEEPEST);
        }
        for (Node node : group.getChildren().values()) {
            String name = before + node.getName();
            if (node.isLink()) {
                throw new FileFormatException(
                        path + ": " + name + " is a link, which may lead to other files, so it is not followed");
            }
            if (node instanceof Dataset dataset) {
                add(name, dataset);
            } else if (node instanceof Group inner && !name.equals("optimizer")) {
                collect(inner, name + "/", depth + 1);
            }
        }
    }

    private void add(String name, Dataset dataset) {
        if (datasets.size() == MOST) {
            throw new FileFormatException(path + " has more than " + MOST + " arrays");
        }
        boolean packed = !dataset.getFilters().isEmpty();
        if (dataset.getSizeInBytes() < 0 || dataset.getSizeInBytes() / (packed ? MOST_PACKED : 1) > bytes) {
            throw new FileFormatException("%s: %s takes %s bytes, more than the file can hold, which has %s"
                    .formatted(path, name, dataset.getSizeInBytes(), bytes));
        }
        datasets.put(name, dataset);
        arrays.put(
                name,
                NamedArray.of(
                        name,
                        dataset.getJavaType().getSimpleName() + " "
                                + 8 * dataset.getDataType().getSize() + " bits",
                        dataset.getDimensionsAsLong()));
    }

    @Override
    public Map<String, NamedArray> arrays() {
        return arrays;
    }

    @Override
    public float[] floats(String name) {
        NamedArray array = arrays.get(name);
        Dataset dataset = datasets.get(name);
        return read(path, array.toString(), () -> {
            return floats(array, array.count() == 0 ? new float[0] : dataset.getDataFlat());
        });
    }

    private float[] floats(NamedArray array, Object numbers) {
        int count = (int) array.count();
        float[] floats = new float[count];
        if (numbers instanceof float[] same) {
            return same;
        } else if (numbers instanceof double[] doubles) {
            for (int i = 0; i < count; i++) {
                floats[i] = (float) doubles[i];
            }
        } else if (numbers instanceof int[] wholes) {
            for (int i = 0; i < count; i++) {
                floats[i] = wholes[i];
            }
        } else if (numbers instanceof long[] wholes) {
            for (int i = 0; i < count; i++) {
                floats[i] = wholes[i];
            }
        } else if (numbers instanceof Number single) {
            floats[0] = single.floatValue();
        } else {
            throw new FileFormatException(
                    path + ": " + array + " holds no numbers of 32 or 64 bits: save it as float32");
        }
        return floats;
    }

    @Override
    public void close() {
        file.close();
    }
}
