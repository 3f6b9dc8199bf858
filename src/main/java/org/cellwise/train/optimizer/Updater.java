package org.cellwise.train.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.math.Compute;
import org.cellwise.math.Workers;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;

/**
 * Lets an optimizer move the trainable parameters of a network, in parallel where that pays. What the optimizer remembers
 * exists for parameters that are not frozen, or once were not, and for no others.
 */
public final class Updater implements Workers.Task {
    /** About how many additions an optimizer spends on a weight. */
    private static final int COST = 8;
    /** Weights that are moved at a time. */
    private static final int PIECE = 4096;

    /**
     * Neighbours that move as one: so many weights from a place on, how much of them decays, times which the learning rate
     * is taken for them, and how far what is remembered of them stands before them, since frozen weights have no place there.
     */
    private record Run(int start, int size, double decay, double rate, int shift) {}

    private final Compute compute;
    private final Parameters parameters;
    private final Parameter[] list;
    private final Optimizer optimizer;
    private final Gradients gradients;
    /** For each parameter, times which the learning rate is taken for it. */
    private final double[] rates;

    private Run[] runs;
    private int plannedAt;
    private Optimizer.Flat flat;
    private Slices remembered;
    private float[][] slots;
    private boolean decayAll;
    private long updates;

    // the move under way
    private double learningRate;
    private float scale; // of gradients
    private Run run;
    private boolean ruined;
    /** A piece of the weights beside what is remembered of them, where that stands elsewhere; one for each thread. */
    private final ThreadLocal<Optimizer.Flat> pieces;

