package org.cellwise.train;

import java.util.AbstractList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cellwise.train.state.History;

/** A number of each epoch as a list, without a copy, since one is made at the end of every fit. */
final class Curve extends AbstractList<Double> {
    private final List<History.Epoch> epochs;
    private final ToDoubleFunction<History.Epoch> value;

    Curve(List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> value) {
        this.epochs = epochs;
        this.value = value;
    }

    static boolean isFinite(List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> value) {
        for (int i = 0; i < epochs.size(); i++) {
            if (!Double.isFinite(value.applyAsDouble(epochs.get(i)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Double get(int index) {
        return value.applyAsDouble(epochs.get(index));
    }

    @Override
    public int size() {
        return epochs.size();
    }
}
