package org.cellwise.insight.debug;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.cellwise.data.Batch;
import org.cellwise.data.Source;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;

/**
 * Two trainings step by step beside each other.
 *
 * @param parting where they part; empty where they never did
 * @param steps that each of them did
 * @param weights how many numbers each network has
 */
public record Divergence(Optional<Parting> parting, int steps, int weights) {
    /**
     * Trains both in step until they part, or the epochs are done; then both are as they were left.
     *
     * @throws IllegalArgumentException if the networks have other parameters, or it is the same one, or there is no epoch
     */
    public static Divergence of(Trainer one, Trainer other, Source data, int epochs) {
        Given.require(one, "diverge", "two trainers, as trainer(net, loss, optimizer) makes them");
        Given.require(other, "diverge", "two trainers, as trainer(net, loss, optimizer) makes them");
        Given.require(data, "diverge", "rows, as of dataset(…) or split.train()");
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
        int weights = one.network().parameters().values().length;
        Divergence now = new Divergence(Parting.between(one.network(), other.network(), 0, 0, true), 0, weights);
        for (int epoch = 1; epoch <= epochs && now.parting.isEmpty(); epoch++) {
            now = now.after(one, other, data, epoch);
        }
        return now;
    }

    private static List<String> names(Trainer trainer) {
        return trainer.network().parameters().list().stream()
                .map(p -> p.name() + " (" + p.shape() + ")")
                .toList();
    }

    private Divergence after(Trainer one, Trainer other, Source data, int epoch) {
        Iterator<Batch> ofOne = one.batches(data).iterator();
        Iterator<Batch> ofOther = other.batches(data).iterator();
        int batch = 0;
        Optional<Parting> found = Optional.empty();
        while (found.isEmpty() && ofOne.hasNext() & ofOther.hasNext()) { // both are asked, which ends their passes
            batch++;
            Batch a = ofOne.next();
            Batch b = ofOther.next();
            boolean same = a.count() == b.count()
                    && Arrays.equals(a.features(), b.features())
                    && Arrays.equals(a.targets(), b.targets());
            one.step(a);
            other.step(b);
            found = Parting.between(one.network(), other.network(), epoch, batch, same);
        }
        return new Divergence(found, steps + batch, weights);
    }

    /** Where they part, or that they never did. */
    @Override
    public String toString() {
        return parting.map(Parting::toString)
                .orElseGet(() -> "They never part: after %s, all %s weights of one are those of the other, to the bit"
                        .formatted(Names.count(steps, "step"), Numbers.grouped(weights)));
    }
}
