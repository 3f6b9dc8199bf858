package org.cellwise.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parameters of the networks on a tape as its tensors. */
final class ParameterTensors {
    private final Tape tape;
    private final List<Owned> owned = new ArrayList<>();
    private Owned last;

    ParameterTensors(Tape tape) {
        this.tape = tape;
    }

    /** The parameters of one network as tensors, by their index. */
    private static final class Owned {
        private final Parameters owner;
        private Tensor[] tensors = new Tensor[0];

        Owned(Parameters owner) {
            this.owner = owner;
        }
    }

    /** That of a parameter by its index; the same each time. */
    Tensor of(Parameters owner, int index) {
        return tensor(owned(owner), index);
    }

    private Tensor tensor(Owned of, int index) {
        if (of.tensors.length <= index) {
            of.tensors = Arrays.copyOf(
                    of.tensors, Math.max(index + 1, of.owner.list().size()));
        }
        if (of.tensors[index] == null) {
            of.tensors[index] = new Tensor(tape);
        }
        return of.tensors[index];
    }

    private Owned owned(Parameters owner) {
        if (last == null || last.owner != owner) {
            last = find(owner);
        }
        return last;
    }

    private Owned find(Parameters owner) {
        for (int i = 0; i < owned.size(); i++) {
            if (owned.get(i).owner == owner) {
                return owned.get(i);
            }
        }
        Owned added = new Owned(owner);
        owned.add(added);
        return added;
    }
}
