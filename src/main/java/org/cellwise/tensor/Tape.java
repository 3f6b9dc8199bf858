package org.cellwise.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;

/**
 * Records ops in order as they run, so that {@link #backward} can walk them in reverse. It owns activations and their
 * gradients: {@link #rewind} starts the next step and hands the same buffers out again by position, so that training
 * allocates nothing once warm. A tape belongs to one thread.
 */
public final class Tape {
    /** What a tape is for. */
    public enum Mode {
        /** Ops run as in training, and gradients can follow. */
        TRAIN,
        /** Ops run as in prediction (no dropout, running means), without gradients. */
        PREDICT,
        /** Nothing runs: only shapes are worked out, to find mistakes while a network is built. */
        SHAPES
    }

    private final Mode mode;
    private final Compute compute;
    private final SeededRandom random;
    private final List<Tensor> inputs = new ArrayList<>();
    private Node[] nodes = new Node[0];
    private Tensor[] parameterTensors = new Tensor[0];
    private int nodeCount;
    private int inputCount;

    public Tape(Mode mode, Compute compute, SeededRandom random) {
        this.mode = mode;
        this.compute = compute;
        this.random = random;
    }

    /** A tape that only works out shapes. */
    public static Tape shapes() {
        return new Tape(Mode.SHAPES, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(0));
    }

    public boolean training() {
        return mode == Mode.TRAIN;
    }

    public Compute compute() {
        return compute;
    }

    public SeededRandom random() {
        return random;
    }

    /** Forgets what was recorded; buffers are kept for the next step. */
    public void rewind() {
        nodeCount = 0;
        inputCount = 0;
    }

    /** Numbers from outside, read in place: {@code data} must stay as it is until the tape is rewound. */
    public Tensor input(Shape shape, float[] data) {
        return input(shape, data, null);
    }

    /** An input whose gradient is wanted too: backward adds to {@code gradient}. */
    public Tensor input(Shape shape, float[] data, float[] gradient) {
        Tensor tensor = next(inputs, inputCount++);
        Shape same = shape.equals(tensor.shape()) ? tensor.shape() : shape;
        tensor.borrow(same, data, gradient, 0, gradient != null && training());
        return tensor;
    }

    private Tensor next(List<Tensor> tensors, int position) {
        if (position == tensors.size()) {
            tensors.add(new Tensor(this));
        }
        return tensors.get(position);
    }

    /** A parameter of {@code owner} as a tensor: reads the live values, and backward adds to the live gradients. */
    public Tensor parameter(Parameters owner, Parameter parameter) {
        if (parameterTensors.length <= parameter.index()) {
            parameterTensors = Arrays.copyOf(
                    parameterTensors,
                    Math.max(parameter.index() + 1, owner.list().size()));
        }
        Tensor tensor = parameterTensors[parameter.index()];
        if (tensor == null) {
            tensor = new Tensor(this);
            parameterTensors[parameter.index()] = tensor;
        }
        tensor.borrow(
                parameter.shape(),
                owner.values(),
                owner.gradients(),
                parameter.offset(),
                training() && parameter.trainable());
        return tensor;
    }

    /** Runs an op of one input and records it. */
    public Tensor apply(Op op, Tensor a) {
        return apply(op, a, null, null);
    }

    /** Runs an op of two inputs and records it. */
    public Tensor apply(Op op, Tensor a, Tensor b) {
        return apply(op, a, b, null);
    }

    /** Runs an op of one to three inputs (null from the first that is missing) and records it. */
    public Tensor apply(Op op, Tensor a, Tensor b, Tensor c) {
        return apply(op, a, b, c, null, null);
    }

    /** Runs an op of one to five inputs (null from the first that is missing) and records it. */
    public Tensor apply(Op op, Tensor a, Tensor b, Tensor c, Tensor d, Tensor e) {
        Node node = nextNode();
        if (node.matches(op, a, b, c, d, e)) {
            return run(node, node.output().shape());
        }
        if (e != null) {
            node.set(op, a, b, c, d, e);
        } else if (d != null) {
            node.set(op, a, b, c, d);
        } else if (c != null) {
            node.set(op, a, b, c);
        } else if (b != null) {
            node.set(op, a, b);
        } else {
            node.set(op, a);
        }
        return run(node, op.shape(node));
    }

    private Node nextNode() {
        if (nodeCount == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodeCount + 8);
        }
        if (nodes[nodeCount] == null) {
            nodes[nodeCount] = new Node(this);
        }
        return nodes[nodeCount];
    }

    private Tensor run(Node node, Shape shape) {
        node.output().own(shape, mode != Mode.SHAPES, training() && node.anyInputNeedsGradient());
        nodeCount++;
        if (mode != Mode.SHAPES) {
            node.op().forward(node);
        }
        return node.output();
    }

    /**
     * Back-propagation: from {@code loss}, a single number, to every parameter and input that needs a gradient. Adds to
     * the gradients of parameters, so that several backward passes accumulate.
     */
    public void backward(Tensor loss) {
        loss.single();
        backward(loss, null);
    }

    /**
     * Back-propagation from a tensor of any shape.
     *
     * @param upstream how much each of its numbers counts; null counts each as 1
     */
    public void backward(Tensor output, float[] upstream) {
        if (mode != Mode.TRAIN) {
            throw new IllegalStateException("backward expects a tape in mode TRAIN, but this one is in mode " + mode);
        }
        if (upstream != null && upstream.length != output.size()) {
            throw new IllegalArgumentException("backward expects one upstream number for each of the " + output.size()
                    + " of the output, but got " + upstream.length);
        }
        if (!output.needsGradient()) {
            return; // everything is frozen
        }
        clearGradients();
        if (upstream == null) {
            Arrays.fill(output.gradient(), output.offset(), output.offset() + output.size(), 1f);
        } else {
            System.arraycopy(upstream, 0, output.gradient(), output.offset(), upstream.length);
        }
        for (int i = nodeCount - 1; i >= 0; i--) {
            Node node = nodes[i];
            if (node.output().needsGradient()) {
                node.op().backward(node);
            }
        }
    }

    private void clearGradients() {
        for (int i = 0; i < nodeCount; i++) {
            Tensor output = nodes[i].output();
            if (output.needsGradient()) {
                Arrays.fill(output.gradient(), 0, output.size(), 0f);
            }
        }
    }
}
