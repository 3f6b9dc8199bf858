package org.cellwise.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Schema;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.data.table.DistantRecipe;
import org.cellwise.file.Fields;
import org.cellwise.file.Json;

/** Makes numbers of the values of rows, as fitted; it travels as a text. */
final class RowCoder {
    private final RowEncoder encoder;
    private final List<String> outputs;
    private final OneHotEncoder label; // null where targets are numbers
    private final List<String> targets;
    private final boolean weighted;
    private final Schema schema;
    private final double[][] encoded;

    private RowCoder(
            RowEncoder encoder, List<String> outputs, boolean labelled, List<String> targets, boolean weighted) {
        this.encoder = encoder;
        this.outputs = outputs;
        this.targets = targets;
        this.weighted = weighted;
        label = labelled ? new OneHotEncoder(targets.get(0), outputs) : null;
        schema = Dataset.encoded(encoder, new float[0], new float[0], outputs, labelled)
                .schema();
        encoded = encoder.encoders().stream()
                .map(column -> new double[column.width()])
                .toArray(double[][]::new);
    }

    static RowCoder of(DistantRecipe.Fitted fitted) {
        return new RowCoder(
                fitted.encoder(),
                fitted.outputs(),
                fitted.labelled(),
                fitted.targets(),
                !fitted.weights().isEmpty());
    }

    /** What {@link #text} gave. */
    static RowCoder of(String text) {
        Fields fields = Json.readObject("A preparation of rows", text);
        return new RowCoder(
                RowEncoder.of(fields.object("encoder").values()),
                fields.texts("outputs"),
                fields.flag("labelled"),
                fields.texts("targets"),
                fields.flag("weighted"));
    }

    String text() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("encoder", encoder.describe());
        all.put("outputs", outputs);
        all.put("labelled", label != null);
        all.put("targets", targets);
        all.put("weighted", weighted);
        return Json.write(all);
    }

    RowEncoder encoder() {
        return encoder;
    }

    Schema schema() {
        return schema;
    }

    boolean weighted() {
        return weighted;
    }

    /** How many numbers a row becomes: inputs, targets, and its weight where rows have one. */
    int width() {
        return schema.inputShape().elements() + schema.targetWidth() + (weighted ? 1 : 0);
    }

    /** A dataset of rows that are numbers already; the arrays are taken. */
    Dataset dataset(float[] features, float[] ofTargets, double[] weights) {
        Dataset data = Dataset.encoded(encoder, features, ofTargets, outputs, label != null);
        return weights == null || weights.length == 0 ? data : data.weights(weights);
    }

    /**
     * Writes the numbers of a row.
     *
     * @param values of the features, the targets and the weight, none of them missing where nothing stands in
     * @throws IllegalArgumentException if one does not fit what encoders were fitted on
     */
    void encode(Object[] values, float[] into, int at) {
        int place = at;
        List<ColumnEncoder> columns = encoder.encoders();
        for (int c = 0; c < encoded.length; c++) {
            columns.get(c).encode(values[c], encoded[c], 0);
            for (double number : encoded[c]) {
                into[place++] = narrowed(number, columns.get(c).column(), values[c]);
            }
        }
        if (label != null) {
            into[place++] = label.position((String) values[encoded.length]);
        } else {
            for (int t = 0; t < targets.size(); t++) {
                Scaler scaler = encoder.targets().get(t);
                Object value = values[encoded.length + t];
                into[place++] = narrowed(scaler.scale((Double) value), targets.get(t), value);
            }
        }
        if (weighted) {
            double weight = (Double) values[values.length - 1];
            if (weight < 0) {
                throw new IllegalArgumentException("weights expects numbers of 0 or more, but got " + weight);
            }
            into[place] = narrowed(weight, "weights", weight);
        }
    }

    private static float narrowed(double value, String column, Object raw) {
        float narrow = (float) value;
        if (!Float.isFinite(narrow)) {
            throw new IllegalArgumentException(
                    "\"%s\" is too large for a network (%s): add standardize(), or leave the row out"
                            .formatted(column, raw));
        }
        return narrow;
    }
}
