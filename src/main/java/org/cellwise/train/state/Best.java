package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
    /** Whether it was measured on these rows, as far as can be known. */
    public boolean isOf(Object others, long count) {
        return watched == null ? rows == count : watched == others;
    }

    void write(DataOutput out, Parameters parameters) throws IOException {
        out.writeDouble(loss);
        out.writeInt(epochs);
        out.writeLong(rows);
        snapshot.write(out, parameters);
    }

    static Best read(DataInput in, Parameters parameters, int slotCount, long room) throws IOException {
        double loss = in.readDouble();
        int epochs = in.readInt();
        long rows = in.readLong();
        Snapshot snapshot = new Snapshot();
        snapshot.read(in, parameters, slotCount, room);
        return new Best(loss, epochs, null, rows, snapshot);
    }
}
