package org.cellwise.train.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorEntry;
import org.cellwise.file.TensorFile;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.train.optimizer.Slices;

/**
 * Everything that training moves, at one moment: what it needs to continue from there exactly. Frozen weights take no room
 * in it (see {@link Held}).
 */
public final class Snapshot {
    private static final String SLOT = "optimizer_";
    private static final String GRADIENT = "gradient/";
    private static final String RANDOM = "random";
    private static final String SUMS = "sums";

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

    /** Whole epochs done by then. */
    public int epochs() {
        return epochs;
    }

    /** Steps done by then. */
    public int steps() {
        return steps;
    }

    /** Where within an epoch it stood; null between two. */
    Position position() {
        return position;
    }

    /** Bytes that it takes. */
    public static long bytes(TrainingState state) {
        int slots = state.updater().optimizer().slots();
        return (long) Float.BYTES
                * (state.moving().size() + (long) slots * state.learning().size());
    }

    /**
     * Everything as arrays, frozen weights too.
     *
     * @param weightsAs how the names of the weights begin
     * @param restAs how the names of the others begin
     */
    List<TensorData> arrays(String weightsAs, String restAs, Parameters parameters) {
        List<TensorData> arrays = new ArrayList<>();
        addWeights(arrays, weightsAs, parameters);
        for (int i = 0; i < slots.length; i++) {
            addPacked(arrays, restAs + SLOT + (i + 1) + "/", remembered, slots[i], parameters);
        }
        if (gradients != null) {
            addPacked(arrays, restAs + GRADIENT, learning, gradients, parameters);
        }
        arrays.add(TensorData.of(restAs + RANDOM, new long[] {order, dropout}));
        arrays.add(TensorData.of(restAs + SUMS, new double[] {gathered.lossSum(), gathered.weightSum()}));
        if (position != null) {
            arrays.addAll(position.arrays(restAs));
        }
        return arrays;
    }

    private void addWeights(List<TensorData> arrays, String prefix, Parameters parameters) {
        BitSet packed = moving.indices();
        List<Parameter> list = parameters.list();
        int at = 0;
        for (int i = 0; i < list.size(); i++) {
            Parameter p = list.get(i);
            boolean held = !packed.get(i) && frozen[i] != null && frozen[i].copy() != null;
            float[] from = packed.get(i) ? weights : held ? frozen[i].copy() : parameters.values();
            int start = packed.get(i) ? at : held ? 0 : p.offset();
            arrays.add(TensorData.of(prefix + p.name(), p.shape().sizes(), from, start));
            at += packed.get(i) ? p.size() : 0;
        }
    }

    private static void addPacked(
            List<TensorData> arrays, String prefix, Slices slices, float[] packed, Parameters parameters) {
        BitSet chosen = slices.indices();
        int at = 0;
        for (Parameter p : parameters.list()) {
            if (chosen.get(p.index())) {
                arrays.add(TensorData.of(prefix + p.name(), p.shape().sizes(), packed, at));
                at += p.size();
            }
        }
    }

    /** Everything but its arrays, in plain values. */
    Map<String, Object> describe(Parameters parameters) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("updates", updates);
        all.put("epochs", epochs);
        all.put("steps", steps);
        all.put("gathered", gathered.batches());
        all.put("remembered", names(remembered, parameters));
        if (gradients != null) {
            all.put("learning", names(learning, parameters));
        }
        if (position != null) {
            all.put("position", position.describe());
        }
        return all;
    }

    private static List<String> names(Slices slices, Parameters parameters) {
        return slices.indices().stream()
                .mapToObj(i -> parameters.list().get(i).name())
                .toList();
    }

    private static Slices slices(List<String> names, Parameters parameters) {
        BitSet indices = new BitSet();
        for (Parameter p : parameters.list()) {
            indices.set(p.index(), names.contains(p.name()));
        }
        if (indices.cardinality() != names.size()) {
            throw new FileFormatException("it remembers parameters that the network has not");
        }
        return Slices.of(parameters, indices);
    }

    /**
     * What was written for a network of these parameters.
     *
     * @param slotCount arrays that the optimizer remembers
     */
    static Snapshot read(
            TensorFile file, String weightsAs, String restAs, Fields saved, Parameters parameters, int slotCount) {
        Snapshot read = new Snapshot();
        read.updates = saved.whole("updates");
        read.epochs = saved.whole("epochs", 0, Integer.MAX_VALUE);
        read.steps = saved.whole("steps", 0, Integer.MAX_VALUE);
        read.moving = Slices.of(parameters, p -> true);
        read.weights = packed(file, weightsAs, read.moving, parameters);
        read.remembered = slices(saved.texts("remembered"), parameters);
        read.slots = new float[slotCount][];
        for (int i = 0; i < slotCount; i++) {
            read.slots[i] = packed(file, restAs + SLOT + (i + 1) + "/", read.remembered, parameters);
        }
        if (saved.has("learning")) {
            read.learning = slices(saved.texts("learning"), parameters);
            read.gradients = packed(file, restAs + GRADIENT, read.learning, parameters);
        }
        long[] random = file.longs(restAs + RANDOM, 2);
        read.order = random[0];
        read.dropout = random[1];
        double[] sums = file.doubles(restAs + SUMS, 2);
        read.gathered.set(sums[0], sums[1], saved.whole("gathered", 0, Integer.MAX_VALUE));
        read.position = saved.has("position") ? Position.read(file, restAs, saved.object("position")) : null;
        return read;
    }

    private static float[] packed(TensorFile file, String prefix, Slices slices, Parameters parameters) {
        float[] packed = new float[slices.size()];
        BitSet chosen = slices.indices();
        int at = 0;
        for (Parameter p : parameters.list()) {
            if (chosen.get(p.index())) {
                TensorEntry entry = file.entry(prefix + p.name());
                if (!entry.hasShape(p.shape().sizes())) {
                    throw new FileFormatException(file.path() + " has " + entry + ", but the network has " + p);
                }
                file.read(entry, packed, at);
                at += p.size();
            }
        }
        return packed;
    }
}
