package org.cellwise.model.exchange;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.model.arrays.ArrayFile;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;

/**
 * Which arrays of a file of other software become which parameter of a network, and how: proposed by names that are known
 * (GPT-2, BERT, vision transformers, Llama, residual networks, Keras), else by order and shapes, to be looked at and changed
 * before it is applied.
 */
public final class NameMap {
    private static final int MOST_SAID = 4; // of parameters without an array

    private final Network network;
    private final Path file;
    private final Map<String, NamedArray> theirs;
    private final List<Row> rows;
    private final List<Tie> ties;

    /** An array that must be the same as the one a parameter becomes, because a layer uses that. */
    private record Tie(String layer, Row table, NamedArray head) {}

    private NameMap(Network network, Path file, Map<String, NamedArray> theirs, List<Row> rows) {
        this.network = network;
        this.file = file;
        this.theirs = theirs;
        this.rows = List.copyOf(rows);
        ties = network.layers().stream()
                .flatMap(BuiltLayer::all)
                .filter(layer -> layer.description().kind().equals("unembedding"))
                .flatMap(layer -> Family.TIED.stream()
                        .map(theirs::get)
                        .filter(head -> head != null && table(layer) != null)
                        .map(head -> new Tie(layer.name(), table(layer), head)))
                .toList();
    }

    /** What the table of an embedding becomes that a layer uses. */
    private Row table(BuiltLayer unembedding) {
        Object name = unembedding.description().setting("embedding");
        return rows.stream()
                .filter(row -> row.pieces().size() == 1
                        && (name == null
                                ? row.ours().name().matches("(.*\\.)?embedding_\\d+\\.weight")
                                : row.ours().name().equals(name + ".weight")))
                .findFirst()
                .orElse(null);
    }

    /**
     * A proposal for the arrays of a file: safetensors, a {@code .safetensors.index.json}, npz, npy, GGUF, Keras's {@code
     * .weights.h5} and {@code .keras}.
     *
     * @throws IllegalArgumentException if it is no such file, or damaged
     * @throws IllegalStateException if it is a file of Keras's, and the library that reads it is not there
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static NameMap of(Network network, Path file) {
        try (ArrayFile arrays = ArrayFile.open(file)) {
            Map<String, NamedArray> theirs = arrays.arrays();
            return new NameMap(network, file, theirs, propose(network, theirs, arrays.architecture()));
        }
    }

    /**
     * As {@link #of}, for a file of Keras's where it is known which layer is where.
     *
     * @param places one for each layer that has parameters, in the order of the network
     */
    public static NameMap ofKeras(Network network, Path file, List<KerasPlace> places) {
        try (ArrayFile arrays = ArrayFile.open(file)) {
            Map<String, NamedArray> theirs = arrays.arrays();
            return new NameMap(network, file, theirs, KerasNames.propose(network, theirs, places));
        }
    }

    private static List<Row> propose(Network network, Map<String, NamedArray> theirs, String architecture) {
        List<Row> ours = network.parameters().list().stream()
                .map(p -> TorchNames.alike(p, theirs))
                .toList();
        if (ours.stream().noneMatch(Row::isMissing)) {
            return ours; // a file of ours, whose square matrices are not to be turned
        }
        if (KerasNames.are(theirs)) {
            return KerasNames.propose(network, theirs);
        }
        Map.Entry<Family, String> family = Family.of(theirs);
        return family == null
                ? TorchNames.propose(network, theirs)
                : new FamilyNames(theirs, family.getValue(), architecture.equals("llama"))
                        .propose(network, family.getKey());
    }

    /** All parameters of the network, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** Names of the arrays that no parameter becomes. */
    public List<String> unused() {
        List<String> unused = new ArrayList<>(theirs.keySet());
        rows.forEach(row -> row.theirs().forEach(array -> unused.remove(array.name())));
        ties.forEach(tie -> unused.remove(tie.head.name()));
        return unused;
    }

    /**
     * With another array for a parameter, or several side by side, such as queries, keys and values.
     *
     * @throws IllegalArgumentException if there is no such parameter or array, or the array cannot become it
     */
    public NameMap with(String ours, String... arrays) {
        Parameter parameter = row(ours).ours();
        List<Conversion> ways = List.of(
                leaf(parameter).torch(parameter),
                Conversion.AS_IS,
                Conversion.RESHAPED,
                Conversion.INPUTS_FIRST,
                Conversion.CHANNELS_FIRST,
                Conversion.MERGED);
        return changed(parameter, found(parameter, arrays), ways);
    }

