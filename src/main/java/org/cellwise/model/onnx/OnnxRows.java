package org.cellwise.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.CyclicEncoder;
import org.cellwise.data.encode.FilledEncoder;
import org.cellwise.data.encode.GroupedEncoder;
import org.cellwise.data.encode.LinearScaler;
import org.cellwise.data.encode.LogScaler;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.OrdinalEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.encode.TargetEncoder;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Names;

/**
 * How raw rows become inputs, as nodes of a graph: numbers are scaled in doubles, as Cellwise does it; a category is looked up
 * in a table with a row for each, one for a missing value, and one for a category that is not known.
 */
final class OnnxRows {
    /** Where the operator comes from that looks texts up, and in which version. */
    static final String DOMAIN = "ai.onnx.ml";

    static final int VERSION = 3;

    private static final String ADVICE =
            ": write the graph for prepared rows, onnx(net, …), and prepare them with encode(…)";
    private static final int AS_FLOATS = 1;
    private static final int AS_DOUBLES = 11;
    private static final String NOBODYS = "\u0000 a category that no column has";

    private final Graph graph;
    private final Network network;
    private final RowEncoder rows;

    private OnnxRows(Graph graph, Network network, RowEncoder rows) {
        this.graph = graph;
        this.network = network;
        this.rows = rows;
    }

    static OnnxRows of(Network network, Graph graph) {
        if (network.preparation() == null) {
            throw new IllegalStateException(
                    "onnxRaw expects a network that knows how rows are prepared, but this one was"
                            + " not trained on data that says so: call onnx(net, …)");
        }
        if (!(network.preparation() instanceof RowEncoder encoder) || encoder.neighbours() != null) {
            throw new IllegalArgumentException("ONNX has nothing for this preparation here, " + network.preparation()
                    + ", with what fills missing values in" + ADVICE);
        }
        return new OnnxRows(graph, network, encoder);
    }

