package org.cellwise.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.cellwise.text.Names;

/**
 * All numbers of a network in one {@code float[]}, and, once something trains, their gradients in another of the same
 * size. Parameters are declared first and {@link #allocate allocated} once, so that an optimizer is one pass over flat
 * arrays.
 */
public final class Parameters {
    private final List<Parameter> list = new ArrayList<>();
    private final Map<String, Parameter> byName = new HashMap<>();
    private final AtomicLong holder = new AtomicLong(); // the id of a thread, 0 for none: costs less than the thread
    private final boolean counted;
    private int size;
    int freezes;
    private float[] values;
    private volatile float[] gradients;
    private volatile long claims;

    /** Of one network. */
    public Parameters() {
        this(false);
    }

    private Parameters(boolean counted) {
        this.counted = counted;
    }

    /** Of any number, to be looked at and never allocated. */
    public static Parameters counted() {
        return new Parameters(true);
    }

    /** Adds a parameter; only before {@link #allocate}. */
    public Parameter declare(String name, Shape shape, Parameter.Role role) {
        if (values != null) {
            throw new IllegalStateException(name + " was declared after its network was built");
        }
        long grown = (long) size + shape.elements();
        if (grown > Integer.MAX_VALUE - 8 && !counted) {
            throw new IllegalArgumentException(
                    "A network holds at most " + (Integer.MAX_VALUE - 8) + " numbers, but with " + name + " (" + shape
                            + ") it would hold " + grown + ": use smaller layers");
        }
        Parameter parameter = new Parameter(this, name, shape, role, list.size(), size);
        list.add(parameter);
        byName.putIfAbsent(name, parameter);
        size = (int) grown;
        return parameter;
    }

    /** Makes the array of values, all zero. */
    public void allocate() {
        if (counted) {
            throw new IllegalStateException("Parameters that are only counted were to be allocated");
        }
        values = new float[size];
    }

    /** {@code 17 numbers: dense_1.weight (3 x 4), …}. */
    @Override
    public String toString() {
        return "%s numbers: %s"
                .formatted(
                        size, Names.list(list.stream().map(Parameter::toString).toList()));
    }

    /** In order of declaration, as an unmodifiable view. */
    public List<Parameter> list() {
        return Collections.unmodifiableList(list);
    }

    /** The one of a name such as {@code dense_1.weight}; empty where none has it. */
    public Optional<Parameter> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How many numbers there are in all, state included. */
    public int size() {
        return size;
    }

    /** A number that is another one once a parameter was frozen or unfrozen. */
    public int freezes() {
        return freezes;
    }

    /** The live array of all values. */
    public float[] values() {
        return values;
    }

    /** The live array of all gradients, which backward passes add to; made when first asked for. */
    public float[] gradients() {
        float[] made = gradients;
        return made != null ? made : makeGradients();
    }

    private synchronized float[] makeGradients() {
        if (values == null) {
            throw new IllegalStateException("Gradients were asked for before the network was built");
        }
        if (gradients == null) {
            gradients = new float[size];
        }
        return gradients;
    }

    /** Whether there are gradients, as there are once something trains. */
    public boolean hasGradients() {
        return gradients != null;
    }

    /** Takes the values of parameters that were declared alike, and which of them are frozen. */
    public void take(Parameters others) {
        System.arraycopy(others.values, 0, values, 0, size);
        for (int i = 0; i < list.size(); i++) {
            list.get(i).freeze(others.list.get(i).isFrozen());
        }
    }

    /** Claims the numbers for one training run on this thread; false while one holds them already, on whatever thread. */
    public boolean acquire() {
        if (!holder.compareAndSet(0, Thread.currentThread().getId())) {
            return false;
        }
        claims++;
        return true;
    }

    /** How often the numbers were claimed so far: as long as that stays and nothing holds them, no training moves them. */
    public long claims() {
        return claims;
    }

    /** Ends the claim. */
    public void release() {
        holder.setRelease(0);
    }

    /** Whether a training run on this thread holds the numbers. */
    public boolean isHeldHere() {
        return holder.get() == Thread.currentThread().getId();
    }

    /** Whether a training run on another thread holds the numbers. */
    public boolean isHeldElsewhere() {
        long thread = holder.get();
        return thread != 0 && thread != Thread.currentThread().getId();
    }
}