    /**
     * As {@link #with}, an array that has the shape of the parameter already; for square matrices of inputs by outputs.
     *
     * @throws IllegalArgumentException if there is no such parameter or array, or the array is of another shape
     */
    public NameMap withAsItIs(String ours, String... arrays) {
        Parameter parameter = row(ours).ours();
        return changed(parameter, found(parameter, arrays), List.of(Conversion.AS_IS));
    }

    private List<NamedArray> found(Parameter ours, String... arrays) {
        List<NamedArray> found = new ArrayList<>();
        for (String array : arrays) {
            NamedArray entry = theirs.get(array);
            if (entry == null) {
                throw new IllegalArgumentException(
                        file + " has no array " + Names.shorten(array) + ": " + Names.hint(array, theirs.keySet()));
            }
            found.add(entry);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("with expects an array for " + ours + ", but got none: keep(\""
                    + ours.name() + "\") lets it stay as it is");
        }
        return found;
    }

    private NameMap changed(Parameter ours, List<NamedArray> found, List<Conversion> ways) {
        Leaf leaf = leaf(ours);
        for (Conversion how : ways) {
            List<Piece> pieces = applies(how, ours) ? leaf.pieces(ours, found, how) : null;
            if (pieces != null) {
                return replaced(Row.of(ours, pieces));
            }
        }
        int[] columns = Piece.sizes(ours, leaf.columns(ours, found.size())[0]);
        throw new IllegalArgumentException(ours + " expects an array of shape "
                + ways.get(0).expected(columns) + ", " + ways.get(0) + ", but got " + found.get(0));
    }

    private static boolean applies(Conversion how, Parameter ours) {
        int rank = ours.shape().rank();
        return how.equals(Conversion.INPUTS_FIRST) ? rank == 4 : !how.equals(Conversion.CHANNELS_FIRST) || rank == 3;
    }

    /**
     * With parameters that keep the numbers they have, such as those of a new head: names, or patterns in which a star
     * stands for any letters, {@code keep("dense_1.*")}.
     *
     * @throws IllegalArgumentException if there is no such parameter
     */
    public NameMap keep(String... ours) {
        NameMap map = this;
        for (String name : ours) {
            Pattern pattern = Pattern.compile(Arrays.stream(name.split("\\*", -1))
                    .map(Pattern::quote)
                    .reduce((a, b) -> a + ".*" + b)
                    .orElse(""));
            List<Row> those = rows.stream()
                    .filter(row -> pattern.matcher(row.ours().name()).matches())
                    .toList();
            if (those.isEmpty()) {
                row(name);
            }
            for (Row row : those) {
                map = map.replaced(Row.staying(row.ours()));
            }
        }
        return map;
    }

    private NameMap replaced(Row row) {
        return new NameMap(
                network,
                file,
                theirs,
                rows.stream().map(old -> old.ours() == row.ours() ? row : old).toList());
    }

