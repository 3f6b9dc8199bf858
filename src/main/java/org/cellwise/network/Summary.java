package org.cellwise.network;

import java.util.List;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Numbers;

/**
 * A network as a table: what each layer puts out and how many parameters it has.
 *
 * @param input shape of one row
 * @param rows one for each layer
 */
public record Summary(Shape input, List<Row> rows) {
    /**
     * One layer.
     *
     * @param trainable whether training changes any of its numbers
     * @param learning how many of its numbers training changes
     */
    public record Row(String layer, Shape output, long parameters, boolean trainable, long learning) {
        /** One of which all numbers learn, or none. */
        public Row(String layer, Shape output, long parameters, boolean trainable) {
            this(layer, output, parameters, trainable, trainable ? parameters : 0);
        }
    }

    static Summary of(Network network) {
        return new Summary(
                network.inputShape(),
                network.layers().stream()
                        .map(b -> new Row(b.name(), b.output(), b.parameterCount(), b.trainable(), b.learningCount()))
                        .toList());
    }

    /** All parameters. */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /** Those that training changes. */
    public long trainable() {
        return rows.stream().mapToLong(Row::learning).sum();
    }

    /** Memory of the weights, in bytes: 4 for each. */
    public long bytes() {
        return 4 * parameters();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%-16s %14s %14s\n".formatted("layer", "output", "parameters"));
        text.append("%-16s %14s %14s\n".formatted("input", input, ""));
        for (Row row : rows) {
            String frozen = row.parameters > 0 && !row.trainable ? "  frozen" : "";
            text.append(
                    "%-16s %14s %14s%s\n".formatted(row.layer, row.output, Numbers.grouped(row.parameters), frozen));
        }
        return text.append(Numbers.grouped(parameters()))
                .append(" parameters, ")
                .append(Numbers.grouped(trainable()))
                .append(" of them trainable, ")
                .append(memory())
                .toString();
    }

    /** {@link #bytes} in words, {@code 144 bytes} or {@code 3.4 MB}. */
    public String memory() {
        return Numbers.bytes(bytes());
    }
}
