package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.Neighbours;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.Scalers;
import org.cellwise.data.encode.Settings;
import org.cellwise.network.Preparation;
import org.cellwise.text.Names;

/** Turns one raw row into the numbers that a network sees, and its numeric outputs back into the unit of the targets. */
public final class RowEncoder implements Preparation {
    private static final int WIDEST = 1 << 24; // inputs
    private static final String TOKENS = "tokens";
    private static final String SEEN = "seen";

    private final List<ColumnEncoder> encoders;
    private final List<Scaler> targets;
    private final Neighbours neighbours; // that fill missing numbers in; null for none
    private final List<Object> example; // a raw row; no part of what a row becomes
    private final int width;
    private final RawOrScaled kinds;
    private final Map<String, Object> tokens; // how texts became the inputs; empty where they were none
    private final SeenRanges seen; // no part of what a row becomes

    /**
     * An encoder of rows.
     *
     * @param encoders of the feature columns, in the order in which {@link #encode} expects their values
     * @param targets scalers of the numeric targets; empty where the target is a class
     */
    public RowEncoder(List<? extends ColumnEncoder> encoders, List<? extends Scaler> targets) {
        this(encoders, targets, null, List.of());
    }

    /**
     * As {@link #RowEncoder(List, List)}.
     *
     * @param neighbours that fill missing numbers in, in columns whose encoders are filled; null for none
     * @param example a raw row, to show what becomes of it; null where it misses a value; empty for none
     */
    public RowEncoder(
            List<? extends ColumnEncoder> encoders,
            List<? extends Scaler> targets,
            Neighbours neighbours,
            List<?> example) {
        this(encoders, targets, neighbours, example, Map.of(), SeenRanges.UNKNOWN);
    }

    private RowEncoder(
            List<? extends ColumnEncoder> encoders,
            List<? extends Scaler> targets,
            Neighbours neighbours,
            List<?> example,
            Map<String, Object> tokens,
            SeenRanges seen) {
        this.tokens = tokens;
        this.seen = seen;
        this.neighbours = neighbours;
        this.example = Collections.unmodifiableList(new ArrayList<>(example));
        this.encoders = List.copyOf(encoders);
        this.targets = List.copyOf(targets);
        this.width = encoders.stream().mapToInt(ColumnEncoder::width).sum();
        this.kinds = RawOrScaled.of(this.encoders);
        for (String column : neighbours == null ? List.<String>of() : neighbours.columns()) {
            if (this.encoders.stream()
                    .noneMatch(e -> e instanceof FilledEncoder && e.column().equals(column))) {
                throw new IllegalArgumentException(
                        "Nearest neighbours fill \"%s\", but no encoder of it takes missing values"
                                .formatted(Names.shorten(column)));
            }
        }
    }

    /** The encoder of rows that are numbers already. */
    static RowEncoder plain(List<String> names, int numericTargets) {
        return new RowEncoder(
                names.stream()
                        .map(name -> new NumericEncoder(name, Scaler.NONE))
                        .toList(),
                Collections.nCopies(numericTargets, Scaler.NONE));
    }

    /** The same for rows whose numbers are tokens of a text, by the description of what makes them. */
    RowEncoder tokens(Map<String, Object> tokenizer) {
        return new RowEncoder(encoders, targets, neighbours, example, tokenizer, seen);
    }

    /** How rows were prepared, with how far their numbers go where they are at hand; null where nothing says it. */
    public static Preparation measured(Source data) {
        if (!(data instanceof Dataset rows)) {
            return data.preparation();
        }
        RowEncoder known = rows.preparation();
        SeenRanges ranges = rows.size() == 0 ? SeenRanges.UNKNOWN : SeenRanges.of(known.encoders, rows.rows);
        return new RowEncoder(known.encoders, known.targets, known.neighbours, known.example, known.tokens, ranges);
    }

    /** The description of what made tokens of texts; empty where rows are none. */
    public Map<String, Object> tokens() {
        return tokens;
    }

