package org.cellwise.train.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;

/**
 * Some parameters of a network, and their numbers packed one behind the other in the order of the flat array, so that
 * what training leaves alone takes no room.
 */
public final class Slices {
    private final List<Parameter> all;
    private final BitSet chosen;
    /** Runs of neighbours: where they begin in the flat array, and how long they are. */
    private final int[] starts;

    private final int[] sizes;
    private final int size;

    private Slices(List<Parameter> all, BitSet chosen) {
        this.all = all;
        this.chosen = chosen;
        List<int[]> runs = new ArrayList<>();
        int total = 0;
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            Parameter p = all.get(i);
            int[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last[0] + last[1] == p.offset()) {
                last[1] += p.size();
            } else {
                runs.add(new int[] {p.offset(), p.size()});
            }
            total += p.size();
        }
        starts = runs.stream().mapToInt(run -> run[0]).toArray();
        sizes = runs.stream().mapToInt(run -> run[1]).toArray();
        size = total;
    }

    /** Those that meet a condition. */
    public static Slices of(Parameters parameters, Predicate<Parameter> condition) {
        List<Parameter> all = parameters.list();
        BitSet chosen = new BitSet(all.size());
        for (int i = 0; i < all.size(); i++) {
            chosen.set(i, condition.test(all.get(i)));
        }
        return new Slices(all, chosen);
    }

    /**
     * Those whose {@link #indices} these are.
     *
     * @throws IllegalArgumentException if there are no such parameters
     */
    public static Slices of(Parameters parameters, BitSet indices) {
        if (indices.length() > parameters.list().size()) {
            throw new IllegalArgumentException("Slices expect parameters below "
                    + parameters.list().size() + ", but got " + (indices.length() - 1));
        }
        return new Slices(parameters.list(), (BitSet) indices.clone());
    }

    /** These and those of another. */
    public Slices and(Slices other) {
        BitSet both = (BitSet) chosen.clone();
        both.or(other.chosen);
        return new Slices(all, both);
    }

    /** How many numbers they hold. */
    public int size() {
        return size;
    }

    /** Which of the network's parameters, by position, as a copy. */
    public BitSet indices() {
        return (BitSet) chosen.clone();
    }

    /** Whether all of another's parameters are among these. */
    public boolean holds(Slices other) {
        BitSet missing = (BitSet) other.chosen.clone();
        missing.andNot(chosen);
        return missing.isEmpty();
    }

    /** Copies their numbers out of a flat array. */
    public void pack(float[] flat, float[] packed) {
        for (int run = 0, at = 0; run < starts.length; at += sizes[run++]) {
            System.arraycopy(flat, starts[run], packed, at, sizes[run]);
        }
    }

    /** Copies their numbers back to where they belong; the others stay. */
    public void unpack(float[] packed, float[] flat) {
        for (int run = 0, at = 0; run < starts.length; at += sizes[run++]) {
            System.arraycopy(packed, at, flat, starts[run], sizes[run]);
        }
    }

    /** Copies numbers that are packed by another into the places that they have here; others become 0. */
    public void repack(Slices other, float[] from, float[] into) {
        int source = 0;
        int target = 0;
        for (int i = 0; i < all.size(); i++) {
            int count = all.get(i).size();
            if (chosen.get(i)) {
                if (other.chosen.get(i)) {
                    System.arraycopy(from, source, into, target, count);
                } else {
                    Arrays.fill(into, target, target + count, 0f);
                }
                target += count;
            }
            source += other.chosen.get(i) ? count : 0;
        }
    }

    /** How far the packed numbers of a chosen parameter stand before those in the flat array. */
    int shift(Parameter parameter) {
        int packed = 0;
        for (int run = 0; run < starts.length; run++) {
            if (parameter.offset() >= starts[run] && parameter.offset() < starts[run] + sizes[run]) {
                return starts[run] - packed;
            }
            packed += sizes[run];
        }
        throw new IllegalArgumentException(parameter + " has no place here");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slices slices && slices.chosen.equals(chosen);
    }

    @Override
    public int hashCode() {
        return chosen.hashCode();
    }

    @Override
    public String toString() {
        return size + " numbers of " + chosen.cardinality() + " parameters";
    }
}
