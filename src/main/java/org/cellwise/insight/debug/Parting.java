package org.cellwise.insight.debug;

import java.util.Optional;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Numbers;

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
    /** Where two networks of the same parameters differ now, after this step; empty where they do not. */
    static Optional<Parting> between(Network one, Network other, int epoch, int batch, boolean sameRows) {
        float[] a = one.parameters().values();
        float[] b = other.parameters().values();
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
        Parameter parameter = one.parameters().list().stream()
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
