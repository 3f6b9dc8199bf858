package org.cellwise.insight.debug;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.cellwise.data.Batch;
import org.cellwise.data.Source;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;

/**
 * Where two trainings part: the first step after which a weight differs, whatever the bit.
 *
 * @param epoch counted from 1; 0 where the networks differ before the first step
 * @param batch of it, counted from 1
 * @param parameter name of the first parameter that differs, {@code dense_1.weight}
 * @param index of the first number that differs in it
 * @param one that number in the first network
 * @param other and in the second
 * @param differing how many numbers differ in all
 * @param sameRows whether both learned from the same rows in that step
 */
public record Parting(
        int epoch, int batch, String parameter, int index, double one, double other, long differing, boolean sameRows) {
    /**
     * Trains both in step until they part, or the epochs are done; then both are as they were left. Empty where they never
     * do.
     *
     * @throws IllegalArgumentException if the networks have other parameters, or it is the same one, or there is no epoch
     */
    public static Optional<Parting> find(Trainer one, Trainer other, Source data, int epochs) {
        if (one.network() == other.network()) {
            throw new IllegalArgumentException(
                    "diverge expects two networks, but both trainers train the same one: build it twice, from the same seed");
        }
        if (!names(one).equals(names(other))) {
            throw new IllegalArgumentException("diverge expects networks with the same parameters, but one has "
                    + Names.list(names(one)) + ", the other " + Names.list(names(other)));
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("diverge expects at least 1 epoch, but got " + epochs);
        }
        Optional<Parting> before = between(one, other, 0, 0, true);
        for (int epoch = 1; epoch <= epochs && before.isEmpty(); epoch++) {
            before = within(one, other, data, epoch);
        }
        return before;
    }

    private static Optional<Parting> within(Trainer one, Trainer other, Source data, int epoch) {
        Iterator<Batch> ofOne = one.batches(data).iterator();
        Iterator<Batch> ofOther = other.batches(data).iterator();
        for (int batch = 1; ofOne.hasNext() & ofOther.hasNext(); batch++) { // both are asked, which ends their passes
            Batch a = ofOne.next();
            Batch b = ofOther.next();
            boolean same = a.count() == b.count()
                    && Arrays.equals(a.features(), b.features())
                    && Arrays.equals(a.targets(), b.targets());
            one.step(a);
            other.step(b);
            Optional<Parting> parting = between(one, other, epoch, batch, same);
            if (parting.isPresent()) {
                return parting;
            }
        }
        return Optional.empty();
    }

    private static List<String> names(Trainer trainer) {
        return trainer.network().parameters().list().stream()
                .map(p -> p.name() + " (" + p.shape() + ")")
                .toList();
    }

    private static Optional<Parting> between(Trainer one, Trainer other, int epoch, int batch, boolean sameRows) {
        float[] a = one.network().parameters().values();
        float[] b = other.network().parameters().values();
        int first = -1;
        long differing = 0;
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToIntBits(a[i]) != Float.floatToIntBits(b[i])) {
                first = first < 0 ? i : first;
                differing++;
            }
        }
        if (first < 0) {
            return Optional.empty();
        }
        int at = first;
        Parameter parameter = one.network().parameters().list().stream()
                .filter(p -> at >= p.offset() && at < p.offset() + p.size())
                .findFirst()
                .orElseThrow();
        return Optional.of(new Parting(
                epoch, batch, parameter.name(), at - parameter.offset(), a[at], b[at], differing, sameRows));
    }

    /** When, and which number first, in words. */
    @Override
    public String toString() {
        String when = epoch == 0 ? "before the first step" : "in epoch %s, batch %s".formatted(epoch, batch);
        String rows = epoch == 0 || sameRows ? "" : "; the two learned from different rows in that step";
        return "They part %s: %s, number %s, is %s in one and %s in the other; %s%s"
                .formatted(
                        when,
                        parameter,
                        index,
                        Numbers.significant(one, 8),
                        Numbers.significant(other, 8),
                        differing == 1 ? "1 number differs" : Numbers.grouped(differing) + " numbers differ",
                        rows);
    }
}
