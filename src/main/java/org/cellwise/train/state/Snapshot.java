package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.train.optimizer.Slices;

/**
 * Everything that training moves, at one moment: what it needs to continue from there exactly. Frozen weights take no room
 * in it (see {@link Held}).
 */
public final class Snapshot {
    private Slices moving;
    private float[] weights = {};
    private Held[] frozen = {};
    private Slices remembered;
    private float[][] slots = {};
    private long updates;
    private long order;
    private long dropout;
    private int epochs;
    private int steps;
    private final Gathered gathered = new Gathered();
    private Slices learning; // whose gradients were gathered
    private float[] gradients;
    private Position position;

    /** Takes the state as it is, with the place within an epoch; null between two. */
    void take(TrainingState state, Position place) {
        Parameters parameters = state.updater().parameters();
        moving = state.moving();
        weights = sized(weights, moving.size());
        moving.pack(parameters.values(), weights);
        frozen = state.others();
        remembered = state.updater().remembered();
        float[][] now = state.updater().slots();
        slots = slots.length == now.length ? slots : new float[now.length][0];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = sized(slots[i], remembered.size());
            System.arraycopy(now[i], 0, slots[i], 0, remembered.size());
        }
        updates = state.updater().updates();
        order = state.order().state();
        dropout = state.dropout().state();
        epochs = state.history().size();
        steps = state.history().steps();
        copy(state.gathered(), gathered);
        learning = state.learning();
        gradients = null;
        if (gathered.batches() > 0) {
            gradients = new float[learning.size()];
            learning.pack(parameters.gradients(), gradients);
        }
        position = place;
    }

    private static float[] sized(float[] array, int size) {
        return array.length == size ? array : new float[size];
    }

    /** Puts everything back but the history, which is to be cut to {@link #epochs} and {@link #steps}. */
    void putBack(TrainingState state) {
        Parameters parameters = state.updater().parameters();
        float[] values = parameters.values();
        moving.unpack(weights, values);
        List<Parameter> list = parameters.list();
        for (int i = 0; i < frozen.length; i++) {
            if (frozen[i] != null && frozen[i].copy() != null) {
                System.arraycopy(
                        frozen[i].copy(),
                        0,
                        values,
                        list.get(i).offset(),
                        list.get(i).size());
            }
        }
        state.updater().restore(updates, remembered, slots);
        state.updater().clear();
        if (gradients != null) {
            learning.unpack(gradients, parameters.gradients());
        }
        copy(gathered, state.gathered());
        state.order().restore(order);
        state.dropout().restore(dropout);
    }

    private static void copy(Gathered from, Gathered to) {
        to.set(from.lossSum(), from.weightSum(), from.batches());
    }

    int epochs() {
        return epochs;
    }

    int steps() {
        return steps;
    }

    /** Where within an epoch it stood; null between two. */
    Position position() {
        return position;
    }

    /** Bytes that it takes. */
    static long bytes(TrainingState state) {
        int slots = state.updater().optimizer().slots();
        return (long) Float.BYTES
                * (state.moving().size() + (long) slots * state.learning().size());
    }

    /** Everything, number after number, frozen weights too. */
    void write(DataOutput out, Parameters parameters) throws IOException {
        out.writeLong(updates);
        out.writeLong(order);
        out.writeLong(dropout);
        out.writeInt(epochs);
        out.writeInt(steps);
        out.writeDouble(gathered.lossSum());
        out.writeDouble(gathered.weightSum());
        out.writeInt(gathered.batches());
        writeWeights(out, parameters);
        writeIndices(out, remembered);
        for (float[] slot : slots) {
            Bytes.write(out, slot, 0, slot.length);
        }
        out.writeBoolean(gradients != null);
        if (gradients != null) {
            writeIndices(out, learning);
            Bytes.write(out, gradients, 0, gradients.length);
        }
        out.writeBoolean(position != null);
        if (position != null) {
            position.write(out);
        }
    }

    private void writeWeights(DataOutput out, Parameters parameters) throws IOException {
        BitSet packed = moving.indices();
        List<Parameter> list = parameters.list();
        int at = 0;
        for (int i = 0; i < list.size(); i++) {
            int size = list.get(i).size();
            if (packed.get(i)) {
                Bytes.write(out, weights, at, size);
                at += size;
            } else if (frozen[i] != null && frozen[i].copy() != null) {
                Bytes.write(out, frozen[i].copy(), 0, size);
            } else {
                Bytes.write(out, parameters.values(), list.get(i).offset(), size);
            }
        }
    }

    private static void writeIndices(DataOutput out, Slices slices) throws IOException {
        long[] words = slices.indices().toLongArray();
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private static Slices readIndices(DataInput in, Parameters parameters) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > parameters.list().size() / Long.SIZE + 1) {
            throw new DamagedException("more parameters than the network has");
        }
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = in.readLong();
        }
        BitSet indices = BitSet.valueOf(words);
        if (indices.length() > parameters.list().size()) {
            throw new DamagedException("more parameters than the network has");
        }
        return Slices.of(parameters, indices);
    }

    /**
     * Fills it with what was written for a network of these parameters.
     *
     * @param slotCount arrays that the optimizer remembers
     * @param room bytes in the file
     */
    void read(DataInput in, Parameters parameters, int slotCount, long room) throws IOException {
        updates = in.readLong();
        order = in.readLong();
        dropout = in.readLong();
        epochs = in.readInt();
        steps = in.readInt();
        gathered.set(in.readDouble(), in.readDouble(), in.readInt());
        moving = Slices.of(parameters, p -> true);
        weights = new float[moving.size()];
        Bytes.read(in, weights);
        remembered = readIndices(in, parameters);
        slots = new float[slotCount][remembered.size()];
        for (float[] slot : slots) {
            Bytes.read(in, slot);
        }
        if (in.readBoolean()) {
            learning = readIndices(in, parameters);
            gradients = new float[learning.size()];
            Bytes.read(in, gradients);
        }
        position = in.readBoolean() ? Position.read(in, room) : null;
    }
}
