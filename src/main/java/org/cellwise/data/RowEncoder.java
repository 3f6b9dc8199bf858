package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cellwise.text.Names;

/** Turns one raw row into the numbers that a network sees, and its numeric outputs back into the unit of the targets. */
public final class RowEncoder {
    private final List<ColumnEncoder> columns;
    private final List<Scaler> targets;
    private final int width;

    /**
     * An encoder of rows.
     *
     * @param columns of the features, in the order in which {@link #encode} expects their values
     * @param targets scalers of the numeric targets; empty where the target is a class
     */
    public RowEncoder(List<? extends ColumnEncoder> columns, List<? extends Scaler> targets) {
        this.columns = List.copyOf(columns);
        this.targets = List.copyOf(targets);
        this.width = columns.stream().mapToInt(ColumnEncoder::width).sum();
    }

    /** The encoder of rows that are numbers already. */
    static RowEncoder plain(List<String> names, int numericTargets) {
        return new RowEncoder(
                names.stream()
                        .map(name -> new NumericEncoder(name, Scaler.NONE))
                        .toList(),
                Collections.nCopies(numericTargets, Scaler.NONE));
    }

    /** The columns, in the order in which {@link #encode} expects their values. */
    public List<ColumnEncoder> columns() {
        return columns;
    }

    /** Scalers of the numeric targets, none where the target is a class. */
    public List<Scaler> targets() {
        return targets;
    }

    /** How many numbers one row becomes. */
    public int width() {
        return width;
    }

    /**
     * Room for so many rows of features.
     *
     * @throws IllegalArgumentException if they are more numbers than an array holds
     */
    public float[] buffer(int rows) {
        return Rows.buffer("A dataset", rows, width);
    }

    /** Names of the network's inputs. */
    public List<String> inputNames() {
        return columns.stream().flatMap(column -> column.inputNames().stream()).toList();
    }

    /** The same encoder where the input of each numeric column has another name; those of categories keep theirs. */
    RowEncoder renamed(List<String> names) {
        List<ColumnEncoder> renamed = new ArrayList<>();
        int at = 0;
        for (ColumnEncoder column : columns) {
            renamed.add(
                    column instanceof NumericEncoder numeric
                            ? new NumericEncoder(names.get(at), numeric.scaler())
                            : column);
            at += column.width();
        }
        return new RowEncoder(renamed, targets);
    }

    /** The scaler of an input; one that changes nothing for categories. */
    Scaler scaler(int input) {
        int at = 0;
        for (ColumnEncoder column : columns) {
            if (input < at + column.width()) {
                return column instanceof NumericEncoder numeric ? numeric.scaler() : Scaler.NONE;
            }
            at += column.width();
        }
        throw new IndexOutOfBoundsException("The rows have " + width + " inputs, but got index " + input);
    }

    /** See {@link Dataset#encode}. */
    double[] encode(Object... raw) {
        Object[] values = raw.length == 1 && raw[0] instanceof double[] numbers
                ? Arrays.stream(numbers).boxed().toArray()
                : raw;
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("encode expects %s values (%s), but got %s"
                    .formatted(columns.size(), Names.list(columnNames()), values.length));
        }
        double[] encoded = new double[width];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            columns.get(i).encode(values[i], encoded, at);
            at += columns.get(i).width();
        }
        return encoded;
    }

    /** See {@link Dataset#decode}. */
    double[] decode(int positions, double... outputs) {
        if (targets.isEmpty()) {
            throw new IllegalStateException("decode expects a dataset with numeric targets, but this one has classes:"
                    + " outputNames() says which output stands for which class");
        }
        if (outputs.length != positions * targets.size()) {
            throw new IllegalArgumentException(
                    "decode expects %s outputs, but got %s".formatted(positions * targets.size(), outputs.length));
        }
        double[] decoded = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            decoded[i] = targets.get(i % targets.size()).unscale(outputs[i]);
        }
        return decoded;
    }

    private List<String> columnNames() {
        return columns.stream().map(ColumnEncoder::column).toList();
    }
}
