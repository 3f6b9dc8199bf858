package org.cellwise.train;

/** Everything that training moves, at one moment: what it needs to go on from there exactly. */
final class Snapshot {
    private final float[] weights;
    private final float[][] slots;
    private long step;
    private long random;

    Snapshot(int size, int slotCount) {
        weights = new float[size];
        slots = new float[slotCount][size];
    }

    void take(Optimizer.Flat flat, long steps, long randomState) {
        System.arraycopy(flat.weights(), 0, weights, 0, weights.length);
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(flat.slots()[i], 0, slots[i], 0, weights.length);
        }
        step = steps;
        random = randomState;
    }

    void putBack(Optimizer.Flat flat) {
        System.arraycopy(weights, 0, flat.weights(), 0, weights.length);
        for (int i = 0; i < slots.length; i++) {
            System.arraycopy(slots[i], 0, flat.slots()[i], 0, weights.length);
        }
    }

    long step() {
        return step;
    }

    long random() {
        return random;
    }
}
