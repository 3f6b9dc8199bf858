package org.cellwise.network;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.plan.Plans;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Tape;

/**
 * Runs layers on rows of zeros while a large network is read, so that their loops are machine code by the time they are
 * needed: a first prediction would otherwise take several times as long as the next. Begins with layers of a tiny
 * transformer, and goes on with those of the network once it is built. Nothing depends on what comes out.
 */
final class WarmUp implements AutoCloseable {
    /** Bytes of a file from which on it is worth a thread. */
    private static final long LARGE = 40_000_000;

    private final Thread thread;
    private volatile Network network;
    private volatile boolean done;

    private WarmUp(Compute compute) {
        network = new Network(Seed.DEFAULT, compute, Inputs.shaped(1, 16, 16), Plans.vit(4, 1, 2, 32, 4));
        thread = new Thread(this::run, "cellwise-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** On a thread of its own, where the file is large and there is another processor; null elsewhere. */
    static WarmUp of(Compute compute, long bytes) {
        return bytes >= LARGE && compute.threads() > 1 ? new WarmUp(compute) : null;
    }

    /** Goes on with a network that is built; its weights may still change. */
    void take(Network built) {
        network = built;
    }

    private void run() {
        Network current = null;
        Tape tape = null;
        List<BuiltLayer> layers = new ArrayList<>();
        while (!done) {
            if (current != network) {
                current = network;
                tape = new Tape(Tape.Mode.OUTPUTS, current.compute(), new SeededRandom(0));
                layers = different(current);
            }
            Tape on = tape;
            layers.removeIf(layer -> !done && !runs(layer, on));
            done |= layers.isEmpty();
        }
    }

    private static boolean runs(BuiltLayer layer, Tape tape) {
        try {
            tape.rewind();
            float[] zeros = new float[layer.input().elements()];
            layer.forward().apply(tape.input(layer.input().prepend(1), zeros));
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            return false; // such as a layer that needs what one before it leaves: a prediction runs them in order
        }
    }

    /** Layers that are alike once. */
    private static List<BuiltLayer> different(Network network) {
        List<BuiltLayer> found = new ArrayList<>();
        for (BuiltLayer layer : network.layers()) {
            if (found.stream()
                    .noneMatch(other ->
                            other.layer().equals(layer.layer()) && other.input().equals(layer.input()))) {
                found.add(layer);
            }
        }
        return found;
    }

    /** Ends it, after the layer in hand. */
    @Override
    public void close() {
        done = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
