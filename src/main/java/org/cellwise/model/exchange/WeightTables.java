package org.cellwise.model.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cellwise.file.NewFile;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/** Weights for other software: arrays of NumPy by name, or a line of text for each number. */
public final class WeightTables {
    private static final int ALIGNED = 64; // where NumPy begins the numbers
    private static final int MAGIC = 10; // bytes before the text of a header
    private static final int MOST_AXES = 4;

    private WeightTables() {}

    /**
     * Writes all weights, with what layers measure: {@code .npz} for NumPy, an array for each parameter by its name; {@code
     * .csv}, a line for each number with its parameter and its place along each axis, from 0; {@code .safetensors}.
     *
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path write(Network network, Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz")) {
            NewFile.replace(file, out -> npz(network, out));
        } else if (name.endsWith(".csv")) {
            NewFile.replace(file, out -> csv(network, out));
        } else if (name.endsWith(".safetensors")) {
            network.saveWeights(file);
        } else {
            throw new IllegalArgumentException(
                    "saveWeights expects a file that ends in .npz, .csv or .safetensors, but got " + file);
        }
        return file;
    }

    private static void npz(Network network, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out); // which the caller closes with the file
        zip.setLevel(1); // weights hardly become smaller
        for (Parameter p : network.parameters().list()) {
            ZipEntry entry = new ZipEntry(p.name() + ".npy");
            entry.setTime(0); // the same weights, the same bytes
            zip.putNextEntry(entry);
            zip.write(header(p));
            zip.write(numbers(network, p));
            zip.closeEntry();
        }
        zip.finish();
    }

    private static byte[] header(Parameter p) {
        String sizes =
                Arrays.stream(p.shape().sizes()).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int length = (MAGIC + text.length() + 1 + ALIGNED - 1) / ALIGNED * ALIGNED - MAGIC;
        String padded = text + " ".repeat(length - text.length() - 1) + "\n";
        return ByteBuffer.allocate(MAGIC + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] numbers(Network network, Parameter p) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, p.size())).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(network.parameters().values(), p.offset(), p.size());
        return bytes.array();
    }

    private static void csv(Network network, OutputStream out) throws IOException {
        out.write("parameter,i,j,k,l,value\n".getBytes(StandardCharsets.UTF_8));
        for (Parameter p : network.parameters().list()) {
            int rank = p.shape().rank();
            if (rank > MOST_AXES) {
                throw new IllegalArgumentException(
                        "A table has places along " + MOST_AXES + " axes at most, but " + p + " has more: use .npz");
            }
            String name = p.name().contains(",") || p.name().contains("\"")
                    ? '"' + p.name().replace("\"", "\"\"") + '"'
                    : p.name();
            for (int i = 0; i < p.size(); i++) {
                StringBuilder line = new StringBuilder();
                for (int axis = rank - 1, rest = i; axis >= 0; rest /= p.shape().size(axis), axis--) {
                    line.insert(0, "," + rest % p.shape().size(axis));
                }
                line.insert(0, name).append(",".repeat(MOST_AXES - rank + 1));
                line.append(network.parameters().values()[p.offset() + i]).append('\n');
                out.write(line.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
