package org.cellwise.model.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.cellwise.file.TensorEntry;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;

/**
 * Which array of a file of PyTorch or Hugging Face becomes which parameter of a network, and how: proposed by order and
 * shapes, to be looked at and changed before it is applied. Theirs are modules in the order of their names, ours the layers
 * in theirs.
 */
public final class NameMap {
    private final Network network;
    private final Path file;
    private final Map<String, TensorEntry> theirs;
    private final List<Row> rows;

    /**
     * One parameter.
     *
     * @param theirs the array that it becomes; null where none was found
     */
    public record Row(Parameter ours, TensorEntry theirs, Conversion how) {}

    private NameMap(Network network, Path file, Map<String, TensorEntry> theirs, List<Row> rows) {
        this.network = network;
        this.file = file;
        this.theirs = theirs;
        this.rows = List.copyOf(rows);
    }

    /**
     * A proposal for the arrays of a safetensors file, or of those that a {@code .safetensors.index.json} names.
     *
     * @throws IllegalArgumentException if it is no such file, or damaged
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static NameMap of(Network network, Path file) {
        try (WeightFiles files = WeightFiles.open(file)) {
            Map<String, TensorEntry> theirs = files.entries();
            return new NameMap(network, file, theirs, TorchNames.propose(network, theirs));
        }
    }

    /** All parameters of the network, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** Names of the arrays that no parameter becomes. */
    public List<String> unused() {
        List<String> unused = new ArrayList<>(theirs.keySet());
        rows.stream().filter(row -> row.theirs != null).forEach(row -> unused.remove(row.theirs.name()));
        return unused;
    }

    /**
     * With another array for a parameter.
     *
     * @throws IllegalArgumentException if there is no such parameter or array, or the array cannot become it
     */
    public NameMap with(String ours, String array) {
        Row old = rows.stream()
                .filter(row -> row.ours.name().equals(ours))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network has no parameter " + Names.shorten(ours)
                        + ": "
                        + Names.hint(
                                ours, rows.stream().map(row -> row.ours.name()).toList())));
        TensorEntry entry = theirs.get(array);
        if (entry == null) {
            throw new IllegalArgumentException(
                    file + " has no array " + Names.shorten(array) + ": " + Names.hint(array, theirs.keySet()));
        }
        Conversion how = TorchNames.conversion(network, old.ours);
        if (!fits(old.ours, entry, how)) {
            throw new IllegalArgumentException(old.ours + " expects an array of shape "
                    + sizes(how.from(old.ours.shape())) + ", " + how + ", but got " + entry);
        }
        List<Row> changed = new ArrayList<>(rows);
        changed.set(rows.indexOf(old), new Row(old.ours, entry, how));
        return new NameMap(network, file, theirs, changed);
    }

    static boolean fits(Parameter ours, TensorEntry entry, Conversion how) {
        return Arrays.equals(how.from(ours.shape()), entry.shape());
    }

    private static String sizes(long... sizes) {
        return LongStream.of(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }

    /**
     * Takes all arrays into the network; nothing changes where one is missing.
     *
     * @throws IllegalArgumentException if a parameter has no array, or the file has others now than when the map was made
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Network apply() {
        List<String> missing = rows.stream()
                .filter(row -> row.theirs == null)
                .map(row -> row.ours.toString())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("A map expects an array for each parameter, but there is none for "
                    + Names.list(missing) + ": say which by with(\"…\", \"…\"); left are " + Names.list(unused()));
        }
        try (WeightFiles files = WeightFiles.open(file)) {
            Map<String, TensorEntry> now = files.entries();
            Map<Row, float[]> numbers = new HashMap<>();
            for (Row row : rows) {
                requireUnchanged(row, now.get(row.theirs.name()));
                numbers.put(row, files.floats(row.theirs.name()));
            }
            for (Row row : rows) {
                row.how.put(numbers.get(row), network.parameters().values(), row.ours.offset(), row.ours.shape());
            }
        }
        return network;
    }

    private void requireUnchanged(Row row, TensorEntry now) {
        if (now == null || !fits(row.ours, now, row.how)) {
            throw new IllegalArgumentException(
                    "%s has changed since the map was made: in place of %s it has %s; make the map anew"
                            .formatted(file, row.theirs, now == null ? "no such array" : now));
        }
    }

    /** A line for each parameter, and what is left over. */
    @Override
    public String toString() {
        int widest = rows.stream()
                .mapToInt(row -> row.ours.toString().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.ours)
                    .append(" ".repeat(widest - row.ours.toString().length()))
                    .append("  <-  ");
            text.append(row.theirs == null ? "nothing" : row.theirs + ", " + row.how)
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
