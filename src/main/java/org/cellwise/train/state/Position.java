package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

    void write(DataOutput out) throws IOException {
        out.writeLong(order);
        out.writeLong(rows);
        out.writeLong(done);
        out.writeDouble(lossSum);
        out.writeDouble(weightSum);
        out.writeDouble(seconds);
        out.writeLong(next);
        out.writeInt(metrics.size());
        for (int i = 0; i < metrics.size(); i++) {
            Bytes.write(out, metrics.get(i));
            Bytes.write(out, measured[i]);
        }
    }

    /**
     * What was written.
     *
     * @param room bytes in the file, more than which nothing in it takes
     */
    static Position read(DataInput in, long room) throws IOException {
        long order = in.readLong();
        long rows = in.readLong();
        long done = in.readLong();
        double lossSum = in.readDouble();
        double weightSum = in.readDouble();
        double seconds = in.readDouble();
        long next = in.readLong();
        List<String> metrics = new ArrayList<>();
        List<double[]> measured = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.add(Bytes.readText(in, room));
            measured.add(Bytes.readDoubles(in, room));
        }
        return new Position(
                order, rows, done, lossSum, weightSum, seconds, next, metrics, measured.toArray(new double[0][]));
    }
}