    private Row row(String ours) {
        return rows.stream()
                .filter(row -> row.ours().name().equals(ours))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network has no parameter " + Names.shorten(ours)
                        + ": "
                        + Names.hint(
                                ours,
                                rows.stream().map(row -> row.ours().name()).toList())));
    }

    private Leaf leaf(Parameter ours) {
        return Leaf.of(network).stream()
                .filter(leaf -> leaf.parameters().contains(ours))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Takes all arrays into the network. Where that fails nothing has changed, or, where there is no memory for the weights
     * twice, the message says that some have.
     *
     * @throws IllegalArgumentException if a parameter has no array, an array holds what is not finite or not read, or the
     *     file has others now than when the map was made
     * @throws IllegalStateException if another thread is training the network
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Network apply() {
        List<String> missing = rows.stream()
                .filter(Row::isMissing)
                .map(row -> row.ours() + (row.note().isEmpty() ? "" : " [" + row.note() + "]"))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("A map expects an array for each parameter, but there is none for "
                    + String.join(", ", missing.subList(0, Math.min(MOST_SAID, missing.size())))
                    + (missing.size() > MOST_SAID ? " and " + (missing.size() - MOST_SAID) + " more" : "")
                    + ": say which by with(\"…\", \"…\"), or let it stay by keep(\"…\"); left are "
                    + Names.list(unused()));
        }
        if (network.parameters().isHeldElsewhere()) {
            throw new IllegalStateException("Another thread is training the network: wait until it has ended");
        }
        try (ArrayFile arrays = ArrayFile.open(file)) {
            Map<String, NamedArray> now = arrays.arrays();
            rows.forEach(row -> row.theirs().forEach(array -> requireUnchanged(array, now.get(array.name()))));
            ties.forEach(tie -> requireTied(tie, arrays));
            takeAll(arrays, network.parameters().values());
        }
        return network;
    }

    /** One after the other, since all may be as large as memory. */
    private void takeAll(ArrayFile arrays, float[] values) {
        float[] before = hasRoom(values.length) ? values.clone() : null;
        boolean whole = false;
        try {
            rows.forEach(row -> take(row, arrays, values));
            whole = true;
        } catch (FileFormatException | UncheckedIOException e) {
            if (before == null) {
                throw new FileFormatException(
                        e.getMessage()
                                + "; some weights of the network are those of the file by now, for there was no memory"
                                + " to keep the old ones: build it anew",
                        e);
            }
            throw e;
        } finally {
            if (!whole && before != null) {
                System.arraycopy(before, 0, values, 0, values.length);
            }
        }
    }

    /** Whether so many floats leave as much free again, for arrays that are read. */
    private static boolean hasRoom(long floats) {
        Runtime java = Runtime.getRuntime();
        return 2 * Float.BYTES * floats <= java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    private void take(Row row, ArrayFile arrays, float[] values) {
        Parameter ours = row.ours();
        int column = 0;
        for (Piece piece : row.pieces()) {
            float[] numbers = piece.theirs() == null ? new float[0] : finite(piece.theirs(), arrays);
            int[] sizes = Piece.sizes(ours, piece.columns());
            piece.how()
                    .put(
                            numbers,
                            values,
                            ours.offset(),
                            sizes,
                            column,
                            ours.shape().last());
            column += piece.columns();
        }
    }

    private float[] finite(NamedArray array, ArrayFile arrays) {
        float[] numbers = arrays.floats(array.name());
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new FileFormatException("%s: number %s of %s is %s: it is damaged, or its training diverged"
                        .formatted(file, i, array, numbers[i]));
            }
        }
        return numbers;
    }

    private void requireTied(Tie tie, ArrayFile arrays) {
        NamedArray table =
                tie.table.theirs().isEmpty() ? null : tie.table.theirs().get(0);
        if (table != null && !Arrays.equals(arrays.floats(table.name()), arrays.floats(tie.head.name()))) {
            throw new IllegalArgumentException(
                    "%s uses the table of the embedding, but %s in %s holds other numbers than %s: end the network in dense(…) instead"
                            .formatted(tie.layer, tie.head, file, table));
        }
    }

    private void requireUnchanged(NamedArray then, NamedArray now) {
        if (!then.equals(now)) {
            throw new IllegalArgumentException(
                    "%s has changed since the map was made: in place of %s it has %s; make the map anew"
                            .formatted(file, then, now == null ? "no such array" : now));
        }
    }

    /** A line for each parameter, and what is left over. */
    @Override
    public String toString() {
        BiFunction<String, Integer, String> padded = (text, width) -> text + " ".repeat(width - text.length());
        int widest = rows.stream()
                .mapToInt(row -> row.ours().toString().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(padded.apply(row.ours().toString(), widest))
                    .append("  <-  ")
                    .append(row.source())
                    .append('\n');
        }
        for (Tie tie : ties) {
            text.append("%s is %s, tied to %s"
                            .formatted(tie.layer, tie.head, tie.table.ours().name()))
                    .append('\n');
        }
        List<String> left = unused();
        return text.append(left.isEmpty() ? "nothing is left over" : "left over: " + Names.list(left))
                .toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameMap map && map.network == network && map.file.equals(file) && map.rows.equals(rows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, rows);
    }
}
