package org.cellwise.tensor;

import org.cellwise.math.Compute;

/**
 * Walks the nodes of a step in reverse. The output of a node takes room for its gradient when the first step after it adds
 * to it, and gives it back once it has passed it on, so that only those are in memory that are on their way; those that
 * somebody may look at afterwards stay.
 */
final class BackwardPass {
    private final Compute compute;
    private final Pool rooms = new Pool();
    private final Zeros zeros = new Zeros();

    BackwardPass(Compute compute) {
        this.compute = compute;
    }

    /**
     * From an output to everything that it depends on and that needs a gradient.
     *
     * @param nodes of the step, in order, of which there are {@code count}
     * @param upstream how much each number of the output counts; null counts each as 1
     */
    void run(Node[] nodes, int count, Tensor output, float[] upstream) {
        rooms.giveAll();
        for (int i = 0; i < count; i++) {
            begin(nodes[i]);
        }
        receive(output);
        float[] gradient = output.gradient();
        for (int i = 0; i < output.size(); i++) {
            gradient[output.offset() + i] += upstream == null ? 1f : upstream[i];
        }
        for (int i = count - 1; i >= 0; i--) {
            if (nodes[i].output().gradient() != null) {
                passOn(nodes[i]);
            }
        }
    }

    private void begin(Node node) {
        if (node.keepsGradient()) {
            zeros.fill(compute, node.output().gradient(), node.output().size());
        } else {
            node.output().takeGradient(null); // of a pass that failed
        }
    }

    /** Has a tensor have a gradient, 0 as long as nothing is added to it. */
    private void receive(Tensor tensor) {
        if (tensor.gradient() == null) {
            tensor.takeGradient(rooms.take(tensor.size()));
            zeros.fill(compute, tensor.gradient(), tensor.size());
        }
    }

    private void passOn(Node node) {
        for (int i = 0; i < node.inputs(); i++) {
            if (node.needsGradient(i)) {
                receive(node.input(i));
            }
        }
        node.op().backward(node);
        if (!node.keepsGradient()) {
            rooms.give(node.output().gradient());
            node.output().takeGradient(null);
        }
    }
}