    /**
     * The encoder that described itself so, to the bit. The description may come from anywhere.
     *
     * @throws IllegalArgumentException if it is no description of an encoder of rows, or one that this version does not
     *     know
     */
    public static RowEncoder of(Map<String, Object> description) {
        Settings settings = Settings.of("a preparation", description);
        List<ColumnEncoder> encoders = new ArrayList<>();
        long width = 0;
        for (Object encoder : settings.list("columns")) {
            List<ColumnEncoder> some = ColumnRuns.read(encoder);
            encoders.addAll(some);
            width += some.stream().mapToLong(ColumnEncoder::width).sum();
        }
        if (encoders.isEmpty() || width > WIDEST) {
            throw new IllegalArgumentException(
                    "A preparation expects columns that become 1 to %s inputs, but %s columns become %s"
                            .formatted(WIDEST, encoders.size(), width));
        }
        List<Scaler> targets = new ArrayList<>();
        settings.list("targets").forEach(target -> targets.add(Scalers.of(target)));
        Neighbours neighbours = settings.has("neighbours") ? Neighbours.of(settings.get("neighbours")) : null;
        Map<String, Object> tokens = settings.has(TOKENS)
                ? Settings.of("a tokenizer", settings.get(TOKENS)).values()
                : Map.of();
        SeenRanges seen = settings.has(SEEN) ? SeenRanges.of(encoders, settings.get(SEEN)) : SeenRanges.UNKNOWN;
        settings.end();
        RowEncoder made = new RowEncoder(encoders, targets, neighbours, List.of(), tokens, seen);
        Names.requireDistinct("column", made.columns());
        Names.requireDistinct("input", made.inputNames());
        return made;
    }

