package org.cellwise.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What the frozen layers at the beginning of a network put out for each row of a dataset, computed once: an epoch then costs
 * no more than the layers after them. The numbers are the same, to the bit.
 */
final class FrozenCache {
    private static final int ROWS = 256; // at a time
    private static final long MOST = 1L << 30; // numbers, 4 GB

    private final Network network;
    private final Dataset data;
    private final int layers;
    private final long weights;
    private final int freezes;
    private final float[] outputs; // (rows, output)
    private final Shape output;
    private final Layer.Forward rest;
    private Batch filled;
    private float[] buffer = {};

    private FrozenCache(Network network, Dataset data, int layers) {
        this.network = network;
        this.data = data;
        this.layers = layers;
        weights = weights(network, layers);
        freezes = network.parameters().freezes();
        output = network.layers().get(layers - 1).output();
        rest = Scope.inOrder(network.layers().subList(layers, network.layers().size()));
        long numbers = (long) data.size() * output.elements();
        if (numbers > MOST) {
            throw new IllegalArgumentException(
                    "cacheFrozen would keep %s for %s of %s: leave it out, or freeze layers up to one with fewer outputs"
                            .formatted(Numbers.bytes(Float.BYTES * numbers), Names.count(data.size(), "row"), output));
        }
        outputs = new float[(int) numbers];
        compute();
    }

    /**
     * For a network and rows as they are: the old one where nothing has changed.
     *
     * @param old null for none
     * @return null where no layer at the beginning is frozen, or rows do not stay in memory
     */
    static FrozenCache of(Network network, Source source, FrozenCache old) {
        int layers = frozen(network);
        if (layers == 0 || !(source instanceof Dataset rows)) {
            return null;
        }
        boolean same = old != null
                && old.data == rows
                && old.layers == layers
                && old.freezes == network.parameters().freezes()
                && old.weights == weights(network, layers);
        return same ? old : new FrozenCache(network, rows, layers);
    }

    /** How many layers from the first on give the same for the same row in every step; 0 if none of them has weights. */
    private static int frozen(Network network) {
        List<BuiltLayer> all = network.layers();
        int count = 0;
        while (count < all.size() - 1 && isFixed(all.get(count))) {
            count++;
        }
        return all.subList(0, count).stream()
                        .anyMatch(layer -> !layer.parameters().isEmpty())
                ? count
                : 0;
    }

    private static boolean isFixed(BuiltLayer layer) {
        return layer.parameters().stream().allMatch(Parameter::isFrozen)
                && layer.all().allMatch(part -> isCertain(part.description()));
    }

    /** Whether chance has no part in it, as far as it says, and it tells other layers nothing beside its output. */
    private static boolean isCertain(Description layer) {
        boolean drops = layer.kind().equals("dropout")
                || layer.kind().equals("masking")
                || layer.setting("dropout") instanceof Number rate && rate.doubleValue() > 0;
        return !drops && layer.setting("own") == null;
    }

    private static long weights(Network network, int layers) {
        CRC32 sum = new CRC32();
        for (BuiltLayer layer : network.layers().subList(0, layers)) {
            for (Parameter p : layer.parameters()) {
                for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                    int bits = Float.floatToRawIntBits(network.parameters().values()[i]);
                    sum.update(bits);
                    sum.update(bits >>> Byte.SIZE);
                    sum.update(bits >>> 2 * Byte.SIZE);
                    sum.update(bits >>> 3 * Byte.SIZE);
                }
            }
        }
        return sum.getValue();
    }

    private void compute() {
        Layer.Forward frozen = Scope.inOrder(network.layers().subList(0, layers));
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        Batch batch = new Batch(data.schema(), Math.min(ROWS, data.size()));
        Source.Pass pass = data.pass();
        for (int from = 0; from < data.size(); from += batch.capacity()) {
            int count = Math.min(batch.capacity(), data.size() - from);
            pass.fill(batch, from, count, network.compute());
            tape.rewind();
            Tensor y = frozen.apply(tape.input(network.inputShape().prepend(count), batch.features()));
            System.arraycopy(y.data(), y.offset(), outputs, from * output.elements(), y.size());
        }
    }

    Source data() {
        return data;
    }

    /** A way through the rows that also brings what is kept of them. */
    Source.Pass pass() {
        return new CachedPass();
    }

    /** What the layers after the frozen ones make of a batch on a tape; null if what is kept is not of this batch. */
    Tensor forward(Tape tape, Batch batch) {
        if (batch != filled || network.parameters().freezes() != freezes) {
            return null;
        }
        return rest.apply(tape.input(output.prepend(batch.count()), buffer));
    }

    /** In the order of a dataset's own pass, which the bits of training depend on. */
    private final class CachedPass implements Source.Pass {
        private final Source.Pass rows = data.pass();
        private final int[] order = IntStream.range(0, data.size()).toArray();

        @Override
        public void shuffle(SeededRandom random) {
            SeededRandom same = new SeededRandom(0);
            same.restore(random.state());
            rows.shuffle(random);
            Arrays.setAll(order, i -> i);
            same.shuffle(order);
        }

        @Override
        public int[] rows(long from, int count) {
            return rows.rows(from, count);
        }

        @Override
        public void fill(Batch batch, long from, int count, Compute compute) {
            rows.fill(batch, from, count, compute);
            int width = output.elements();
            if (buffer.length < batch.capacity() * width) {
                buffer = new float[batch.capacity() * width];
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(outputs, order[(int) from + i] * width, buffer, i * width, width);
            }
            filled = batch;
        }
    }
}
