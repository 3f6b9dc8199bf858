package org.cellwise.chart.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Block;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * What a network hands on from one layer of weights to the next: what each puts out after activation and normalisation.
 * The last stage is the output.
 */
public final class Stages {
    /**
     * A place between two layers of weights.
     *
     * @param block index of the block that puts it out
     * @param name of that block
     * @param weights name of the layer of weights that it comes from
     * @param units how many numbers a row has there
     */
    record Stage(int block, String name, String weights, int units) {}

    private final Network network;
    private final List<Stage> list = new ArrayList<>();

    Stages(Network network) {
        this.network = network;
        List<Block> blocks = network.layers();
        String weights = "";
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            weights = hasWeights(block) ? block.name() : weights;
            boolean last = i + 1 == blocks.size();
            if (last || !weights.isEmpty() && hasWeights(blocks.get(i + 1))) {
                list.add(new Stage(i, block.name(), weights, block.output().elements()));
            }
        }
    }

    private static boolean hasWeights(Block block) {
        return block.parameters().stream().anyMatch(p -> p.role() == Parameter.Role.WEIGHT);
    }

    List<Stage> list() {
        return list;
    }

    /** All stages but the output. */
    List<Stage> hidden() {
        return list.subList(0, list.size() - 1);
    }

    /** The numbers at each stage for rows of features: one array (rows, units) a stage. */
    float[][] run(float[] features, int rows) {
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        Tensor y = tape.input(network.inputShape().prepend(rows), features);
        float[][] found = new float[list.size()][];
        int at = 0;
        int stage = 0;
        for (Block block : network.layers()) {
            y = block.forward().apply(y);
            if (list.get(stage).block() == at++) {
                found[stage++] = Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
            }
        }
        return found;
    }
}
