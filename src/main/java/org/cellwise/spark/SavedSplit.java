package org.cellwise.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Schema;
import org.cellwise.data.Split;
import org.cellwise.file.Fields;
import org.cellwise.file.Json;

/** The parts of a split as Spark carries them; an executor makes them once. */
final class SavedSplit implements Serializable {
    private static final long serialVersionUID = 1;

    private final SavedRows train;
    private final SavedRows validation; // null where the test rows serve
    private final SavedRows test;
    private transient volatile Split split;

    SavedSplit(Split split) {
        train = new SavedRows(split.train());
        validation = split.hasValidation() ? new SavedRows(split.validation()) : null;
        test = new SavedRows(split.test());
    }

    static long bytes(Split split) {
        return SavedRows.bytes(split.train())
                + SavedRows.bytes(split.test())
                + (split.hasValidation() ? SavedRows.bytes(split.validation()) : 0);
    }

    synchronized Split split() {
        if (split == null) {
            split = validation == null
                    ? Split.of(train.dataset(), test.dataset())
                    : new Split(train.dataset(), validation.dataset(), test.dataset());
        }
        return split;
    }

    /** A dataset as Spark carries it: its numbers, and as text what they are. */
    private static final class SavedRows implements Serializable {
        private static final long serialVersionUID = 1;

        private final String description;
        private final int[] shape;
        private final float[] features;
        private final float[] targets;
        private final double[] weights; // null where all weigh the same

        /** @throws IllegalArgumentException if rows have several targets, one for each position */
        SavedRows(Dataset data) {
            Schema schema = data.schema();
            if (schema.hasPositions()) {
                throw new IllegalArgumentException(
                        "A search on Spark expects rows with one target, but these have one for each of "
                                + schema.positions() + " positions: search on one machine, search(folds, …)");
            }
            int width = schema.inputShape().elements();
            int targetWidth = schema.targetWidth();
            features = new float[data.size() * width];
            targets = new float[data.size() * targetWidth];
            weights = data.isWeighted() ? new double[data.size()] : null;
            for (int row = 0; row < data.size(); row++) {
                narrow(data.features(row), features, row * width);
                if (schema.classification()) {
                    targets[row] = data.classIndex(row);
                } else {
                    narrow(data.target(row), targets, row * targetWidth);
                }
                if (weights != null) {
                    weights[row] = data.weightsOf(row)[0];
                }
            }
            shape = schema.inputShape().sizes();
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("encoder", data.preparation().describe());
            all.put("inputs", schema.inputNames());
            all.put("outputs", schema.outputNames());
            all.put("classes", schema.classification());
            description = Json.write(all);
        }

        private static void narrow(double[] from, float[] to, int at) {
            for (int i = 0; i < from.length; i++) {
                to[at + i] = (float) from[i]; // it was one
            }
        }

        /** Bytes that its numbers take, of so many rows. */
        static long bytes(Dataset data) {
            return 4L
                    * data.size()
                    * (data.schema().inputShape().elements() + data.schema().targetWidth());
        }

        Dataset dataset() {
            Fields fields = Json.readObject("Rows on their way to an executor", description);
            List<String> inputs = fields.texts("inputs");
            Dataset data = Dataset.encoded(
                    RowEncoder.of(fields.object("encoder").values()),
                    features.clone(),
                    targets.clone(),
                    fields.texts("outputs"),
                    fields.flag("classes"));
            if (!Arrays.equals(shape, data.schema().inputShape().sizes())) {
                data = data.reshape(shape);
            }
            if (!data.schema().inputNames().equals(inputs)) {
                data = data.inputs(inputs.toArray(String[]::new));
            }
            return weights == null ? data : data.weights(weights);
        }
    }
}