    /**
     * Encoders of columns and scalers of targets, each by kind and settings.
     *
     * @throws IllegalStateException if a scaler is one of the user's own
     */
    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("columns", ColumnRuns.describe(encoders));
        description.put("targets", targets.stream().map(Scaler::describe).toList());
        if (neighbours != null) {
            description.put("neighbours", neighbours.describe());
        }
        if (!tokens.isEmpty()) {
            description.put(TOKENS, tokens);
        }
        if (seen.isKnown()) {
            description.put(SEEN, seen.describe());
        }
        return description;
    }

    /** Names of the columns, in the order in which {@link #encode} expects their values. */
    @Override
    public List<String> columns() {
        return encoders.stream().map(ColumnEncoder::column).toList();
    }

    /** The encoders of the columns, in their order. */
    public List<ColumnEncoder> encoders() {
        return encoders;
    }

    /** Scalers of the numeric targets, none where the target is a class. */
    public List<Scaler> targets() {
        return targets;
    }

    /** What fills missing numbers in; null for nothing of the kind. */
    public Neighbours neighbours() {
        return neighbours;
    }

    /** A raw row of those that it was fitted on; empty where none was kept. */
    List<Object> example() {
        return example;
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
    @Override
    public List<String> inputNames() {
        return encoders.stream().flatMap(column -> column.inputNames().stream()).toList();
    }

    /** The same encoder where the input of each numeric column has another name; those of categories keep theirs. */
    RowEncoder renamed(List<String> names) {
        List<ColumnEncoder> renamed = new ArrayList<>();
        int at = 0;
        for (ColumnEncoder column : encoders) {
            renamed.add(column.renamed(names.subList(at, at + column.width())));
            at += column.width();
        }
        return new RowEncoder(renamed, targets, neighbours, example, tokens, seen);
    }

    /** The scaler of an input; one that changes nothing for categories. */
    Scaler scaler(int input) {
        int at = 0;
        for (ColumnEncoder column : encoders) {
            if (input < at + column.width()) {
                return column.scaler(input - at);
            }
            at += column.width();
        }
        throw new IndexOutOfBoundsException("The rows have " + width + " inputs, but got index " + input);
    }

    @Override
    public double[] encode(Object... raw) {
        Object[] values = values(raw);
        if (values.length != encoders.size()) {
            throw new IllegalArgumentException("encode expects %s (%s), but got %s%s"
                    .formatted(
                            Names.count(encoders.size(), "value"),
                            Names.list(columns()),
                            values.length,
                            values.length == width
                                    ? ": as many as a row has inputs; is it encoded already? Then give it to predict(…) as it is"
                                    : ""));
        }
        Object[] whole = neighbours == null ? values : neighbours.fillRaw(columns(), values);
        double[] encoded = new double[width];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            encoders.get(i).encode(whole[i], encoded, at);
            at += encoders.get(i).width();
        }
        requireRaw(values);
        return encoded;
    }

    @Override
    public List<String> notes(Object... raw) {
        return seen.notes(encoders, encode(raw), values(raw), false);
    }

    @Override
    public List<String> far(double[] inputs, Object... raw) {
        return seen.notes(encoders, inputs, values(raw), true);
    }

    private static Object[] values(Object... raw) {
        return raw.length == 1 && raw[0] instanceof double[] numbers
                ? Arrays.stream(numbers).boxed().toArray()
                : raw;
    }

    /** Refuses a row that was encoded before, as far as that can be told. */
    private void requireRaw(Object... values) {
        double[] numbers = new double[width];
        Arrays.fill(numbers, Double.NaN);
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Number number) {
                numbers[at] = number.doubleValue();
            }
            at += encoders.get(i).width();
        }
        if (kinds.isScaled(numbers)) {
            throw new IllegalArgumentException(
                    "encode expects a raw row in the unit of the table, but %s lies far from all training rows there, and would be an ordinary row that is encoded already: give that to predict(…) as it is"
                            .formatted(Names.list(
                                    Arrays.stream(values).map(String::valueOf).toList())));
        }
    }

    /** Raw rows have as many numbers as there are columns, or most of them make sense as raw values rather than as inputs. */
    @Override
    public void requireInputs(double[]... rows) {
        int raw = 0;
        for (double[] row : rows) {
            int length =
                    row == null ? 0 : row.length; // other lengths: whoever reads them says how many there should be
            if (length != width && length == encoders.size()) {
                throw rawRow(row);
            }
            raw += length == width && kinds.isRaw(row) ? 1 : 0;
            if (raw > rows.length / 2) {
                throw rawRow(row);
            }
        }
    }

    private static IllegalArgumentException rawRow(double... row) {
        return new IllegalArgumentException(
                "The network expects inputs that are prepared as its training rows were, but got what looks like a raw row (%s): encode it first, predict(split.encode(…)), or call predictRaw(…)"
                        .formatted(Names.list(
                                Arrays.stream(row).mapToObj(String::valueOf).toList())));
    }

    @Override
    public boolean hasNumericTargets() {
        return !targets.isEmpty();
    }

    @Override
    public RowEncoder withoutTargets() {
        return new RowEncoder(encoders, List.of(), neighbours, example, tokens, seen);
    }

    @Override
    public double[] decode(double... outputs) {
        if (targets.isEmpty()) {
            throw new IllegalStateException("decode expects a dataset with numeric targets, but this one has classes:"
                    + " outputNames() says which output stands for which class");
        }
        if (outputs.length == 0 || outputs.length % targets.size() != 0) {
            throw new IllegalArgumentException(
                    "decode expects %s, but got %s".formatted(Names.count(targets.size(), "output"), outputs.length));
        }
        double[] decoded = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            decoded[i] = targets.get(i % targets.size()).unscale(outputs[i]);
        }
        return decoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowEncoder rows
                && rows.encoders.equals(encoders)
                && rows.targets.equals(targets)
                && rows.tokens.equals(tokens)
                && Objects.equals(rows.neighbours, neighbours);
    }

    @Override
    public int hashCode() {
        return encoders.hashCode();
    }

    @Override
    public String toString() {
        return "Preparation of %s (%s) to %s"
                .formatted(Names.count(encoders.size(), "column"), Names.list(columns()), Names.count(width, "input"));
    }
}
