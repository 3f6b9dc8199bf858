package org.cellwise.train.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorFile;
import org.cellwise.network.NetworkFile;
import org.cellwise.tensor.Parameters;

/**
 * The best weights so far of a training that stops early.
 *
 * @param loss that these weights have on the rows watched
 * @param epochs that were trained when they had it
 * @param watched the rows watched; null in a state that comes from a file
 * @param rows how many these are
 * @param snapshot the state then
 */
public record Best(double loss, int epochs, Object watched, long rows, Snapshot snapshot) {
    private static final String PREFIX = NetworkFile.TRAINING + "best/";
    private static final String WEIGHTS = PREFIX + "weights/";

    /** Whether it was measured on these rows, as far as can be known. */
    public boolean isOf(Object others, long count) {
        return watched == null ? rows == count : watched == others;
    }

    List<TensorData> arrays(Parameters parameters) {
        List<TensorData> arrays = new ArrayList<>(snapshot.arrays(WEIGHTS, PREFIX, parameters));
        arrays.add(TensorData.of(PREFIX + "loss", new double[] {loss}));
        return arrays;
    }

    Map<String, Object> describe(Parameters parameters) {
        Map<String, Object> all = new LinkedHashMap<>(snapshot.describe(parameters));
        all.put("best_epochs", epochs);
        all.put("rows", rows);
        return all;
    }

    static Best read(TensorFile file, Fields saved, Parameters parameters, int slotCount) {
        return new Best(
                file.doubles(PREFIX + "loss", 1)[0],
                saved.whole("best_epochs", 0, Integer.MAX_VALUE),
                null,
                saved.whole("rows"),
                Snapshot.read(file, WEIGHTS, PREFIX, saved, parameters, slotCount));
    }
}