    /** The inputs that raw rows become, in the shape of the network's. */
    String inputs(int... shape) {
        List<String> parts = new ArrayList<>();
        for (ColumnEncoder column : rows.encoders()) {
            graph.enter(column.column());
            parts.addAll(column(column));
        }
        graph.enter("rows");
        String all = parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, "axis", 1);
        int[] sizes = new int[shape.length + 1];
        sizes[0] = -1;
        System.arraycopy(shape, 0, sizes, 1, shape.length);
        return graph.node("Reshape", List.of(all, graph.wholes(sizes)));
    }

    private List<String> column(ColumnEncoder column) {
        ColumnEncoder encoder = column instanceof FilledEncoder filled ? filled.encoder() : column;
        if (encoder instanceof NumericEncoder || encoder instanceof CyclicEncoder) {
            return numbers(column, encoder);
        }
        return List.of(looked(column, known(encoder)));
    }

    private List<String> numbers(ColumnEncoder column, ColumnEncoder encoder) {
        String x = graph.input(column.column(), Graph.Type.DOUBLES, 1);
        List<String> parts = new ArrayList<>();
        String missing = null;
        if (column instanceof FilledEncoder filled) {
            missing = graph.node("IsNaN", List.of(x));
            x = graph.node("Where", List.of(missing, graph.doubles(((Number) filled.value()).doubleValue()), x));
        }
        if (encoder instanceof NumericEncoder numeric) {
            parts.add(floats(scaled(numeric.scaler(), x)));
        } else {
            String turns = pair("Div", x, graph.doubles(((CyclicEncoder) encoder).period()));
            String part = pair("Sub", turns, graph.node("Floor", List.of(turns)));
            String angle = floats(pair("Mul", part, graph.doubles(2 * Math.PI)));
            parts.add(graph.node("Sin", List.of(angle)));
            parts.add(graph.node("Cos", List.of(angle)));
        }
        if (column instanceof FilledEncoder filled && filled.flagged()) {
            parts.add(floats(missing));
        }
        return parts;
    }

    private String scaled(Scaler scaler, String x) {
        if (scaler.equals(Scaler.NONE)) {
            return x;
        }
        LinearScaler linear = linear(scaler);
        String inner = scaler instanceof LogScaler ? graph.node("Log", List.of(pair("Add", x, graph.doubles(1)))) : x;
        return pair("Div", pair("Sub", inner, graph.doubles(linear.shift())), graph.doubles(linear.divisor()));
    }

    private static LinearScaler linear(Scaler scaler) {
        if (scaler instanceof LinearScaler linear) {
            return linear;
        }
        throw new IllegalArgumentException(
                "ONNX has nothing for numbers that are scaled so here, " + scaler.words() + ADVICE);
    }

    /** The categories that a column tells apart. */
    private static Set<String> known(ColumnEncoder encoder) {
        if (encoder instanceof GroupedEncoder grouped) {
            return new LinkedHashSet<>(grouped.kept().texts());
        }
        if (encoder instanceof OneHotEncoder hot) {
            return new LinkedHashSet<>(hot.categories().texts());
        }
        if (encoder instanceof OrdinalEncoder ordinal) {
            return new LinkedHashSet<>(ordinal.categories().texts());
        }
        if (encoder instanceof TargetEncoder target) {
            return new LinkedHashSet<>(target.categories().texts());
        }
        throw new IllegalArgumentException("ONNX has nothing for how \"%s\" is prepared here (%s)%s"
                .formatted(Names.shorten(encoder.column()), Names.shorten(encoder.words()), ADVICE));
    }

    /** What a text becomes, row by row of a table. */
    private String looked(ColumnEncoder column, Set<String> known) {
        String x = graph.input(column.column(), Graph.Type.TEXTS, 1);
        List<String> texts = new ArrayList<>(known);
        texts.remove("");
        texts.add("");
        int width = column.width();
        float[] table = new float[(texts.size() + 1) * width];
        for (int i = 0; i <= texts.size(); i++) {
            double[] row = encoded(column, i < texts.size() ? texts.get(i) : NOBODYS);
            for (int k = 0; k < width; k++) {
                table[i * width + k] = (float) row[k];
            }
        }
        int[] places = new int[texts.size()];
        Arrays.setAll(places, i -> i);
        String place = graph.node(
                DOMAIN + ":LabelEncoder",
                List.of(x),
                "keys_strings",
                texts,
                "values_int64s",
                places,
                "default_int64",
                texts.size());
        String name = graph.constant(column.column() + "/table", new int[] {texts.size() + 1, width}, table);
        String found = graph.node("Gather", List.of(name, place));
        return graph.node("Reshape", List.of(found, graph.wholes(-1, width)));
    }

    /** What a raw value becomes; NaN where it is refused. */
    private static double[] encoded(ColumnEncoder column, String value) {
        double[] row = new double[column.width()];
        try {
            column.encode(value, row, 0);
        } catch (IllegalArgumentException unknown) {
            Arrays.fill(row, Double.NaN);
        }
        return row;
    }

    /** Numbers in the unit of the targets; other outputs as they are. */
    String outputs(String y) {
        List<Scaler> targets = rows.targets();
        boolean numbers = network.meaning().kind() == OutputMeaning.Kind.NUMBERS
                && targets.stream().anyMatch(scaler -> !scaler.equals(Scaler.NONE));
        if (!numbers) {
            return y;
        }
        graph.enter("targets");
        double[] factors = new double[targets.size()];
        double[] shifts = new double[targets.size()];
        boolean[] logs = new boolean[targets.size()];
        for (int i = 0; i < factors.length; i++) {
            Scaler target = targets.get(i);
            boolean plain = target.equals(Scaler.NONE);
            factors[i] = plain ? 1 : linear(target).divisor();
            shifts[i] = plain ? 0 : linear(target).shift();
            logs[i] = target instanceof LogScaler;
        }
        String x = graph.node("Cast", List.of(y), "to", AS_DOUBLES);
        String linear = pair("Add", pair("Mul", x, graph.doubles(factors)), graph.doubles(shifts));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < factors.length; i++) {
            String one = graph.node("Slice", List.of(linear, graph.wholes(i), graph.wholes(i + 1), graph.wholes(-1)));
            parts.add(logs[i] ? pair("Sub", graph.node("Exp", List.of(one)), graph.doubles(1)) : one);
        }
        return floats(parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, "axis", -1));
    }

    private String pair(String op, String a, String b) {
        return graph.node(op, List.of(a, b));
    }

    private String floats(String x) {
        return graph.node("Cast", List.of(x), "to", AS_FLOATS);
    }
}
