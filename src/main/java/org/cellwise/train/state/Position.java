package org.cellwise.train.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorFile;

/**
 * A place within an epoch, from which it can be continued in another session.
 *
 * @param order state of the generator from which the order of the epoch's rows follows
 * @param rows in the whole epoch
 * @param done rows that were learned from
 * @param lossSum sum of their losses, times their weights
 * @param weightSum sum of their weights
 * @param seconds that the epoch has taken so far
 * @param next checksum of the rows that come next, by which the data is known again
 * @param metrics names of what is measured on the rows as they are learned from
 * @param measured what each of these has seen so far
 */
public record Position(
        long order,
        long rows,
        long done,
        double lossSum,
        double weightSum,
        double seconds,
        long next,
        List<String> metrics,
        double[][] measured) {
    private static final String PLACE = "epoch/place";
    private static final String SO_FAR = "epoch/so_far";
    private static final String MEASURED = "epoch/measured_";

    List<TensorData> arrays(String prefix) {
        List<TensorData> arrays = new ArrayList<>();
        arrays.add(TensorData.of(prefix + PLACE, new long[] {order, rows, done, next}));
        arrays.add(TensorData.of(prefix + SO_FAR, new double[] {lossSum, weightSum, seconds}));
        for (int i = 0; i < measured.length; i++) {
            arrays.add(TensorData.of(prefix + MEASURED + (i + 1), measured[i]));
        }
        return arrays;
    }

    Map<String, Object> describe() {
        return Map.of("metrics", metrics);
    }

    /** What was written. */
    static Position read(TensorFile file, String prefix, Fields saved) {
        long[] place = file.longs(prefix + PLACE, 4);
        double[] soFar = file.doubles(prefix + SO_FAR, 3);
        List<String> metrics = saved.texts("metrics");
        double[][] measured = new double[metrics.size()][];
        for (int i = 0; i < measured.length; i++) {
            measured[i] = file.doubles(prefix + MEASURED + (i + 1));
        }
        return new Position(place[0], place[1], place[2], soFar[0], soFar[1], soFar[2], place[3], metrics, measured);
    }
}
