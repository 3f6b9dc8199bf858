package org.cellwise.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.cellwise.math.Compute;

/** What a {@link Network} keeps beside its numbers, and how it goes into files. */
abstract class KeptNetwork {
    private Preparation preparation;
    private Map<String, Object> training = Map.of();

    final Network self() {
        return (Network) this;
    }

    /** Takes what another keeps. */
    final void keep(KeptNetwork other) {
        preparation = other.preparation;
        training = other.training;
    }

    /** How raw rows become its inputs, as the data it was trained on last says; null where none says it. */
    public Preparation preparation() {
        return preparation;
    }

    /** Inputs that are no raw rows, as far as that can be told. */
    final double[][] asInputs(double[]... rows) {
        if (preparation != null) {
            preparation.requireInputs(rows);
        }
        return rows;
    }

    /**
     * That its rows are prepared in this way.
     *
     * @throws IllegalArgumentException if that does not give a number for each input
     */
    public void prepare(Preparation fitted) {
        int inputs = self().inputShape().elements();
        if (fitted.inputNames().size() != inputs) {
            throw new IllegalArgumentException("The network expects " + inputs + " inputs, but rows are prepared to "
                    + fitted.inputNames().size());
        }
        preparation = fitted;
    }

    /**
     * The bare answer to one raw row, such as {@code net.predictRaw("Torgersen", 39.1, 18.7)}: prepared as the rows that the
     * network was trained on; numbers come in the unit of the targets, other outputs as {@link Network#predict(double...)} gives
     * them. A number that lies farther beyond those of training than these are apart is refused, since numbers alone cannot say
     * that they are a guess: {@link #estimateRaw} and {@link #classifyRaw} say it beside the answer.
     *
     * @param raw a value for each column of {@link #preparation}, or one map with a value for each by name
     * @throws IllegalStateException if the network was not trained on data that says how rows are prepared
     * @throws IllegalArgumentException if a value is missing, too many, not such as its column holds, or far from all of training
     */
    public double[] predictRaw(Object... raw) {
        String instead = self().meaning().isDiscrete() ? "classifyRaw(…)" : "estimateRaw(…)";
        return inUnit(RawRow.encodeKnown(preparation, instead, raw));
    }

    private double[] inUnit(double... inputs) {
        double[] outputs = self().answer(inputs);
        boolean targets = self().meaning().kind() == OutputMeaning.Kind.NUMBERS && preparation.hasNumericTargets();
        return targets ? preparation.decode(outputs) : outputs; // others may be points of a triplet loss
    }

    /**
     * The numbers that a network says of one raw row, by name: see {@link #predictRaw}. What in the row is unlike all that
     * training has seen is said beside them.
     *
     * @throws IllegalStateException if the network names classes or answers questions, which {@link #classifyRaw} gives
     */
    public Estimate estimateRaw(Object... raw) {
        if (self().meaning().isDiscrete()) {
            throw new IllegalStateException(
                    "estimateRaw expects a network whose outputs are numbers, but this one's are " + self().meaning()
                            + ": call classifyRaw(…)");
        }
        double[] numbers = inUnit(RawRow.encode(preparation, raw));
        return new Estimate(
                self().outputNames(), Arrays.stream(numbers).boxed().toList(), RawRow.notes(preparation, raw));
    }

    /**
     * As {@link Network#classify}, of one raw row: see {@link #predictRaw}. What in the row is unlike all that training has
     * seen is said beside the answer.
     */
    public Classification classifyRaw(Object... raw) {
        return self().classifyInputs(RawRow.encode(preparation, raw)).with(RawRow.notes(preparation, raw));
    }

    /**
     * What in a raw row is unlike all that training has seen, so that the answer to it is a guess: a category that is new, a
     * number beyond all others by more than half of their range, words that are not in the vocabulary; empty for nothing of the kind.
     *
     * @throws IllegalStateException as {@link #predictRaw} does
     */
    public List<String> unlikeTraining(Object... raw) {
        return RawRow.notes(preparation, raw);
    }

    /** How it was trained last, in plain values: loss, optimizer, seed, epochs and the like; empty where it was not. */
    public Map<String, Object> training() {
        return training;
    }

    /** That it was trained so; plain numbers, booleans, texts, lists and maps. */
    public void trained(Map<String, Object> how) {
        training = Collections.unmodifiableMap(new LinkedHashMap<>(how));
    }

    /**
     * Writes all of it into a file, to come back by {@link #load}: layers, weights, what outputs mean, names, how rows are
     * prepared, which layers are frozen, how it was trained. The file is a safetensors file, whose arrays others read by the
     * names of the parameters. An older file is replaced only when the new one is whole.
     *
     * @throws IllegalArgumentException if a layer is a function of your own, which no file keeps: {@link #saveWeights} does
     *     not need it
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalStateException if another thread is training it
     */
    public Network save(Path file) {
        NetworkFile.write(self(), Objects.requireNonNull(file, "save expects a file, but got null"));
        return self();
    }

    /** As {@link #save(Path)}. */
    public Network save(String file) {
        return save(Path.of(Objects.requireNonNull(file, "save expects a file, but got null")));
    }

    /**
     * The network that {@link #save} wrote, or the one in a file that a trainer saved.
     *
     * @param preparations makes again how rows are prepared, from {@link Preparation#describe}; null for not at all
     * @throws IllegalArgumentException if it is no such file, is damaged, or is of a newer version
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Network load(Path file, Compute compute, Function<Map<String, Object>, Preparation> preparations) {
        return NetworkFile.read(
                Objects.requireNonNull(file, "network expects a file, but got null"), compute, preparations);
    }

    /**
     * Writes the weights alone, with all that layers measure, as a safetensors file: for layers of your own, and for other
     * software.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalStateException if another thread is training it
     */
    public Network saveWeights(Path file) {
        NetworkFile.writeWeights(self(), Objects.requireNonNull(file, "saveWeights expects a file, but got null"));
        return self();
    }

    /** As {@link #saveWeights(Path)}. */
    public Network saveWeights(String file) {
        return saveWeights(Path.of(Objects.requireNonNull(file, "saveWeights expects a file, but got null")));
    }

    /**
     * Takes weights from a file with an array for each parameter, by name and shape; nothing changes where one is missing.
     *
     * @throws IllegalArgumentException if the arrays are not those of this network, or the file is damaged
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalStateException if another thread is training it
     */
    public Network loadWeights(Path file) {
        NetworkFile.readWeights(self(), Objects.requireNonNull(file, "loadWeights expects a file, but got null"));
        return self();
    }

    /**
     * Writes the adapters of {@link Network#withLora} alone, a small file beside that of the network they belong to.
     *
     * @throws IllegalArgumentException if it has none
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public Network saveLora(String file) {
        NetworkFile.writeLora(self(), Path.of(Objects.requireNonNull(file, "saveLora expects a file, but got null")));
        return self();
    }

    /**
     * Takes adapters that {@link #saveLora} wrote, into a network with adapters of the same rank.
     *
     * @throws IllegalArgumentException if the arrays are not those of its adapters, or the file is damaged
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Network loadLora(String file) {
        NetworkFile.readLora(self(), Path.of(Objects.requireNonNull(file, "loadLora expects a file, but got null")));
        return self();
    }

    /** As {@link #loadWeights(Path)}. */
    public Network loadWeights(String file) {
        return loadWeights(Path.of(Objects.requireNonNull(file, "loadWeights expects a file, but got null")));
    }
}