    public Updater(Compute compute, Parameters parameters, Optimizer optimizer) {
        this.compute = compute;
        this.parameters = parameters;
        this.optimizer = optimizer;
        list = parameters.list().toArray(new Parameter[0]);
        gradients = new Gradients(parameters);
        rates = new double[list.length];
        Arrays.fill(rates, 1);
        remembered = Slices.of(parameters, p -> false);
        slots = new float[optimizer.slots()][0];
        pieces = ThreadLocal.withInitial(
                () -> new Optimizer.Flat(new float[PIECE], new float[PIECE], new float[optimizer.slots()][PIECE]));
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    public Parameters parameters() {
        return parameters;
    }

    public Gradients gradients() {
        return gradients;
    }

    /** Whether decay and penalties touch biases too. */
    public void decayAll(boolean all) {
        decayAll = all;
        gradients.penalizeAll(all);
        runs = null;
    }

    /** Whether decay and penalties touch biases too. */
    public boolean decaysAll() {
        return decayAll;
    }

    /** Whether all parameters move at the same rate. */
    public boolean hasOneRate() {
        return Arrays.stream(rates).allMatch(rate -> rate == 1);
    }

    /** Times which the learning rate is taken for some parameters. */
    public void rate(List<Parameter> chosen, double factor) {
        chosen.forEach(p -> rates[p.index()] = factor);
        runs = null;
    }

    /** Takes the settings of another, of a network with as many parameters. */
    public void like(Updater other) {
        System.arraycopy(other.rates, 0, rates, 0, rates.length);
        Gradients its = other.gradients;
        gradients.clipNorm(its.maximumNorm());
        gradients.clipValue(its.maximumValue());
        gradients.penalty(its.absolutePenalty(), its.squaredPenalty());
        decayAll(other.decayAll);
    }

    /** What was set, as plain values, for {@link #set}. */
    public void describe(Map<String, Object> into) {
        into.put("decay_biases", decayAll);
        into.put("rates", Arrays.stream(rates).boxed().toList());
        into.put("penalty", List.of(gradients.absolutePenalty(), gradients.squaredPenalty()));
        if (Double.isFinite(gradients.maximumNorm())) {
            into.put("clip_norm", gradients.maximumNorm());
        }
        if (Double.isFinite(gradients.maximumValue())) {
            into.put("clip_value", gradients.maximumValue());
        }
    }

    /** Sets what {@link #describe} told. */
    public void set(Fields settings) {
        decayAll(settings.flag("decay_biases"));
        double[] each = numbers(settings, "rates");
        System.arraycopy(each, 0, rates, 0, rates.length);
        double[] penalty = numbers(settings, "penalty");
        gradients.penalty(penalty[0], penalty[1]);
        if (settings.has("clip_norm")) {
            gradients.clipNorm(settings.number("clip_norm"));
        }
        if (settings.has("clip_value")) {
            gradients.clipValue(settings.number("clip_value"));
        }
    }

    private static double[] numbers(Fields settings, String name) {
        return settings.list(name).stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }

    /** How often the weights have moved. */
    public long updates() {
        return updates;
    }

    /** Which weights the optimizer remembers something of. */
    public Slices remembered() {
        return remembered;
    }

    /** What it remembers, packed as {@link #remembered} says: the live arrays. */
    public float[][] slots() {
        return slots;
    }

    /** Takes back what was remembered after so many updates; of weights that are not among it nothing is remembered. */
    public void restore(long done, Slices of, float[][] packed) {
        updates = done;
        if (!remembered.holds(of)) {
            remember(of);
        }
        for (int i = 0; i < slots.length; i++) {
            remembered.repack(of, packed[i], slots[i]);
        }
    }

    /** Whether the same weights are trainable as at the last {@link #plan}; if not, it must be called before an update. */
    public boolean isPlanned() {
        return runs != null && plannedAt == parameters.freezes();
    }

    /** Makes ready to move the weights that are trainable now; gradients of the others, gathered before, are dropped. */
    public void plan() {
        float[] slopes = parameters.gradients();
        plannedAt = parameters.freezes();
        for (Parameter p : list) {
            if (!p.trainable()) {
                Arrays.fill(slopes, p.offset(), p.offset() + p.size(), 0f);
            }
        }
        Slices wanted = Slices.of(parameters, p -> !p.isFrozen());
        if (!remembered.holds(wanted)) {
            remember(wanted);
        }
        List<Run> planned = new ArrayList<>();
        int i = 0;
        while (i < list.length) {
            Parameter first = list[i++];
            if (first.trainable()) {
                double decay = decay(first);
                double rate = rates[first.index()];
                int size = first.size();
                while (i < list.length
                        && list[i].trainable()
                        && decay(list[i]) == decay
                        && rates[list[i].index()] == rate) {
                    size += list[i++].size();
                }
                planned.add(new Run(first.offset(), size, decay, rate, remembered.shift(first)));
            }
        }
        flat = new Optimizer.Flat(parameters.values(), slopes, slots);
        runs = planned.toArray(new Run[0]);
    }

    /** Room for more weights; what is remembered of the others stays. */
    private void remember(Slices more) {
        Slices grown = remembered.and(more);
        float[][] larger = new float[slots.length][grown.size()];
        for (int i = 0; i < slots.length; i++) {
            grown.repack(remembered, slots[i], larger[i]);
        }
        remembered = grown;
        slots = larger;
        runs = null;
    }

    /**
     * One step of every trainable parameter along the gradients; these are zero after.
     *
     * @param factor times which the gradients are to be taken first
     * @return whether all the weights that moved are finite
     */
    public boolean update(double factor, double rate) {
        updates++;
        learningRate = rate;
        ruined = false;
        scale = gradients.prepare(factor);
        for (int i = 0; i < runs.length; i++) {
            run = runs[i];
            compute.range(run.size, COST, this);
        }
        return !ruined;
    }

    private double decay(Parameter p) {
        return decayAll || p.role() == Parameter.Role.WEIGHT ? optimizer.weightDecay() : 0;
    }

    /** Makes all gradients zero. */
    public void clear() {
        if (parameters.hasGradients()) {
            Arrays.fill(parameters.gradients(), 0f);
        }
    }

    @Override
    public String toString() {
        return optimizer + (decayAll ? ", decay of biases too" : "") + rateText() + gradients;
    }

    private String rateText() {
        StringBuilder text = new StringBuilder();
        for (Parameter p : list) {
            text.append(rates[p.index()] == 1 ? "" : ", " + p.name() + " at " + rates[p.index()] + " of the rate");
        }
        return text.toString();
    }

    /**
     * A part of the run in hand; gradients are scaled and zeroed, and weights looked at, while they are in the cache.
     */
    @Override
    public void run(int from, int to) {
        Run now = run;
        float[] weights = flat.weights();
        for (int i = now.start + from; i < now.start + to; i += PIECE) {
            int end = Math.min(i + PIECE, now.start + to);
            scale(flat.gradients(), i, end);
            if (now.shift == 0 || slots.length == 0) {
                optimizer.update(flat, i, end, learningRate * now.rate, now.decay, updates);
            } else {
                updatePiece(i, end - i, now);
            }
            Arrays.fill(flat.gradients(), i, end, 0f);
            if (!Finite.all(compute.math(), weights, i, end - i)) {
                ruined = true;
            }
        }
    }

    private void scale(float[] slopes, int from, int to) {
        float times = scale;
        for (int j = from; j < to && times != 1; j++) {
            slopes[j] *= times;
        }
    }

    /** With copies side by side, since loops over arrays at different places are not compiled to vectors. */
    private void updatePiece(int at, int count, Run now) {
        Optimizer.Flat piece = pieces.get();
        System.arraycopy(flat.weights(), at, piece.weights(), 0, count);
        System.arraycopy(flat.gradients(), at, piece.gradients(), 0, count);
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(slots[i], at - now.shift, piece.slots()[i], 0, count);
        }
        optimizer.update(piece, 0, count, learningRate * now.rate, now.decay, updates);
        System.arraycopy(piece.weights(), 0, flat.weights(), at, count);
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(piece.slots()[i], 0, slots[i], at - now.shift, count);
        }
    }
}
