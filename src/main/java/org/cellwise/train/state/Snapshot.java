package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cellwise.math.SeededRandom;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.Updater;

/** Everything that training moves, at one moment: what it needs to go on from there exactly. */
public final class Snapshot {
    private final float[] weights;
    private final float[][] slots;
    private long updates;
    private long order;
    private long dropout;
    private int epochs;
    private int steps;
    private float[] gradients;
    private double gathered;
    private int batches;

    Snapshot(int size, int slotCount) {
        weights = new float[size];
        slots = new float[slotCount][size];
    }

    void take(Updater updater, SeededRandom orderNow, SeededRandom dropoutNow, History history) {
        Optimizer.Flat flat = updater.flat();
        System.arraycopy(flat.weights(), 0, weights, 0, weights.length);
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(flat.slots()[i], 0, slots[i], 0, weights.length);
        }
        updates = updater.updates();
        order = orderNow.state();
        dropout = dropoutNow.state();
        epochs = history.size();
        steps = history.steps();
        gathered = updater.gathered();
        batches = updater.batches();
        gradients = batches > 0 ? flat.gradients().clone() : null; // between two updates of accumulated batches
    }

    /** Puts everything back but the history, which {@link #epochs} and {@link #steps} tell how far to cut. */
    void putBack(Updater updater, SeededRandom orderNow, SeededRandom dropoutNow) {
        Optimizer.Flat flat = updater.flat();
        System.arraycopy(weights, 0, flat.weights(), 0, weights.length);
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(slots[i], 0, flat.slots()[i], 0, weights.length);
        }
        updater.forget();
        updater.updates(updates);
        if (gradients != null) {
            System.arraycopy(gradients, 0, flat.gradients(), 0, gradients.length);
            updater.gathered(gathered, batches);
        }
        orderNow.restore(order);
        dropoutNow.restore(dropout);
    }

    int epochs() {
        return epochs;
    }

    int steps() {
        return steps;
    }

    /** Everything, number after number; sizes are those of the network and the optimizer. */
    void write(DataOutput out) throws IOException {
        out.writeLong(updates);
        out.writeLong(order);
        out.writeLong(dropout);
        out.writeInt(epochs);
        out.writeInt(steps);
        out.writeDouble(gathered);
        out.writeInt(batches);
        out.writeBoolean(gradients != null);
        for (float[] numbers : arrays()) {
            for (float number : numbers) {
                out.writeFloat(number);
            }
        }
    }

    void read(DataInput in) throws IOException {
        updates = in.readLong();
        order = in.readLong();
        dropout = in.readLong();
        epochs = in.readInt();
        steps = in.readInt();
        gathered = in.readDouble();
        batches = in.readInt();
        gradients = in.readBoolean() ? new float[weights.length] : null;
        for (float[] numbers : arrays()) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readFloat();
            }
        }
    }

    private List<float[]> arrays() {
        List<float[]> arrays = new ArrayList<>(List.of(slots));
        arrays.add(weights);
        if (gradients != null) {
            arrays.add(gradients);
        }
        return arrays;
    }
}
