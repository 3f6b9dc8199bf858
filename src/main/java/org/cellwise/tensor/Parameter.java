package org.cellwise.tensor;

/** Named numbers that belong to a network: a slice of the flat array that {@link Parameters} owns. */
public final class Parameter {
    /** What the numbers are for; decay and penalties touch {@link #WEIGHT} alone unless asked. */
    public enum Role {
        /** Multiplies an input. */
        WEIGHT,
        /** Biases, and the scales and shifts of normalisation layers. */
        BIAS,
        /** Measured rather than learned, such as running means; never touched by an optimizer. */
        STATE
    }

    private final Parameters owner;
    private final String name;
    private final Shape shape;
    private final Role role;
    private final int index;
    private final int offset;
    private boolean frozen;

    Parameter(Parameters owner, String name, Shape shape, Role role, int index, int offset) {
        this.owner = owner;
        this.name = name;
        this.shape = shape;
        this.role = role;
        this.index = index;
        this.offset = offset;
    }

    /** Layer and name, such as {@code dense_1.weight}. */
    public String name() {
        return name;
    }

    public Shape shape() {
        return shape;
    }

    public Role role() {
        return role;
    }

    /** Where the slice begins in the flat array. */
    public int offset() {
        return offset;
    }

    /** How many numbers the slice holds. */
    public int size() {
        return shape.elements();
    }

    /** Whether training changes it: not frozen, and not mere state. */
    public boolean trainable() {
        return !frozen && role != Role.STATE;
    }

    /** Whether its learning was stopped. */
    public boolean isFrozen() {
        return frozen;
    }

    /** Stops or resumes learning of this parameter. */
    public void freeze(boolean stop) {
        if (frozen != stop) {
            frozen = stop;
            owner.freezes++;
        }
    }

    /** Those that it was declared with. */
    Parameters owner() {
        return owner;
    }

    /** Position among the parameters of its network. */
    public int index() {
        return index;
    }

    @Override
    public String toString() {
        return name + " (" + shape + ")";
    }
}
